"""What a page says of the results that follow from its answers, and of what was decided instead."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain import paths, results
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import ScaleId
from qa_desktop.domain.repeats import Part
from qa_desktop.domain.results import Result
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.section_choices import section_choices
from qa_desktop.domain.tool import Section
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.presenters.audit_words import count_words


@dataclass(frozen=True, slots=True)
class ResultView:
    """The result of one section, or of one child, carer or case in it."""

    key: str
    heading: str
    words: str
    """What the answers come to; empty where a person decides alone."""
    scale: Scale | None
    """What can be decided; None where the result stands as it is."""
    decided: bool
    reason_needed: bool
    is_open: bool

    @property
    def grade_path(self) -> str:
        """Where the decision is kept."""
        return paths.section(self.key, "grade")

    @property
    def reason_path(self) -> str:
        """Where its reason is kept."""
        return paths.section(self.key, "reason")

    @property
    def asks_alone(self) -> bool:
        """Whether nothing is worked out, so that a person decides without being told a result."""
        return not self.words


def result_views(audit: Audit, section: Section) -> tuple[ResultView, ...]:
    """Return the results of a section, one for each child, carer or case where it repeats."""
    if section.roll_up is None:
        return ()
    views = (_view(audit, section, part) for part in audit.parts(section))
    return tuple(view for view in views if view.words or view.scale or view.decided)


def overall_words(audit: Audit) -> str:
    """Return what the answers come to over all, as a sentence; empty where the tool leaves it to people."""
    result = results.overall_result(audit)
    if result is None:
        return ""
    said = result_words(result)
    return f"{said} You chose otherwise: say why." if results.overall_differs(audit) else said


def result_words(result: Result) -> str:
    """Return a result as a sentence, and that it may still change where answers are missing."""
    if not result.words:
        return f"Worked out from the answers, once they are given ({_left(result)})."
    so_far = f" so far, {_left(result)}" if result.left else ""
    return f"Worked out from the answers: {result.words}{so_far}."


def _left(result: Result) -> str:
    return f"{count_words(result.left, 'answer', 'answers')} to come"


def _view(audit: Audit, section: Section, part: Part) -> ResultView:
    result, decided = results.section_result(audit, part), results.decision(audit, part)
    whom = f": {part.label}" if part.label else ""
    return ResultView(
        paths.answer_key(section.id, part.instance),
        f"{'Result' if result else audit.tool.words.grade}{whom}",
        result_words(result) if result else "",
        _scale(audit, section),
        decided is not None,
        results.needs_reason(audit, part),
        not audit.is_signed,
    )


def _scale(audit: Audit, section: Section) -> Scale | None:
    offered = section_choices(audit.tool, section)
    if not offered:
        return None
    known = next((one for one in audit.tool.scales if one.codes == tuple(code for code, _ in offered)), None)
    points = tuple(ScalePoint(code, label, None) for code, label in offered)
    name = f"{audit.tool.words.grade} of {lower_first(section.title)}"
    return known or Scale(ScaleId(section.id), name, points)
