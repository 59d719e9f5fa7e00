"""Finds conditions that can never hold, so that nobody writes a question that no audit will ever ask."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import chain, combinations, pairwise, product

from qa_desktop.domain.condition import Comparison, Condition, Test, type_of_value
from qa_desktop.domain.tool import AnswerType, Item
from qa_desktop.toolkit.condition_rules import NUMBERS, conditions_of, tests_in
from qa_desktop.toolkit.mistake_codes import Code
from qa_desktop.toolkit.rule_book import Finding, RuleBook
from qa_desktop.toolkit.values import Path

_MOST_TRIED = 2_000
"""A condition over more combinations of answers than this is taken to hold at some time."""
_MOST_TRIED_IN_ALL = 100_000
"""So that no file can keep the checker busy for long."""
_MOST_TOGETHER = 7
"""Of so many answers to one question every choice of some is tried."""
_PLAIN = (Comparison.EQUALS, Comparison.IN, Comparison.ANSWERED)
_OTHER = "\N{REPLACEMENT CHARACTER}"
"""Stands for any words that no condition names."""

Candidates = Sequence[type_of_value]


def reach_findings(book: RuleBook) -> Iterator[Finding]:
    """Tell each condition that no answers fulfil; what is not shown for it is told once, with the outermost."""
    yield from _Reach(book).findings()


class _Reach:
    """Tries the answers that matter to each condition; a question that is never shown has none."""

    def __init__(self, book: RuleBook) -> None:
        self._book = book
        self._placed = tuple(conditions_of(book))
        self._section_of = {str(item.id): path[1] for path, item in book.placed if path[0] == "sections"}
        self._hidden: set[str] = set()
        self._left = _MOST_TRIED_IN_ALL

    def findings(self) -> Iterator[Finding]:
        never = self._never()
        for path, _, _ in self._placed:
            if path in never and (path == _section_path(path) or _section_path(path) not in never):
                yield path, Code.NEVER_FULFILLED.says(_said(path))

    def _never(self) -> set[Path]:
        waiting: dict[str, list[int]] = {}
        for at, (_, condition, _) in enumerate(self._placed):
            for subject in {test.subject for test in tests_in(condition)}:
                waiting.setdefault(subject, []).append(at)
        never: set[Path] = set()
        todo = deque(range(len(self._placed)))
        while todo:
            path, condition, questions = self._placed[todo.popleft()]
            if path in never or self._can_hold(path, condition):
                continue
            never.add(path)
            for one in questions if path[-1] == "shown_when" else ():
                if one not in self._hidden:
                    self._hidden.add(one)
                    todo.extend(waiting.get(one, ()))
        return never

    def _can_hold(self, path: Path, condition: Condition) -> bool:
        together = [condition]
        section = self._book.tool.sections[path[1]] if path[0] == "sections" and isinstance(path[1], int) else None
        if section and section.shown_when and path != _section_path(path):
            together.append(section.shown_when)
        elif isinstance(condition, Test) and condition.comparison in _PLAIN and condition.subject not in self._hidden:
            return True
        tests: dict[str, list[Test]] = {}
        for test in chain.from_iterable(map(tests_in, together)):
            tests.setdefault(test.subject, []).append(test)
        answers = [self._answers(subject, own, path) for subject, own in tests.items()]
        many = 1
        for one in answers:
            many *= len(one)
        if not 0 < many <= min(_MOST_TRIED, self._left):
            return True
        self._left -= many
        for given in product(*answers):
            lookup = dict(zip(tests, given, strict=True)).__getitem__
            if all(one.holds(lookup) for one in together):
                return True
        return False

    def _answers(self, subject: str, tests: list[Test], path: Path) -> Candidates:
        """Return the answers between which the tests can tell, None for no answer; nothing where that is not known."""
        item = self._book.by_id.get(subject)
        if item is None:
            return ()
        if subject in self._hidden:
            return (None,)
        named = list(dict.fromkeys(value for test in tests for value in test.values))
        allowed = self._book.codes(item)
        if allowed:
            possible: list[str | float] = [value for value in named if value in allowed]
            possible += [code for code in allowed if code not in named][:1]
        elif item.type is AnswerType.SCALE or self._has_several(item, path):
            return ()
        elif item.type in NUMBERS:
            possible = list(_numbers(item, [float(value) for value in named if not isinstance(value, str)]))
        elif item.type is AnswerType.DATE:
            possible = list(_dates([value for value in named if isinstance(value, str)]))
        else:
            possible = [*named, _OTHER]
        if self._has_several(item, path):
            return (None, *_some_of(map(str, possible))) if len(possible) <= _MOST_TOGETHER else ()
        return (None, *possible)

    def _has_several(self, item: Item, path: Path) -> bool:
        """Tell whether the question has several answers at once, seen from where the condition stands."""
        at = self._section_of.get(item.id)
        repeated = isinstance(at, int) and self._book.tool.sections[at].repeat and path[:2] != ("sections", at)
        return bool(repeated) or item.side_by_side or item.type is AnswerType.MULTIPLE_CHOICE


def _section_path(path: Path) -> Path:
    """Return where the condition of the section stands in which something stands."""
    return (*path[:2], "shown_when")


def _said(path: Path) -> str:
    match path:
        case ("sections", _, "shown_when"):
            return "no answers fulfil this condition, so nobody ever sees this section; change it or take it away"
        case (*_, "shown_when"):
            return "no answers fulfil this condition, so this is never shown; change it or take it away"
        case _:
            return "no answers fulfil this condition; change it or take it away"


def _numbers(item: Item, named: list[float]) -> Iterator[float]:
    """Yield numbers on, between and beyond those that are named, as far as the question allows them."""
    least, most = item.limits.least, item.limits.most
    if item.type is AnswerType.PERCENT:
        least, most = least or 0.0, 100.0 if most is None else most
    edges = sorted({*named, *(edge for edge in (least, most) if edge is not None)})
    around = {near for edge in edges for near in (edge - 1, edge, edge + 1)}
    between = {(low + high) / 2 for low, high in pairwise(edges)}
    for number in sorted(around | between) or [0.0]:
        whole = item.type is not AnswerType.INTEGER or number.is_integer()
        if whole and (least is None or number >= least) and (most is None or number <= most):
            yield number


def _dates(named: list[str]) -> Iterator[str]:
    for day in named:
        for days in (-1, 0, 1):
            try:
                yield (date.fromisoformat(day) + timedelta(days)).isoformat()
            except (ValueError, OverflowError):
                yield day


def _some_of(codes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    words = tuple(codes)
    return chain.from_iterable(combinations(words, many) for many in range(1, len(words) + 1))
