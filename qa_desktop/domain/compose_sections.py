"""The sections of the case note: questions with what was answered, in the tool's own order and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from qa_desktop.domain import results
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_terms import source_label
from qa_desktop.domain.computed import computed_words
from qa_desktop.domain.entries import Answer, Evidence
from qa_desktop.domain.note import NoteAnswer, NoteEvidence, NoteGrade, NoteSection
from qa_desktop.domain.operation import Value
from qa_desktop.domain.origin import carried_lines, finished_lines
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.repeats import Part
from qa_desktop.domain.respondents import respondent
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.domain.tool import AnswerType, Item, Need, Section, SectionLayout, Tool, plain_id

FROM_BEFORE, FINISHED_SINCE = "Lines from before", "Finished since the plan before"
RESULT = "result"
"""Stands for the question where an answer is what a section came to."""


def compose_sections(audit: Audit) -> tuple[NoteSection, ...]:
    """Return every shown section of the audit as the note prints it, a repeated one once for each that is in it."""
    shared = _seen_everywhere(audit)
    sections = (note for section in audit.shown_sections() for note in _parts(audit, section))
    return (*shared, *sections, *_plan_before(audit))


def printed_day(day: date | None) -> str:
    """Return a date as people read it, such as "21 November 2026"; empty for none."""
    return f"{day.day} {day:%B %Y}" if day else ""


def grade_of(point: ScalePoint) -> NoteGrade:
    """Return a scale point as the note prints it."""
    return NoteGrade(point.label, point.shape, point.tone, point.number, point.colour)


def printed_value(audit: Audit, item: Item, value: Value) -> str:
    """Return an answer's value in words; empty where there is none."""
    if value in (None, "", ()):
        return ""
    match item.type:
        case AnswerType.YES_NO:
            return {"yes": audit.tool.words.yes, "no": audit.tool.words.no}.get(str(value), str(value))
        case AnswerType.CHOICE:
            return next((choice.label for choice in item.choices if choice.code == value), str(value))
        case AnswerType.MULTIPLE_CHOICE:
            chosen = value if isinstance(value, tuple) else (str(value),)
            return ", ".join(choice.label for choice in item.choices if choice.code in chosen)
        case AnswerType.SCALE:
            scale = audit.tool.scale_of(item)
            point = scale.point(str(value)) if scale else None
            return point.label if point else str(value)
        case AnswerType.DATE:
            return printed_day(as_day(value)) or str(value)
        case AnswerType.COMPUTED:
            formula = item.computation.formula if item.computation else ""
            return computed_words(formula, value) if isinstance(value, int | float) else str(value)
        case _:
            return _plain_words(item, value)


def _plain_words(item: Item, value: Value) -> str:
    if item.type is AnswerType.AUDIT and isinstance(value, tuple):
        return value[1]
    if item.type is AnswerType.PERCENT and isinstance(value, int | float):
        return f"{value:g}%"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _seen_everywhere(audit: Audit) -> tuple[NoteSection, ...]:
    """Return the guidance of the whole tool that was seen together, where there is some."""
    seen = tuple(point.text for point in audit.tool.guidance if audit.is_seen(point.id))
    answer = NoteAnswer(item_id="", number="", label="", points=seen)
    return (NoteSection("", "", audit.labels["seen_in_all"], (answer,)),) if seen else ()


def _plan_before(audit: Audit) -> tuple[NoteSection, ...]:
    """Return what a plan of the service says of the plan before: the history of its lines, and what was finished."""
    if audit.tool.improvement is None:
        return ()
    told = (
        (FROM_BEFORE, [(what, "\n".join(origin.sentences)) for what, origin in carried_lines(audit)]),
        (FINISHED_SINCE, [(one.what, one.sentence) for one in finished_lines(audit)]),
    )
    return tuple(
        NoteSection("", "", title, tuple(NoteAnswer("", "", what, value=said) for what, said in lines))
        for title, lines in told
        if lines
    )


def _parts(audit: Audit, section: Section) -> tuple[NoteSection, ...]:
    parts = _in_order(audit, section)
    if parts and section.layout is SectionLayout.TABLE:
        return _rows(audit, section, parts)
    if parts:
        return tuple(_section(audit, part) for part in parts)
    nobody = NoteAnswer(item_id="", number="", label="", value=audit.labels["nothing_entered"])
    return (NoteSection(section.id, section.number, section.title, (nobody,)),)


def _in_order(audit: Audit, section: Section) -> list[Part]:
    """Return the parts by the answers that order them, those without one last."""
    parts = list(audit.parts(section))
    if section.repeat is None or not section.repeat.order_by:
        return parts
    item = next(one for one in section.items if one.id == section.repeat.order_by)
    scale = audit.tool.scale_of(item)
    codes = scale.codes if scale else tuple(choice.code for choice in item.choices)

    def place(part: Part) -> tuple[bool, float, str]:
        value = audit.answer(item.id, part.instance).value
        if value in (None, ""):
            return (True, 0, "")
        if value in codes:
            return (False, codes.index(str(value)), "")
        return (False, value, "") if isinstance(value, int | float) else (False, 0, str(value))

    return sorted(parts, key=place)


def _rows(audit: Audit, section: Section, parts: Sequence[Part]) -> tuple[NoteSection, ...]:
    """Return the rows of a table: each has every column that one of them has, empty where it was not asked."""
    of = section.repeat.of if section.repeat else ""
    shown = {plain_id(item.id) for part in parts for item in part.section.items if audit.holds(item.shown_when)}
    return tuple(
        NoteSection(
            section.id,
            section.number,
            section.title,
            tuple(_cell(audit, part.section, item) for item in part.section.items if plain_id(item.id) in shown),
            about=part.label,
            row=part.label[len(of) + 1 :],
        )
        for part in parts
    )


