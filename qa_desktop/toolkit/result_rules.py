"""The rules on computed results: weights that make 100, bands without gaps and overlaps, points that count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from qa_desktop.domain.section_choices import barred_methods
from qa_desktop.domain.tool import AnswerType, Section, Tool
from qa_desktop.domain.tool_outcome import Band, RollUp, RollUpMethod
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook
from qa_desktop.toolkit.values import Path

_ALL = 100.0
_FINEST = 0.01
"""The step between two unrounded results; bands may lie this far apart."""
_SLACK = 1e-9
_WITHOUT_NUMBER = (RollUpMethod.JUDGEMENT, RollUpMethod.LOWEST, RollUpMethod.COUNTS)
_WITH = {"none": "optional or items", "items": "optional"}
_COUNTED = (RollUpMethod.SUM, RollUpMethod.WEIGHTED)


def result_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell what does not fit in the roll-ups of sections and of the overall judgement."""
    tool = book.tool
    for index, section in enumerate(tool.sections):
        path: Path = ("sections", index)
        weights = [((*path, "questions", at), item.weight) for at, item in enumerate(section.items)]
        yield from _roll_up(section.roll_up, (*path, "roll_up"), weights)
        yield from _section_grade(tool, section, (*path, "roll_up"))
        if section.roll_up and section.roll_up.method in _COUNTED:
            yield from _values(book, index)
    overall = tool.overall.roll_up if tool.overall else None
    shares = [(("sections", at), section.weight) for at, section in enumerate(tool.sections)]
    yield from _roll_up(overall, ("overall", "roll_up"), shares)
    yield from _kinds(book, overall)
    scale = book.scales.get(tool.overall.scale) if tool.overall else None
    for at, band in enumerate(overall.bands if overall else ()):
        if scale is not None and band.code not in scale.codes:
            message = Code.NO_OVERALL_GRADE.says(
                f'"{band.code}" is not on the scale of the overall judgement; {nearest(band.code, scale.codes)}',
                band.code,
            )
            yield ("overall", "roll_up", "bands", at, "code"), message


def _section_grade(tool: Tool, section: Section, path: Path) -> Iterator[Finding]:
    """Tell where a section asks for a grade that the overall judgement says it has not."""
    says = tool.overall.section_grades if tool.overall else "optional"
    if section.roll_up and section.roll_up.method in barred_methods(says):
        message = f"this gives the section a grade of its own; remove it, or write section_grades: {_WITH[says]}"
        yield path, Code.GRADE_OF_ITS_OWN.says(message)


def _kinds(book: RuleBook, overall: RollUp | None) -> Iterator[Finding]:
    """Tell where an overall result would add percentages and sums together."""
    if overall is None or overall.method not in _COUNTED:
        return
    counted = [one for one in book.tool.sections if one.weight != 0]
    percent = [bool(one.roll_up and one.roll_up.method is RollUpMethod.PERCENT_OF_APPLICABLE) for one in counted]
    if any(percent) and not all(percent):
        yield (
            ("overall", "roll_up"),
            Code.PERCENTAGES_AND_SUMS.says(
                "some sections come to a percentage and some do not; they cannot be added up"
            ),
        )


def _roll_up(roll_up: RollUp | None, path: Path, weights: Sequence[tuple[Path, float | None]]) -> Iterator[Finding]:
    given = [weight for _, weight in weights if weight is not None]
    if roll_up and roll_up.method is RollUpMethod.WEIGHTED:
        for where, weight in weights:
            if weight is None:
                yield (
                    (*where, "weight"),
                    Code.WEIGHT_MISSING.says('the result is weighted, so each part needs a "weight"'),
                )
        if abs(sum(given) - _ALL) > _SLACK:
            yield (
                path,
                Code.WEIGHTS_DO_NOT_ADD_UP.says(
                    f"the weights make {sum(given):g}; they must make 100", f"{sum(given):g}"
                ),
            )
    else:
        for where, weight in weights:
            if weight is not None:
                yield (
                    (*where, "weight"),
                    Code.WEIGHT_WITHOUT_USE.says("a weight counts only under a roll_up with method: weighted"),
                )
    if roll_up is not None:
        yield from _bands(roll_up, (*path, "bands"))


def _values(book: RuleBook, index: int) -> Iterator[Finding]:
    used = {item.scale for item in book.tool.sections[index].items if item.type is AnswerType.SCALE}
    for at, scale in enumerate(book.tool.scales):
        for number, point in enumerate(scale.points):
            if scale.id in used and point.rank is not None and point.value is None:
                message = Code.POINT_WITHOUT_VALUE.says(
                    f'a result counts the points, but "{point.code}" of scale "{scale.id}" has no "value"', point.code
                )
                yield ("scales", at, "points", number), message


def _bands(roll_up: RollUp, path: Path) -> Iterator[Finding]:
    if roll_up.bands and roll_up.method in _WITHOUT_NUMBER:
        yield (
            path,
            Code.BANDS_WITHOUT_USE.says(f"bands have no meaning with method: {roll_up.method.value}; remove them"),
        )
        return
    codes: set[str] = set()
    for index, band in enumerate(roll_up.bands):
        if band.least > band.most:
            yield (
                (*path, index),
                Code.LEAST_ABOVE_MOST.says(
                    f"least ({band.least:g}) is more than most ({band.most:g})", f"{band.least:g}", f"{band.most:g}"
                ),
            )
        if band.code in codes:
            yield (
                (*path, index, "code"),
                Code.STANDS_TWICE.says(f'"{band.code}" stands twice; each band has a code of its own', band.code),
            )
        codes.add(band.code)


def band_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell results that fall into no band, and results that fall into two: the first in the file counts."""
    for index, section in enumerate(book.tool.sections):
        yield from _borders(section.roll_up, ("sections", index, "roll_up", "bands"))
    if book.tool.overall:
        yield from _borders(book.tool.overall.roll_up, ("overall", "roll_up", "bands"))


def _borders(roll_up: RollUp | None, path: Path) -> Iterator[Finding]:
    if roll_up is None or roll_up.method in _WITHOUT_NUMBER:
        return
    order = sorted(enumerate(roll_up.bands), key=lambda pair: pair[1].least)
    for (_, lower), (index, upper) in pairwise(order):
        yield from _border(lower, upper, (*path, index), whole=roll_up.rounding != "none")
    if order and roll_up.method is RollUpMethod.PERCENT_OF_APPLICABLE:
        if order[0][1].least > 0:
            yield (
                (*path, order[0][0], "least"),
                Code.GAP_BETWEEN_BANDS.says(
                    f"results from 0 to below {order[0][1].least:g} fall into no band; widen one, or add one"
                ),
            )
        if order[-1][1].most < _ALL:
            yield (
                (*path, order[-1][0], "most"),
                Code.GAP_BETWEEN_BANDS.says(
                    f"results above {order[-1][1].most:g} fall into no band; widen one, or add one"
                ),
            )


def _border(lower: Band, upper: Band, path: Path, *, whole: bool) -> Iterator[Finding]:
    if upper.least <= lower.most:
        yield (
            path,
            Code.BANDS_OVERLAP.says(
                f'"{lower.code}" and "{upper.code}" overlap from {upper.least:g} to {lower.most:g}; end one before'
            ),
        )
    elif upper.least - lower.most > (1 if whole else _FINEST) + _SLACK:
        yield (
            path,
            Code.GAP_BETWEEN_BANDS.says(
                f"results between {lower.most:g} and {upper.least:g} fall into no band; widen one, or add one"
            ),
        )
