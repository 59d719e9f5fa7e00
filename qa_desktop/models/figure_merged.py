"""Counts themes that are one now: the counts of each, less the cases that were tagged with several of them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from qa_desktop.domain.figures.question import Dimension, ThemeCount
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.models.figure_cells import column_of
from qa_desktop.models.figure_conditions import Conditions
from qa_desktop.models.figure_counts import SECOND
from qa_desktop.models.rows import Cell, number, text
from qa_desktop.models.statement import Ask

# What lead and peer tagged counts for the one case that both audited.
TOLD = (
    "SELECT {0}t.number AS number, h.kind AS kind, h.name AS name FROM figure_audit t CROSS JOIN figure_theme h "  # noqa: S608 - constants of ours
    "ON h.number = t.number WHERE t.counts = 1{1} UNION ALL SELECT {0}t.number, h.kind, h.name FROM figure_audit t "
    "CROSS JOIN figure_audit f ON f.pair = t.pair AND f.pair <> '' AND f.number <> t.number AND f.replaced = 0 "
    f"AND f.seat <> '{SECOND}' CROSS JOIN figure_theme h ON h.number = f.number WHERE t.counts = 1{{1}}"
)
"""Which theme each case was tagged with; takes groups, and conditions on the audits with their values twice."""
# Both are in the index: no row of an audit is read.
_TAGGED = "SELECT h.pair, h.number FROM figure_theme h INDEXED BY figure_theme_by_name WHERE h.name = ? AND h.kind = ?"
_OF_CASES = (
    " AND t.number IN (SELECT value FROM json_each(?) UNION ALL SELECT number FROM figure_audit "
    "WHERE pair <> '' AND pair IN (SELECT value FROM json_each(?)))"
)
Standing = Callable[[str], str]
"""Returns what a theme is called now."""
_Told = tuple[tuple[str, ...], ThemeKind, str]
"""A group, a kind, and a theme as it is called now, all without regard to capitals."""


def themes(
    run: Ask, kept: Sequence[ThemeCount], standing: Standing, asked: Conditions, by: Sequence[Dimension]
) -> tuple[ThemeCount, ...]:
    """Return the counts by what themes are called now; `kept` are those by what they were tagged as."""
    found: Counter[_Told] = Counter()
    words: dict[_Told, ThemeCount] = {}
    names: defaultdict[str, set[str]] = defaultdict(set)
    for one in kept:
        key = _told(one.group, one.kind, standing(one.name))
        found[key] += one.cases
        words.setdefault(key, one)
        names[key[2]].add(folded(one.name))
    merged = [several for several in names.values() if len(several) > 1]
    found.subtract(_counted_twice(run, merged, standing, asked, by))
    told = [ThemeCount(one.group, one.kind, standing(one.name), found[key]) for key, one in words.items()]
    return tuple(sorted(told, key=lambda one: (-one.cases, one.name.casefold(), one.kind.value)))


def folded(name: str) -> str:
    """Return a name as the store compares it: capitals are the same as small letters in ASCII alone."""
    return name.encode().lower().decode()


def _counted_twice(
    run: Ask, merged: Iterable[Collection[str]], standing: Standing, asked: Conditions, by: Sequence[Dimension]
) -> Counter[_Told]:
    """Return by how much the counts of themes that are one now tell more than their cases."""
    numbers, pairs = _cases_of_several(run, merged)
    if not numbers and not pairs:
        return Counter()
    more, given = asked
    values = (*given, json.dumps(sorted(numbers)), json.dumps(sorted(pairs)))
    columns = "".join(f"{column_of(one)}, " for one in by)
    tagged: defaultdict[tuple[_Told, int], set[str]] = defaultdict(set)
    for row in run(TOLD.format(columns, more + _OF_CASES), (*values, *values)):
        *group, case, kind, name = row
        key = _told([text(cell) for cell in group], ThemeKind(text(kind)), standing(text(name)))
        tagged[key, number(case)].add(folded(text(name)))
    found: Counter[_Told] = Counter()
    for (key, _), several in tagged.items():
        found[key] += len(several) - 1
    return found


def _cases_of_several(run: Ask, merged: Iterable[Collection[str]]) -> tuple[set[int], set[str]]:
    """Return of which cases two names occur that are one theme now: audits alone, and pairs."""
    numbers: set[int] = set()
    pairs: set[str] = set()
    for names in merged:
        for kind in ThemeKind:
            once: set[Cell] = set()
            for name in sorted(names):
                here = {pair or audit for pair, audit in run(_TAGGED, (name, kind.value))}
                twice = once & here
                numbers.update(one for one in twice if isinstance(one, int))
                pairs.update(one for one in twice if isinstance(one, str))
                once |= here
    return numbers, pairs


def _told(group: Iterable[str], kind: ThemeKind, name: str) -> _Told:
    return tuple(folded(one) for one in group), kind, name.casefold()
