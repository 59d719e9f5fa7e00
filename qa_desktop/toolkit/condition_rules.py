"""The rules on conditions: they name questions and answers that exist, and never wait for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qa_desktop.domain.condition import All, AnyOf, Comparison, Condition, Not, Test
from qa_desktop.domain.tool import AnswerType
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.mistakes import nearest
from qa_desktop.toolkit.rule_book import Finding, RuleBook
from qa_desktop.toolkit.values import Path

_ORDERED = (Comparison.LESS, Comparison.AT_MOST, Comparison.MORE, Comparison.AT_LEAST)
_MOST_TOLD = 8
NUMBERS = (AnswerType.INTEGER, AnswerType.DECIMAL, AnswerType.PERCENT, AnswerType.COMPUTED)


def condition_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell what does not fit in the conditions of the tool."""
    for path, condition, _ in conditions_of(book):
        for test in tests_in(condition):
            yield from _test(book, path, test)
    yield from _circles(book)


def conditions_of(book: RuleBook) -> Iterator[tuple[Path, Condition, tuple[str, ...]]]:
    """Yield every condition, where it stands, and the questions that wait for it."""
    for path, item in book.placed:
        own = (str(item.id),)
        if item.shown_when:
            yield (*path, "shown_when"), item.shown_when, own
        if item.not_applicable_unless:
            yield (*path, "not_applicable_unless"), item.not_applicable_unless, own
        for index, wording in enumerate(item.wordings):
            yield (*path, "wordings", index, "when"), wording.when, ()
    yield from _outside_questions(book)
    for index, section in enumerate(book.tool.sections):
        if section.shown_when:
            held = tuple(str(item.id) for item in section.items)
            yield ("sections", index, "shown_when"), section.shown_when, held


def _outside_questions(book: RuleBook) -> Iterator[tuple[Path, Condition, tuple[str, ...]]]:
    """Every condition for which no question waits."""
    tool = book.tool
    for index, variant in enumerate(tool.subject_when):
        yield ("subject_when", index, "when"), variant.when, ()
    if tool.closes:
        yield ("closes", "when"), tool.closes.when, ()
    steps = tool.filing.steps if tool.filing else ()
    for part, conditions in (
        ("signatures", [block.shown_when for block in tool.signatures]),
        ("filing", [step.shown_when for step in steps]),
        ("deadlines", [rule.shown_when for rule in tool.deadlines]),
    ):
        for index, condition in enumerate(conditions):
            if condition:
                yield (part, index, "shown_when"), condition, ()
    for index, register in enumerate(tool.registers):
        if register.when:
            yield ("registers", index, "when"), register.when, ()


def tests_in(condition: Condition) -> Iterator[Test]:
    """Yield the comparisons of which a condition is made."""
    match condition:
        case Test():
            yield condition
        case All() | AnyOf():
            for part in condition.parts:
                yield from tests_in(part)
        case Not():
            yield from tests_in(condition.part)


def _test(book: RuleBook, path: Path, test: Test) -> Iterator[Finding]:
    item = book.by_id.get(test.subject)
    if item is None:
        yield (
            path,
            Code.NO_SUCH_QUESTION.says(
                f'there is no question "{test.subject}"; {nearest(test.subject, book.by_id)}', test.subject
            ),
        )
        return
    if test.comparison in _ORDERED:
        if item.type in NUMBERS:
            if any(isinstance(value, str | bool) for value in test.values):
                yield (
                    path,
                    Code.COMPARED_WITH_NO_NUMBER.says(
                        f'"{test.subject}" is a number; compare it with a number', test.subject
                    ),
                )
        elif item.type is not AnswerType.DATE:
            yield (
                path,
                Code.NOT_IN_ORDER.says(
                    f'"{test.subject}" is no number or date; use is, is_one_of or answered', test.subject
                ),
            )
        elif not all(_is_date(value) for value in test.values):
            yield (
                path,
                Code.COMPARED_WITH_NO_DATE.says(
                    f'"{test.subject}" is a date; compare it with a date such as "2026-03-31"', test.subject
                ),
            )
        return
    allowed = book.codes(item)
    for value in test.values:
        if allowed and value not in allowed:
            yield (
                path,
                Code.NO_SUCH_ANSWER.says(
                    f'"{value}" is no answer to "{test.subject}"; {nearest(str(value), allowed)}', value, test.subject
                ),
            )


def _is_date(value: str | float) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _circles(book: RuleBook) -> Iterator[Finding]:
    waits: dict[str, set[str]] = {}
    places: dict[str, Path] = {}
    for path, condition, waiting in conditions_of(book):
        subjects = {test.subject for test in tests_in(condition)}
        for one in waiting:
            waits.setdefault(one, set()).update(subjects)
            places.setdefault(one, path)
    settled: set[str] = set()
    for start in waits:
        circle = _circle(start, waits, settled)
        if circle:
            told = circle if len(circle) <= _MOST_TOLD else (*circle[:_MOST_TOLD], "...", circle[-1])
            yield (
                places[circle[0]],
                Code.CIRCLE.says(f"these questions wait for each other: {' > '.join(told)}; break the circle", *told),
            )


def _circle(start: str, waits: dict[str, set[str]], settled: set[str]) -> tuple[str, ...]:
    """Follow who waits for whom, depth first and without recursion; return the first circle met."""
    way: dict[str, None] = {}
    left: list[tuple[str, Iterator[str]]] = []
    step: str | None = start
    while step is not None or left:
        if step is not None and step in way:
            steps = tuple(way)
            settled.update(steps)
            return (*steps[steps.index(step) :], step)
        if step is not None and step not in settled:
            way[step] = None
            left.append((step, iter(sorted(waits.get(step, ())))))
        if not left:
            return ()
        step = next(left[-1][1], None)
        if step is None:
            settled.add(left.pop()[0])
            way.popitem()
    return ()
