"""Counts what some audits say, and adds the difference to the counts that are kept.

Every count stands at four levels of its place: with service alone, with team, with category of case, and with both. All
of it in one would be as long as the grades themselves, and most figures ask for little of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.models.rows import Cell, number, text
from qa_desktop.models.statement import Ask, Run, the_one

Key = tuple[str, ...]
"""What is counted: a table, the place in full, and what there; of quotations the month is all that is told of it."""
CELL, PAIR, AUDITOR, OPEN, QUOTED = "cell", "pair", "auditor", "open", "quoted"
PLACE = 6
"""How many parts of a key name the place, after its first."""
TEAM, CATEGORY = 4, 5
SECOND, FIRST = "second", "first"
SEATS = (
    f"{Seat.LEAD.value} {Seat.PEER.value}",
    f"{Seat.LEAD.value} {MODERATION}",
    f"{Seat.PEER.value} {MODERATION}",
)
"""Which forms of one case are compared, beside a first reading with a second one."""
_PLACE = "a.tool, a.authority, a.month, a.service, a.team, a.category"
_OF = "FROM json_each(?1) j CROSS JOIN figure_audit a ON a.number = j.value"
_CELLS = (
    f"SELECT a.number, {_PLACE}, g.item, g.scale, g.grade {_OF} "
    "CROSS JOIN figure_grade g ON g.number = a.number WHERE a.counts = 1 AND g.final = 1 "
    f"UNION ALL SELECT a.number, {_PLACE}, '', '', '' {_OF} WHERE a.counts = 1"
)
# What lead and peer tagged counts for the one case that both audited.
_THEMES = (
    f"SELECT a.number, h.kind, h.name {_OF} CROSS JOIN figure_theme h ON h.number = a.number WHERE a.counts = 1 "
    f"UNION SELECT a.number, h.kind, h.name {_OF} CROSS JOIN figure_audit f ON f.pair = a.pair AND f.pair <> '' "
    f"AND f.seat <> '{SECOND}' AND f.replaced = 0 CROSS JOIN figure_theme h ON h.number = f.number WHERE a.counts = 1"
)
_GRADES = (
    "CROSS JOIN figure_grade g ON g.number = a.number AND g.settled_by = '' CROSS JOIN figure_grade h "
    "ON h.number = o.number AND h.settled_by = '' AND h.item = g.item AND h.part = g.part AND h.scale = g.scale "
    "WHERE a.replaced = 0 AND o.replaced = 0"
)
_COMPARED = "g.item, g.scale, g.grade, h.grade, a.auditor, o.auditor"
_PAIRS = (
    f"SELECT {_PLACE}, a.seat || ' ' || o.seat, {_COMPARED} {_OF} CROSS JOIN figure_audit o "
    f"ON o.pair = a.pair AND o.pair <> '' AND a.seat || ' ' || o.seat IN {SEATS} {_GRADES} "
    f"UNION ALL SELECT {_PLACE}, '{FIRST} {SECOND}', {_COMPARED} {_OF} CROSS JOIN figure_audit o "
    f"ON o.pair = a.audit AND o.pair <> '' AND o.seat = '{SECOND}' {_GRADES}"
)
_OPEN = f"SELECT {_PLACE}, o.by_when, o.many {_OF} CROSS JOIN figure_open o ON o.number = a.number"
_QUOTED = (
    f"SELECT a.month, h.name, h.public = '', count(*) {_OF} CROSS JOIN figure_theme h ON h.number = a.number "
    f"WHERE a.replaced = 0 AND a.seat <> '{SECOND}' GROUP BY a.month, h.name, h.public = ''"
)
_SCALE = "SELECT points FROM figure_scale WHERE id = ?"


def counts_of(run: Ask, numbers: Iterable[int]) -> Counter[Key]:
    """Return what these audits count for: grades and themes, how pairs of them meet, open actions, and quotations."""
    listed = (json.dumps(sorted(numbers)),)
    themes: dict[str, list[tuple[str, str]]] = {}
    for row in run(_THEMES, listed):
        themes.setdefault(str(row[0]), []).append((text(row[1]), text(row[2])))
    found: Counter[Key] = Counter()
    for row in run(_CELLS, listed):
        of, *told = (str(cell) for cell in row)
        for theme in ("", *{name.casefold(): name for _, name in themes.get(of, ())}.values()):
            found[CELL, *told, "", theme] += 1
        for kind, name in themes.get(of, ()) if not told[PLACE] else ():
            found[CELL, *told, kind, name] += 1
    ranks = _Ranks(run)
    for row in run(_PAIRS, listed):
        found.update(_compared(tuple(text(cell) for cell in row), ranks))
    for row in run(_OPEN, listed):
        *place, by_when, many = row
        found[OPEN, *(text(cell) for cell in place), text(by_when)] += number(many)
    for row in run(_QUOTED, listed):
        *quoted, many = row
        found[QUOTED, *(str(cell) for cell in quoted)] += number(many)
    return found


def _compared(row: Key, ranks: _Ranks) -> Iterator[Key]:
    """Yield what one grade of two forms counts for: as a pair, and for who gave either of them."""
    place, (seats, item, scale, first, second, one, other) = row[:PLACE], row[PLACE:]
    yield PAIR, *place, seats, item, scale, first, second
    apart = ranks.apart(scale, first, second)
    seat, against = seats.split(" ")
    if apart is not None:
        yield AUDITOR, *place, one, against, str(apart)
        if against != MODERATION:
            yield AUDITOR, *place, other, seat, str(-apart)


@dataclass(slots=True)
class _Ranks:
    """Which grade is the better one."""

    run: Ask
    known: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def apart(self, scale: str, first: str, second: str) -> int | None:
        """Return -1 where the first is better, 1 where it is worse, 0 for the same; None where one is no level."""
        if scale not in self.known:
            points = GradeScale.unpacked(scale, text(the_one(self.run(_SCALE, (scale,)))[0])).points
            self.known[scale] = tuple(one.code for one in points if one.rank is not None)
        levels = self.known[scale]
        if first not in levels or second not in levels:
            return None
        way = levels.index(first) - levels.index(second)
        return (way > 0) - (way < 0)


def add(run: Run, changed: Counter[Key]) -> None:
    """Add to what is kept by how much each count is more or less; what comes to nothing goes."""
    ids = _Ids(run)
    rows: dict[str, Counter[tuple[Cell, ...]]] = {}
    for key, by in changed.items():
        for row in ids.rows(key) if by else ():
            rows.setdefault(key[0], Counter())[row] += by
    for name, found in rows.items():
        table = _TABLES[name]
        differing = sorted(((row, by) for row, by in found.items() if by), key=lambda one: str(one[0]))
        run.many(table.add, [(*row, by) for row, by in differing])
        run.many(table.clear, [row for row, by in differing if by < 0])
    if any(by < 0 for by in changed.values()):
        ids.clear()


def _levels(place: Key) -> Iterator[tuple[int, Key]]:
    """Yield a place at each level."""
    *shared, team, category = place
    yield 0, (*shared, "", "")
    yield 1, (*shared, team, "")
    yield 2, (*shared, "", category)
    yield 3, (*shared, team, category)


@dataclass(slots=True)
class _Ids:
    """The numbers under which places, grades and themes are kept; what has none yet gets one."""

    run: Run
    known: dict[tuple[Cell, ...], int] = field(default_factory=dict)

    def rows(self, key: Key) -> Iterator[tuple[Cell, ...]]:
        """Yield the keys of the rows of a table in which something is counted: at each level of its place."""
        table, *told = key
        if table == QUOTED:
            month, name, waiting = told
            yield month, name, int(waiting)
            return
        for place in _levels(tuple(told[:PLACE])):
            yield self._row(table, place, tuple(told[PLACE:]))

    def _row(self, table: str, place: tuple[int, Key], rest: Key) -> tuple[Cell, ...]:
        at = self._of("figure_place", (place[0], *place[1]))
        if table == OPEN:
            return (at, rest[0])
        if table == PAIR:
            seats, item, scale, first, second = rest
            grades = (self._of("figure_what", (item, scale, grade)) for grade in (first, second))
            return (at, seats, *grades)
        if table == AUDITOR:
            return (at, rest[0], rest[1], int(rest[2]))
        *what, kind, name = rest
        theme = self._of("figure_name", (kind, name)) if name else 0
        return theme, at, self._of("figure_what", tuple(what))

    def clear(self) -> None:
        """Forget places and themes of which nothing is counted any more."""
        for table, statement in _UNUSED.items():
            self.run.many(statement, [(one,) for key, one in self.known.items() if key[0] == table])

    def _of(self, table: str, values: tuple[Cell, ...]) -> int:
        key = (table, *values)
        if key not in self.known:
            found = self.run(_FIND[table], values).fetchone()
            if found is None:
                self.run(_NUMBER[table], values)
                found = the_one(self.run(_FIND[table], values))
            self.known[key] = number(found[0])
        return self.known[key]


def _marks(columns: tuple[str, ...]) -> str:
    return ", ".join("?" * len(columns))


@dataclass(frozen=True, slots=True)
class _Table:
    """The statements of one table of counts."""

    name: str
    columns: tuple[str, ...]

    @property
    def add(self) -> str:
        return (
            f"INSERT INTO {self.name} ({', '.join(self.columns)}, number) "  # noqa: S608 - names of ours
            f"VALUES ({_marks(self.columns)}, ?) ON CONFLICT DO UPDATE SET number = number + excluded.number"
        )

    @property
    def clear(self) -> str:
        return f"DELETE FROM {self.name} WHERE {' AND '.join(f'{one} = ?' for one in self.columns)} AND number = 0"  # noqa: S608 - names of ours


_TABLES = {
    CELL: _Table("figure_cell", ("theme", "place", "what")),
    PAIR: _Table("figure_pair_cell", ("place", "seats", "first", "second")),
    AUDITOR: _Table("figure_auditor_cell", ("place", "auditor", "against", "apart")),
    OPEN: _Table("figure_open_cell", ("place", "by_when")),
    QUOTED: _Table("figure_quoted", ("month", "name", "waiting")),
}
_COLUMNS = {
    "figure_place": ("level", "tool", "authority", "month", "service", "team", "category"),
    "figure_what": ("item", "scale", "grade"),
    "figure_name": ("kind", "name"),
}


_FIND = {
    table: f"SELECT id FROM {table} WHERE ({', '.join(columns)}) = ({_marks(columns)})"  # noqa: S608 - names of ours
    for table, columns in _COLUMNS.items()
}
_NUMBER = {
    table: f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({_marks(columns)})"  # noqa: S608 - names of ours
    for table, columns in _COLUMNS.items()
}
_UNUSED = {
    "figure_place": (
        "DELETE FROM figure_place WHERE id = ?1 "
        "AND NOT EXISTS (SELECT 1 FROM figure_cell WHERE theme = 0 AND place = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM figure_pair_cell WHERE place = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM figure_auditor_cell WHERE place = ?1) "
        "AND NOT EXISTS (SELECT 1 FROM figure_open_cell WHERE place = ?1)"
    ),
    "figure_name": "DELETE FROM figure_name WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM figure_cell WHERE theme = ?1)",
}
