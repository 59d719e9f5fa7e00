"""Names every field of a tool for the people who compare two versions: no field of the format is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from qa_desktop.domain.tool import Computation, Tool
from qa_desktop.domain.tool_outcome import EscalationRule
from qa_desktop.domain.tool_words import item_name, said

Words = Callable[[Tool, object], str]


@dataclass(frozen=True, slots=True)
class Plain:
    """One value. `is_text` tells words that people read from settings."""

    label: str
    is_text: bool = False
    words: Words = said


@dataclass(frozen=True, slots=True)
class Listed:
    """Lines of text that have no names of their own."""

    noun: str


@dataclass(frozen=True, slots=True)
class Pairs:
    """Texts that each stand for something, such as a descriptor for a grade; `entries` gives them by name."""

    noun: str
    entries: Callable[[Tool, object], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Only:
    """A part of which there is one or none. `says_so` puts its noun before each of its changes."""

    noun: str
    shape: Mapping[str, Rule]
    says_so: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Entries with a key that stays while their words change."""

    noun: str
    key: str
    """The field that holds it."""
    name: Words
    shape: Mapping[str, Rule]


Rule = Plain | Listed | Pairs | Only | Parts
Shape = Mapping[str, Rule]


def _named(field: str) -> Words:
    get = attrgetter(field)
    return lambda tool, value: said(tool, get(value))


def _grade_name(tool: Tool, value: object) -> str:
    return _grade_words(tool, value.grade) if isinstance(value, EscalationRule) else ""


def _text(label: str) -> Plain:
    return Plain(label, is_text=True)


def _scale_words(tool: Tool, value: object) -> str:
    scale = tool.scale(str(value)) if value else None
    return scale.title if scale else said(tool, value)


def _grade_words(tool: Tool, value: object) -> str:
    points = (scale.point(str(value)) for scale in tool.scales)
    return next((point.label for point in points if point is not None), said(tool, value))


def _grades_words(tool: Tool, value: object) -> str:
    return ", ".join(_grade_words(tool, one) for one in value) if isinstance(value, tuple) else ""


def _item_words(tool: Tool, value: object) -> str:
    item = tool.item(str(value))
    return f"“{item_name(item)}”" if item else said(tool, value)


def _computation_words(tool: Tool, value: object) -> str:
    if not isinstance(value, Computation):
        return ""
    return f"{value.formula.replace('_', ' ')} {', '.join(_item_words(tool, one) for one in value.inputs)}"


def _descriptors(tool: Tool, value: object) -> dict[str, str]:
    return {_grade_words(tool, code): text for code, text in value} if isinstance(value, tuple) else {}


def _translations(_tool: Tool, value: object) -> dict[str, str]:
    entries = value if isinstance(value, tuple) else ()
    return {f"{language}: {path}": text for language, texts in entries for path, text in texts}


def _stage_words(tool: Tool, value: object) -> str:
    return next((stage.title for stage in tool.stages if stage.id == value), said(tool, value))


