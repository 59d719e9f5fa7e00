"""Results that follow from answers: sums, weighted means, percentages and the lowest grade.

A person may decide otherwise and says why; what was worked out and what was decided are both kept.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.repeats import Part
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.section_choices import grades_of
from qa_desktop.domain.tool import AnswerType, Item, Section
from qa_desktop.domain.tool_outcome import RollUp, RollUpMethod

OVERALL = "overall"


@dataclass(frozen=True, slots=True)
class Result:
    """What a section or the whole audit comes to.

    `code` is that of the band or grade it falls into, empty where there is none; `left` counts what is unanswered.
    """

    words: str
    value: float | None = None
    code: str = ""
    label: str = ""
    """The name of the band or grade."""
    left: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided instead of a result, with the reason."""

    code: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Counted:
    """One answer as a result counts it: `share` lies between 0 and 1, `value` is what it adds to a sum."""

    value: float | None
    share: float | None
    weight: float
    point: ScalePoint | None


def section_result(audit: Audit, part: Part) -> Result | None:
    """Return what a section comes to; None where the tool works nothing out for it."""
    roll_up = part.section.roll_up
    if roll_up is None or roll_up.method is RollUpMethod.JUDGEMENT:
        return None
    given, left = _answers(audit, part.section)
    return _result(roll_up, given, left)


def overall_result(audit: Audit) -> Result | None:
    """Return what the whole audit comes to; None where the tool leaves it to a person alone."""
    overall = audit.tool.overall
    roll_up = overall.roll_up if overall else None
    if overall is None or roll_up is None or roll_up.method is RollUpMethod.JUDGEMENT:
        return None
    by_section = roll_up.method in (RollUpMethod.SUM, RollUpMethod.WEIGHTED)
    given: list[_Counted] = []
    left = 0
    for section in audit.shown_sections():
        for part in audit.parts(section):
            own, missing = _answers(audit, part.section)
            left += missing
            if roll_up.method is RollUpMethod.LOWEST:
                own = _on_scale(audit, part, own, audit.tool.scale(overall.scale))
            given += [_as_one(part.section, own)] if by_section and own else own
    result = _result(roll_up, given, left)
    point = (found := audit.tool.scale(overall.scale)) and found.point(result.code)
    return result if point or not result.code else Result(result.words, result.value, "", result.label, result.left)


def decision(audit: Audit, part: Part) -> Decision | None:
    """Return what a person decided for a section; None where nobody did."""
    key = paths.answer_key(part.section.id, part.instance)
    code = audit.text(paths.section(key, "grade"))
    if not code:
        return None
    label = dict(grades_of(audit.tool, part.section)).get(code, code)
    return Decision(code, label, audit.text(paths.section(key, "reason")))


def all_results(audit: Audit) -> dict[str, str]:
    """Return every result in words, by section (with whom it is about) and `overall`."""
    found = {
        paths.answer_key(section.id, part.instance): result.words
        for section in audit.tool.sections
        if section.roll_up
        for part in audit.parts(section)
        if (result := section_result(audit, part)) is not None
    }
    whole = overall_result(audit)
    return found if whole is None else {**found, OVERALL: whole.words}


def needs_reason(audit: Audit, part: Part) -> bool:
    """Tell whether a person decided otherwise than was worked out and has not said why."""
    decided, result = decision(audit, part), section_result(audit, part)
    return bool(decided and result and decided.code != result.code and not decided.reason.strip())


def overall_differs(audit: Audit) -> bool:
    """Tell whether the overall grade that was chosen is another than the one worked out."""
    result = overall_result(audit)
    return bool(result and result.code and audit.overall_grade and audit.overall_grade != result.code)


def _answers(audit: Audit, section: Section) -> tuple[list[_Counted], int]:
    """Return what counts of a section, and how many questions that count are still unanswered."""
    given: list[_Counted] = []
    left = 0
    for item in section.items:
        answer = audit.answer(item.id)
        if not audit.holds(item.shown_when) or not audit.applies(item) or answer.not_applicable:
            continue
        counted = _counted(audit, item)
        if counted is not None:
            given.append(counted)
        elif _counts(audit, item) and not audit.is_answered(item):
            left += 1
    return given, left


def _counts(audit: Audit, item: Item) -> bool:
    if item.type is AnswerType.SCALE:
        scale = audit.tool.scale_of(item)
        return scale is not None and any(point.rank is not None for point in scale.points)
    return item.type in _SHARES


