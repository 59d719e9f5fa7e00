"""Reads from a signed audit what figures count of it."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.graded import OVERALL, SECTION, GivenGrade, Graded, GradedAudit, GradeScale
from qa_desktop.domain.figures.holds import held
from qa_desktop.domain.figures.theme import themes_in
from qa_desktop.domain.results import decision
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.section_choices import grades_of
from qa_desktop.domain.tool import Tool, plain_id


def graded_audit(audit: Audit) -> GradedAudit | None:
    """Return what is counted of an audit; None for a draft, and for what is its owner's alone."""
    if not audit.is_signed or audit.is_private:
        return None
    return GradedAudit(
        authority=audit.tool.authority_code,
        category=" ".join(audit.text(paths.about("case_status")).split()),
        pair=audit.text(pairs.PAIR),
        seat=audit.text(pairs.PART),
        amends=audit.text(paths.AMENDS),
        grades=tuple(given_grades(audit)),
        themes=themes_in(audit.record.fields),
        service=_in_header(audit, "service"),
        team=_in_header(audit, "team"),
    )


def _in_header(audit: Audit, field: str) -> str:
    """Return what the form's own field says, in the words of the tool; empty where it has none."""
    item = next((one for one in audit.original.header if one.id == field), None)
    written = audit.text(paths.header(field)) if item else ""
    return next((choice.label for choice in (item.choices if item else ()) if choice.code == written), written)


def given_grades(audit: Audit) -> Iterator[GivenGrade]:
    """Yield every grade that the audit gives, in the words of its tool, the overall one first; else what it holds."""
    tool = audit.original
    overall = tool.scale(tool.overall.scale) if tool.overall else None
    if tool.overall and overall and overall.point(audit.overall_grade):
        scale = GradeScale.of(overall.points)
        yield GivenGrade(Graded(OVERALL, tool.overall.label, "", 0), "", scale, audit.overall_grade)
    named = _named(tool)
    for item, shown in pairs.graded(audit):
        key = plain_id(item.id)
        written = tool.item(key)
        scale_of = (written and tool.scale_of(written)) or shown
        code = str(audit.answer(item.id).value or "")
        if scale_of.point(code):
            yield GivenGrade(named[key], item.id.removeprefix(key), GradeScale.of(scale_of.points), code)
    yield from _sections(audit, named)
    yield from held(audit)


def _sections(audit: Audit, named: dict[str, Graded]) -> Iterator[GivenGrade]:
    """Yield what people decided for whole sections."""
    tool = audit.original
    for section in audit.shown_sections():
        for part in audit.parts(section):
            decided = decision(audit, part)
            written = tool.section(section.id)
            if decided is None or written is None:
                continue
            scale = _section_scale(tool, grades_of(tool, written))
            if any(point.code == decided.code for point in scale.points):
                yield GivenGrade(named[f"{SECTION}{section.id}"], part.instance, scale, decided.code)


def _section_scale(tool: Tool, offered: tuple[tuple[str, str], ...]) -> GradeScale:
    """Return the scale of the tool that has these grades; bands that it has not are points without a level."""
    known: Scale | None = next((one for one in tool.scales if set(one.codes) == {code for code, _ in offered}), None)
    return GradeScale.of(known.points if known else (ScalePoint(code, label, None) for code, label in offered))


def _named(tool: Tool) -> dict[str, Graded]:
    """Return everything that can be graded, by key, in the order of the form."""
    found: dict[str, Graded] = {}
    for section in tool.sections:
        key = f"{SECTION}{section.id}"
        found[key] = Graded(key, section.title, section.title, len(found) + 1)
        for item in section.items:
            found[str(item.id)] = Graded(str(item.id), item.label, section.title, len(found) + 1)
    return found