POINT: Shape = {
    "text": _text("wording"),
    "source": _text("source"),
    "group": _text("heading"),
    "parts": Plain("sub-points"),
    "applies_to": _text("whom it is about"),
}
GUIDANCE = Parts("guidance point", "id", _named("text"), POINT)
COMMENT: Shape = {
    "label": _text("label"),
    "need": Plain("whether it is needed"),
    "compulsory_for": Plain("answers that make it compulsory"),
    "word_limit": Plain("word limit"),
}
ITEM: Shape = {
    "label": _text("wording"),
    "type": Plain("kind of answer"),
    "number": Plain("printed number"),
    "help": _text("explanation"),
    "need": Plain("whether an answer is needed"),
    "scale": Plain("scale", words=_scale_words),
    "choices": Parts("answer", "code", _named("label"), {"label": _text("wording")}),
    "comment": Only("comment", COMMENT, says_so=True),
    "evidence": Plain("whether evidence is collected"),
    "not_applicable": Plain("whether it may be left as not applicable"),
    "not_applicable_unless": Plain("condition under which it applies"),
    "guidance": GUIDANCE,
    "descriptors": Pairs("descriptor", _descriptors),
    "where_to_look": Listed("place to look"),
    "interview_prompts": Listed("prompt for the conversation"),
    "shown_when": Plain("condition under which it is asked"),
    "wordings": Plain("other wordings"),
    "answered_by": Plain("who answers"),
    "side_by_side": Plain("whether each answers alone"),
    "stage": Plain("stage", words=_stage_words),
    "limits": Plain("limits of the answer"),
    "computation": Plain("how it is worked out", words=_computation_words),
    "yes_is_concern": Plain("whether yes is a concern"),
    "weight": Plain("weight"),
    "prefill": Plain("what fills it in"),
    "group": _text("heading above it"),
    "proposed": Plain("whether it is our proposal"),
    "beside": Plain("whether it belongs to the question above it"),
    "audits_of": Plain("tools whose audits can be chosen"),
    "taken_from": Plain("where the answer comes from"),
    "not_before": Plain("date that it must not lie before", words=_item_words),
}
SECTION: Shape = {
    "title": _text("title"),
    "number": Plain("printed number"),
    "statement": _text("statement"),
    "layout": Plain("layout"),
    "guidance": GUIDANCE,
    "where_to_look": Listed("place to look"),
    "stage": Plain("stage", words=_stage_words),
    "repeat": Plain("for whom it is repeated"),
    "shown_when": Plain("condition under which it is asked"),
    "roll_up": Plain("how its result is made"),
    "weight": Plain("weight"),
    "proposed": Plain("whether the heading is our proposal"),
}
SCALE_POINT: Shape = {
    "label": _text("wording"),
    "rank": Plain("level"),
    "descriptor": _text("descriptor"),
    "short_descriptor": _text("short descriptor"),
    "shape": Plain("shape"),
    "tone": Plain("colour"),
    "number": Plain("printed number"),
    "value": Plain("what it counts"),
    "colour": Plain("the authority's own colour"),
    "proposed": Plain("whether it is our proposal"),
}
SCALE: Shape = {
    "title": _text("title"),
    "points": Parts("point", "code", _named("label"), SCALE_POINT),
    "proposed": Plain("whether it is our proposal"),
}
STAGE: Shape = {
    "title": _text("title"),
    "opens_after": Plain("when it opens", words=_stage_words),
    "done_by": Plain("who does it"),
    "after_reading_by": Plain("who has to have read the stage before"),
}
OVERALL: Shape = {
    "id": Plain("reference"),
    "label": _text("label"),
    "scale": Plain("scale", words=_scale_words),
    "question": _text("question"),
    "reason_label": _text("label of the reason"),
    "reason_compulsory": Plain("whether the reason is needed"),
    "roll_up": Plain("how it is worked out"),
    "section_grades": Plain("whether each section carries a grade"),
    "proposed": Plain("whether it is our proposal"),
}
ACTION_COLUMN: Shape = {
    "label": _text("label"),
    "by": Plain("who fills it in"),
    "id": Plain("printed reference"),
    "proposed": Plain("whether it is our proposal"),
}
ACTION_PLAN: Shape = {
    "columns": Parts("column", "field", _named("label"), ACTION_COLUMN),
    "title": _text("title"),
    "auditor_half": _text("words over the auditor's half"),
    "supervision_half": _text("words over the half for supervision"),
    "smart_prompts": Plain("five tests of an action"),
    "event_with_review_date": Plain("whether an event may stand for the date"),
    "proposed": Plain("whether it is our proposal"),
}
SIGNATURE: Shape = {
    "label": _text("label"),
    "statement": _text("statement"),
    "seals": Plain("whether this signature seals the note"),
    "optional": Plain("whether it is optional"),
    "proposed": Plain("whether it is our proposal"),
    "shown_when": Plain("condition under which it is there"),
}
FILING_STEP: Shape = {
    "title": _text("title"),
    "heading": _text("heading"),
    "text": _text("text"),
    "length_limit": Plain("most letters"),
    "shown_when": Plain("condition under which it is done"),
    "tell": Plain("whom it tells"),
    "comment_by": Plain("who is asked for a comment"),
}
ESCALATION: Shape = {
    "recipients": Plain("who is told"),
    "conditional": Plain("who is told where the case has one"),
    "note": _text("note"),
    "comment_by": Plain("who is asked for a comment"),
}
DEADLINE: Shape = {
    "label": _text("label"),
    "amount": Plain("how long"),
    "unit": Plain("unit"),
    "owner": Plain("who sees to it"),
    "applies_to": Plain("what it applies to"),
    "grades": Plain("grades at which it applies", words=_grades_words),
    "source": _text("source"),
    "start": Plain("from when it is counted", words=_item_words),
    "moved_to": Plain("where the date is moved to"),
    "every": Plain("how often it comes round"),
    "shown_when": Plain("condition under which it applies"),
}
FOLLOW_UP: Shape = {
    "item": Plain("question that raises it", words=_item_words),
    "answers": Plain("answers that raise it"),
    "task": _text("task"),
    "owner": Plain("who does it"),
}
CLOSES: Shape = {
    "link": Plain("question that names the audit", words=_item_words),
    "when": Plain("condition under which all is well"),
    "deadlines": Plain("questions that show a date met"),
}
REGISTER: Shape = {
    "title": _text("title"),
    "when": Plain("condition under which a record stands in it"),
    "date": Plain("date by which an entry counts", words=_item_words),
    "count_by": Plain("what is counted apart"),
    "add_up": Plain("numbers that are added up"),
    "of_whom": Plain("whose entry it is", words=_item_words),
    "words": Plain("words shown in the list"),
    "asks": Plain("who is asked for it", words=_item_words),
}
IMPROVEMENT: Shape = {
    "board": _text("board"),
    "what": Plain("what is to be done", words=_item_words),
    "owner": Plain("who has it", words=_item_words),
    "due": Plain("by when", words=_item_words),
    "source": Plain("where it comes from", words=_item_words),
    "progress": Plain("how far it is", words=_item_words),
    "started": Plain("answers that say it was begun"),
    "done": Plain("answers that say it is done"),
    "not_needed": Plain("answers that say it is not needed any more"),
    "impact": Plain("what became of it", words=_item_words),
}
LOOK_BACK: Shape = {"months": Plain("months"), "text": _text("words"), "variants": Plain("by kind of audit")}
PROVENANCE: Shape = {
    "authority": _text("authority"),
    "document": _text("document"),
    "section": _text("section of the document"),
    "status": Plain("how much is printed"),
    "note": _text("note"),
    "gaps": Listed("gap"),
}
WORDS: Shape = {
    "audit": _text("word for an audit"),
    "section": _text("word for a section"),
    "section_plural": _text("word for sections"),
    "case_reference": _text("word for the case reference"),
    "practitioner": _text("word for the practitioner"),
    "auditor": _text("word for the auditor"),
    "grade": _text("word for a grade"),
    "overall": _text("word for the overall judgement"),
    "action_plan": _text("word for the action plan"),
    "case_system": _text("word for the case system"),
    "development": _text("word for what is to develop"),
    "manager": _text("word for the manager"),
    "qa_team": _text("word for the QA team"),
    "yes": _text("word for yes"),
    "no": _text("word for no"),
}
ADAPTATION: Shape = {
    "authority": _text("authority"),
    "settings": Plain("name"),
    "version": Plain("version"),
    "settings_hash": Plain("content"),
}
ABOUT: Shape = {
    "title": _text("title"),
    "purpose": _text("purpose"),
    "authority": _text("authority"),
    "authority_code": Plain("authority's code"),
    "status": Plain("state"),
    "subject": Plain("what it is about"),
    "subject_when": Plain("what it is about by an answer"),
    "benchmark": _text("benchmark"),
    "private": Plain("whether it stays its owner's alone"),
    "review_by": Plain("review date"),
}
WHOLE: Mapping[str, tuple[str, Rule]] = {
    "provenance": ("Where it comes from", Only("source", PROVENANCE)),
    "words": ("The authority's own words", Only("words", WORDS)),
    "scales": ("Scales", Parts("scale", "id", _named("title"), SCALE)),
    "guidance": ("Guidance for the whole tool", GUIDANCE),
    "stages": ("Stages", Parts("stage", "id", _named("title"), STAGE)),
    "overall": ("Overall judgement", Only("overall judgement", OVERALL)),
    "action_plan": ("Action plan", Only("action plan", ACTION_PLAN)),
    "signatures": ("Signatures", Parts("signature", "role", _named("label"), SIGNATURE)),
    "filing": ("Filing", Only("filing", {"steps": Parts("step", "id", _named("title"), FILING_STEP)})),
    "escalation": ("Who is told", Parts("rule for", "grade", _grade_name, ESCALATION)),
    "deadlines": ("Deadlines", Parts("deadline", "id", _named("label"), DEADLINE)),
    "follow_ups": ("Tasks that an answer raises", Parts("task", "id", _named("task"), FOLLOW_UP)),
    "closes": ("Which audit it closes", Only("rule of closing", CLOSES)),
    "registers": ("Registers", Parts("register", "id", _named("title"), REGISTER)),
    "improvement": ("Improvement actions", Only("plan of the service", IMPROVEMENT)),
    "look_back": ("Period", Only("period", LOOK_BACK)),
    "adaptation": ("The authority's settings", Only("settings over the tool", ADAPTATION)),
    "translations": ("Translations", Pairs("translation", _translations)),
}
"""What stands in a part of its own, by the tool's field: the part's heading, and how it is compared."""