def _counted(audit: Audit, item: Item) -> _Counted | None:
    answer = audit.answer(item.id)
    weight = item.weight if item.weight is not None else 1.0
    if item.type is AnswerType.SCALE:
        scale = audit.tool.scale_of(item)
        point = scale.point(str(answer.value)) if scale and answer.value else None
        if scale is None or point is None or point.rank is None:
            return None  # a point that is no level, as "support needed", counts as not applicable
        return _Counted(point.value, _share_of(scale, point), weight, point)
    if item.type is AnswerType.CHECKLIST:
        seen = sum(audit.is_seen(point.id) for point in item.guidance)
        return _Counted(seen, seen / len(item.guidance), weight, None) if seen else None
    share_of = _SHARES.get(item.type)
    if share_of is None or answer.value in (None, "", ()):
        return None
    value = float(answer.value == "yes") if item.type is AnswerType.YES_NO else answer.value
    if not isinstance(value, int | float):
        return None
    return _Counted(float(value), share_of(item, float(value)), weight, None)


def _of_most(item: Item, value: float) -> float | None:
    most = item.limits.most
    return value / most if most else None


_SHARES: dict[AnswerType, Callable[[Item, float], float | None]] = {
    AnswerType.YES_NO: lambda _, value: value,
    AnswerType.PERCENT: lambda _, value: value / 100,
    AnswerType.INTEGER: _of_most,
    AnswerType.DECIMAL: _of_most,
    AnswerType.CHECKLIST: _of_most,
}
"""How much of the most possible a number is; None where it says nothing of that."""


def _share_of(scale: Scale, point: ScalePoint) -> float | None:
    values = [one.value for one in scale.points if one.rank is not None and one.value is not None]
    if not values or point.value is None or max(values) <= 0:
        return None
    return point.value / max(values)


def _as_one(section: Section, given: list[_Counted]) -> _Counted:
    """Return a section as one part of the whole: by its own result, else by the sum of what counts in it."""
    roll_up = section.roll_up
    result = _result(roll_up, given, 0) if roll_up else None
    value = result.value if result and result.value is not None else _total(one.value for one in given)
    weight = section.weight if section.weight is not None else 1.0
    return _Counted(value, None, weight, None)


def _on_scale(audit: Audit, part: Part, given: list[_Counted], scale: Scale | None) -> list[_Counted]:
    """Return the grades of a section on the overall scale: the one decided for it, else all that were given."""
    decided = decision(audit, part)
    point = scale.point(decided.code) if scale and decided else None
    if point is not None:
        return [_Counted(point.value, None, 1.0, point)]
    codes = scale.codes if scale else ()
    return [one for one in given if one.point is not None and one.point.code in codes]


def _result(roll_up: RollUp, given: list[_Counted], left: int) -> Result:
    match roll_up.method:
        case RollUpMethod.LOWEST:
            return _lowest(roll_up, given, left)
        case RollUpMethod.COUNTS:
            return _counts_of_grades(roll_up, given, left)
        case RollUpMethod.SUM:
            value = _total(one.value for one in given)
        case RollUpMethod.WEIGHTED:
            value = _weighted([(one.value, one.weight) for one in given])
        case _:
            value = _weighted([(one.share, 1.0) for one in given])
            value = None if value is None else value * 100
    if value is None:
        return Result("" if left else roll_up.all_not_applicable, left=left)
    return _banded(roll_up, rounded(value, roll_up.rounding), left)


def _lowest(roll_up: RollUp, given: list[_Counted], left: int) -> Result:
    points = [one.point for one in given if one.point is not None]
    if not points:
        return Result("" if left else roll_up.all_not_applicable, left=left)
    worst = max(points, key=lambda point: point.rank or 0)
    return Result(worst.label, None, worst.code, worst.label, left)


def _counts_of_grades(roll_up: RollUp, given: list[_Counted], left: int) -> Result:
    """Return how often each grade was given, the best first."""
    points = [one.point for one in given if one.point is not None]
    tally = Counter(point.label for point in points)
    ranks = {point.label: point.rank or 0 for point in points}
    words = ", ".join(f"{label} {tally[label]}" for label in sorted(tally, key=lambda label: ranks[label]))
    return Result(words or ("" if left else roll_up.all_not_applicable), left=left)


def _banded(roll_up: RollUp, value: float, left: int) -> Result:
    unit = "%" if roll_up.method is RollUpMethod.PERCENT_OF_APPLICABLE else ""
    number = f"{value:.2f}".rstrip("0").rstrip(".") + unit
    band = next((one for one in roll_up.bands if one.least <= value <= one.most), None)
    if band is None:
        return Result(number, value, left=left)
    return Result(f"{number} ({band.label})", value, band.code, band.label, left)


def _total(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _weighted(pairs: list[tuple[float | None, float]]) -> float | None:
    """Return the weighted mean; the weight of what does not apply goes to the rest."""
    known = [(value, weight) for value, weight in pairs if value is not None]
    whole = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / whole if whole else None


def rounded(value: float, how: str) -> float:
    """Return a result as the tool rounds it before it is put into a band."""
    match how:
        case "half_up":
            return math.floor(value + 0.5 + _FINEST)
        case "down":
            return math.floor(value + _FINEST)
        case _:
            return round(value, 2)


_FINEST = 1e-9
"""What calculating with fractions may leave short of a whole."""