def _cell(audit: Audit, section: Section, item: Item) -> NoteAnswer:
    if audit.holds(item.shown_when):
        return _answer(audit, section, item)
    return NoteAnswer(item.id, item.number, audit.label_of(item))


def _section(audit: Audit, part: Part) -> NoteSection:
    section = part.section
    shown = tuple(item for item in section.items if audit.holds(item.shown_when))
    items = tuple(item for item in shown if not _is_signed_below(audit, item))
    answers = (*_with_beside(audit, section, items), *_result(audit, part))
    columns: tuple[str, ...] = ()
    comment_label = ""
    if section.layout is SectionLayout.MATRIX:
        scale = next((found for item in items if (found := audit.tool.scale_of(item))), None)
        columns = tuple(point.label for point in scale.points) if scale else ()
        comment_label = next((item.comment.label for item in items if item.comment), "")
    return NoteSection(section.id, section.number, section.title, answers, columns, comment_label, part.label)


def _with_beside(audit: Audit, section: Section, items: Sequence[Item]) -> list[NoteAnswer]:
    """Return the answers, each with what belongs to it; an optional one that says nothing is not there."""
    leads: dict[str, str] = {}
    for item in section.items:
        leads[item.id] = next(reversed(leads.values())) if item.beside and leads else item.id
    found: dict[str, NoteAnswer] = {}
    for item in items:
        answer, lead = _answer(audit, section, item), found.get(leads[item.id])
        if not item.beside or lead is None:
            found[item.id] = answer
        elif item.need is not Need.OPTIONAL or answer.grade or answer.value != audit.labels["not_answered"]:
            found[lead.item_id] = replace(lead, beside=(*lead.beside, answer))
    return list(found.values())


def _result(audit: Audit, part: Part) -> tuple[NoteAnswer, ...]:
    """Return what was worked out for a section, and what was decided for it with the reason."""
    worked_out, decided = results.section_result(audit, part), results.decision(audit, part)
    if worked_out is None and decided is None:
        return ()
    differs = decided is not None and (worked_out is None or decided.code != worked_out.code)
    words = [worked_out.words] if worked_out and worked_out.words else []
    words += [f"decided: {decided.label}" if words else decided.label] if decided and differs else []
    reason = decided.reason if decided else ""
    return (
        NoteAnswer(
            item_id=RESULT,
            number="",
            label=audit.labels["result"],
            value=", ".join(words) or audit.labels["not_answered"],
            comment_label=audit.labels["why_decided"] if reason else "",
            comment=reason,
        ),
    )


def _is_signed_below(audit: Audit, item: Item) -> bool:
    """Tell whether the form prints a place to sign here that the signatures at the end of the note fill."""
    return item.type is AnswerType.SIGNATURE and not audit.is_answered(item)


def _answer(audit: Audit, section: Section, item: Item) -> NoteAnswer:
    answer = audit.answer(item.id)
    grade, value = _grade_and_value(audit, item, answer)
    own_points = item.guidance + (section.guidance if item is section.items[0] else ())
    return NoteAnswer(
        item_id=item.id,
        number=item.number,
        label=audit.label_of(item),
        grade=grade,
        value=value,
        comment_label=item.comment.label if item.comment and answer.comment else "",
        comment=answer.comment,
        not_applicable=_not_applicable(audit, answer) if audit.applies(item) else audit.labels["other_answer"],
        points=tuple(point.text for point in own_points if audit.is_seen(point.id)),
        evidence=tuple(_evidence(one, audit.tool) for one in audit.evidence_for(item.id)),
        group=item.group if section.layout is not SectionLayout.MATRIX else "",
        respondent=by.label.capitalize() if (by := respondent(item.id)) else "",
    )


def _grade_and_value(audit: Audit, item: Item, answer: Answer) -> tuple[NoteGrade | None, str]:
    if answer.not_applicable or answer.not_evidenced or not audit.applies(item):
        return None, ""
    labels = audit.labels
    if item.type is AnswerType.COMPUTED:
        return None, printed_value(audit, item, audit.worked_out(item)) or labels["not_answered"]
    if item.type is AnswerType.SCALE:
        scale = audit.tool.scale_of(item)
        point = scale.point(str(answer.value)) if scale and answer.value else None
        if point:
            return grade_of(point), ""
        return None, labels["not_graded"] if audit.tool.overall and answer.comment else audit.labels["not_answered"]
    if item.type is AnswerType.CHECKLIST:
        ticked = sum(audit.is_seen(point.id) for point in item.guidance)
        return None, f"{ticked} of {len(item.guidance)} evidenced"
    said = printed_value(audit, item, answer.value) or ("" if answer.comment else labels["not_answered"])
    return None, f"{said} ({audit.labels['follow_up']})" if audit.is_concern(item) else said


def _not_applicable(audit: Audit, answer: Answer) -> str:
    if not (answer.not_applicable or answer.not_evidenced):
        return ""
    words = audit.labels["not_applicable" if answer.not_applicable else "not_evidenced"]
    return f"{words}: {answer.reason}" if answer.reason else words


def _evidence(one: Evidence, tool: Tool) -> NoteEvidence:
    return NoteEvidence(one.kind.label, one.text, source_label(one.source, tool), one.where, printed_day(one.on))
