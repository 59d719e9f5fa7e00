"""Makes a tool out of checked values; whether its parts fit together is told by the rules."""

from __future__ import annotations

from qa_desktop.domain.ids import ScaleId, SectionId, StageId, ToolId
from qa_desktop.domain.repeat import Repeat
from qa_desktop.domain.scale import GradeShape, Scale, ScalePoint, Tone
from qa_desktop.domain.tool import (
    Party,
    PrintStatus,
    Provenance,
    Section,
    SectionLayout,
    Stage,
    SubjectKind,
    SubjectVariant,
    Tool,
    Words,
)
from qa_desktop.toolkit.build_outcome import (
    action_plan_from,
    closes_from,
    deadlines_from,
    escalation_from,
    filing_from,
    follow_ups_from,
    improvement_from,
    look_back_from,
    overall_from,
    registers_from,
    roll_up_from,
    signatures_from,
)
from qa_desktop.toolkit.build_question import guidance_of, question_from
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.tool_shape import WORDS
from qa_desktop.toolkit.values import Values
from qa_desktop.toolkit.yaml_reader import Listing, Mapping, Node, Scalar

OF_THE_TYPE = frozenset(
    {"scale", "choices", "limits", "computed", "descriptors", "yes_is_concern", "comment", "audits_of"}
)
"""What a question has for its type alone."""


def build_tool(values: Values, libraries: Libraries, mistakes: Mistakes) -> Tool:
    """Return the tool that the values describe, without its content hash."""
    authority = values.record("authority") or Values({}, ("authority",))
    header = values.records("header")
    sections = values.records("sections")
    return Tool(
        id=ToolId(values.text("tool")),
        version=values.text("version"),
        title=values.text("title"),
        authority_code=authority.text("code"),
        authority=authority.text("name"),
        status=values.text("status", "active"),
        purpose=values.text("purpose"),
        subject=values.word("subject", SubjectKind.CASE),
        provenance=_provenance(values.record("source"), authority.text("name")),
        words=_words(values.record("words")),
        scales=tuple(scale_from(one) for one in values.records("scales")),
        header=tuple(question_from(one, libraries, mistakes) for one in header),
        sections=tuple(_section(one, libraries, mistakes) for one in sections),
        guidance=guidance_of(values, libraries, mistakes),
        stages=tuple(_stage(one) for one in values.records("stages")),
        overall=overall_from(values.record("overall")),
        action_plan=action_plan_from(values.record("action_plan")),
        signatures=signatures_from(values.records("signatures")),
        filing=filing_from(values.records("filing")),
        escalation=escalation_from(values.records("escalation")),
        deadlines=deadlines_from(values.records("deadlines")),
        follow_ups=follow_ups_from(values.records("follow_ups")),
        closes=closes_from(values.record("closes")),
        registers=registers_from(values.records("registers")),
        improvement=improvement_from(values.record("improvement")),
        look_back=look_back_from(values.record("look_back")),
        benchmark=values.text("benchmark"),
        private=values.flag("private"),
        review_by=values.text("review_by"),
        translations=values.languages("translations"),
        subject_when=_subject_when(values),
    )


def spread_defaults(root: Node) -> Node:
    """Return the tree with each section's `every_question` written into its questions, which keep what they say."""
    if not isinstance(root, Mapping) or not isinstance(sections := root.entries.get("sections"), Listing):
        return root
    spread = Listing(tuple(_spread_section(section) for section in sections.entries), sections.mark, sections.size)
    return Mapping({**root.entries, "sections": spread}, root.key_marks, root.mark, root.size)


def _spread_section(section: Node) -> Node:
    if not isinstance(section, Mapping):
        return section
    every, questions = section.entries.get("every_question"), section.entries.get("questions")
    if not isinstance(every, Mapping) or not isinstance(questions, Listing):
        return section
    spread = tuple(_with_defaults(question, every) for question in questions.entries)
    listing = Listing(spread, questions.mark, questions.size)
    return Mapping({**section.entries, "questions": listing}, section.key_marks, section.mark, section.size)


def _with_defaults(question: Node, every: Mapping) -> Node:
    if not isinstance(question, Mapping):
        return question
    entries = {**_fitting(question, every), **question.entries}
    marks = {**every.key_marks, **question.key_marks}
    return Mapping(entries, marks, question.mark, question.size)


def _fitting(question: Mapping, every: Mapping) -> dict[str, Node]:
    """Return what a question takes over: nothing beside another, and nothing of the type where that is its own."""
    beside = question.entries.get("beside")
    if isinstance(beside, Scalar) and beside.value is True:
        return {}
    own, usual = question.entries.get("type"), every.entries.get("type")
    if not isinstance(own, Scalar) or not isinstance(usual, Scalar) or own.text == usual.text:
        return every.entries
    return {name: node for name, node in every.entries.items() if name not in OF_THE_TYPE}


def _provenance(values: Values | None, authority: str) -> Provenance:
    values = values or Values({}, ("source",))
    return Provenance(
        authority=authority,
        document=values.text("document"),
        section=values.text("section"),
        status=values.word("status", PrintStatus.IMPLIED),
        note=values.text("note"),
        gaps=values.texts("gaps"),
    )


def _subject_when(values: Values) -> tuple[SubjectVariant, ...]:
    variants = (
        (one.condition("when"), one.word("subject", SubjectKind.CASE)) for one in values.records("subject_when")
    )
    return tuple(SubjectVariant(when, subject) for when, subject in variants if when)


def _words(values: Values | None) -> Words:
    return Words(**{word: values.text(word) for word in WORDS if values.has(word)}) if values else Words()


def scale_from(values: Values) -> Scale:
    """Return the scale that the values describe."""
    points = tuple(
        ScalePoint(
            code=one.text("code"),
            label=one.text("label"),
            rank=one.whole("rank"),
            descriptor=one.text("descriptor"),
            short_descriptor=one.text("short_descriptor"),
            shape=one.word("shape", GradeShape.NONE),
            tone=one.word("tone", Tone.NEUTRAL),
            number=one.text("number"),
            value=one.number("value"),
            colour=one.text("colour").upper(),
            proposed=one.flag("proposed"),
        )
        for one in values.records("points")
    )
    return Scale(ScaleId(values.text("id")), values.text("title"), points, values.flag("proposed"))


def _stage(values: Values) -> Stage:
    opens_after = values.text("opens_after")
    return Stage(
        id=StageId(values.text("id")),
        title=values.text("title"),
        opens_after=StageId(opens_after) if opens_after else None,
        done_by=values.words("done_by", Party),
        after_reading_by=values.words("after_reading_by", Party),
    )


def _section(values: Values, libraries: Libraries, mistakes: Mistakes) -> Section:
    stage = values.text("stage")
    return Section(
        id=SectionId(values.text("id")),
        title=values.text("title"),
        items=tuple(question_from(one, libraries, mistakes) for one in values.records("questions")),
        number=values.text("number"),
        statement=values.text("statement"),
        layout=values.word("layout", SectionLayout.FORM),
        guidance=guidance_of(values, libraries, mistakes),
        where_to_look=values.texts("where_to_look"),
        stage=StageId(stage) if stage else None,
        repeat=_repeat(values.record("repeat")),
        shown_when=values.condition("shown_when"),
        roll_up=roll_up_from(values.record("roll_up")),
        weight=values.number("weight"),
        proposed=values.flag("proposed"),
    )


def _repeat(values: Values | None) -> Repeat | None:
    if values is None:
        return None
    return Repeat(
        values.text("of"),
        values.whole("least") or 0,
        values.whole("most"),
        values.text("order_by"),
        values.rows("start"),
    )
