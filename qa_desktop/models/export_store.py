"""Reads what exports are made of, a row at a time, from one moment's view of the store."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

from qa_desktop.domain.exports.columns import Group, Row
from qa_desktop.domain.exports.export_ports import StoredAnswers, StoredField
from qa_desktop.domain.exports.remembered import Remembered
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.operation import as_value
from qa_desktop.domain.record import HELD
from qa_desktop.models.figure_conditions import conditions
from qa_desktop.models.rows import data, number, text, value_from
from qa_desktop.models.statement import Ask, Rows, Transactions, the_one

SHORT = 160
"""Up to how many characters a field is remembered, with its path."""
# What this version cannot fully show is not exported; a hold is no such thing.
_WHOLE = "a.read_only_reason IN ('', ?)"
# Answers and actions lie by the id of their audit, so that in this order every page is read, and decrypted, once; and
# it is the same order on every laptop. INDEXED BY: a filter would else be answered from another index, and all rows
# held in memory to sort them. CROSS JOIN keeps the order of the tables.
_FROM = (
    f"FROM figure_audit t INDEXED BY sqlite_autoindex_figure_audit_1 CROSS JOIN audit a ON a.id = t.audit AND {_WHOLE}"
)
_WORDS = "(SELECT value FROM field WHERE audit = t.audit AND stream = 'record' AND path = '{}')"
_TOLD = ", ".join(
    _WORDS.format(one)
    for one in ("overall/reason", "summary/strengths", "summary/development", "summary/practitioner_words")
)
_AUDITS = (
    "SELECT t.audit, t.tool, a.tool_version, a.tool_title, t.authority, a.subject, t.practitioner, t.service, t.team, "  # noqa: S608 - constants of ours
    "t.category, t.day, t.month, a.created_at, a.signed_at, t.pair, t.seat, t.amends, t.replaced, t.counts, "
    f"a.read_only_reason <> '', a.overall, {{}}, (SELECT count(*) FROM action WHERE audit = t.audit) {_FROM}"
)
# What belongs to one audit is handed over as one text, a line for each field or grade: a row for each would cost more
# than all that is done with it. Ends of lines in what is stored are written as JSON writes them, and so part nothing.
_ANSWERS = (
    "SELECT t.audit, t.tool, a.tool_hash, max(f.path = 'tool'), "
    "CAST(group_concat(json_quote(f.path) || ':' || CAST(f.value AS TEXT), char(10)) FILTER (WHERE f.path <> 'tool') "
    f"AS BLOB) {_FROM} CROSS JOIN field f ON f.audit = t.audit AND f.stream = 'record' "
    # One search for each audit: what lies between is few fields, and no longer ones than these.
    "AND f.path >= 'answer/' AND f.path < 'worked0' AND (f.path < 'answer0' OR f.path = 'tool' OR f.path >= 'worked/' "
    "OR f.path >= 'header/' AND f.path < 'header0' OR f.path >= 'point/' AND f.path < 'point0' "
    "OR f.path >= 'repeat/' AND f.path < 'repeat0')"
)
_GRADES = (
    "SELECT t.audit, group_concat(json_array(t.tool, g.item, g.part, g.settled_by, g.scale, g.grade, g.final), "
    f"char(10)) {_FROM} CROSS JOIN figure_grade g ON g.number = t.number"
)
_ACTIONS = (
    "SELECT t.audit, c.id, c.what, c.who, c.owner, c.team, c.service, c.due, c.state, c.stage, c.reviewed_on, "
    f"c.checked_on {_FROM} CROSS JOIN action c ON c.audit = t.audit"
)
_IMPROVEMENTS = (
    "SELECT t.audit, i.id, i.what, i.who, i.owner, i.board, i.source, i.team, i.service, i.since, i.due, i.state, "
    f"i.stage, i.done_on, i.impact, i.from_audit, i.from_id, i.newer {_FROM} "
    "CROSS JOIN improvement i ON i.audit = t.audit"
)
_THEMES = (
    f"SELECT t.audit, h.id, h.kind, h.name, h.item, h.public {_FROM} CROSS JOIN figure_theme h ON h.number = t.number"
)
_IDS = f"SELECT t.audit {_FROM}"
_COUNT = "SELECT count(*), coalesce(sum(a.read_only_reason NOT IN ('', ?)), 0) FROM figure_audit t CROSS JOIN audit a"
_ORDER = " ORDER BY t.audit"
_TOGETHER = " GROUP BY t.audit ORDER BY t.audit"


class ExportRows:
    """The rows of the audits of one filter, all of one moment; each audit's stand together, by the audits' ids."""

    def __init__(self, run: Ask, wanted: FigureFilter, merged: Mapping[str, str]) -> None:
        """`merged` says what themes have become, by their names: a merged one is told as what it is now."""
        self._run = run
        self._now = {before.casefold(): now for before, now in merged.items()}
        theme = wanted.theme.casefold()
        before = [name for name, now in merged.items() if theme and now.casefold() == theme]
        self._more, self._given = conditions(wanted, before)

    def counts(self) -> tuple[int, int]:
        """Return how many audits there are, and how many more this version cannot fully show."""
        every, beyond = the_one(self._run(f"{_COUNT} ON a.id = t.audit WHERE 1{self._more}", (HELD, *self._given)))
        return number(every) - number(beyond), number(beyond)

    def ids(self) -> Iterator[Row]:
        """Yield the id of each audit."""
        return self._rows(_IDS)

    def audits(self, *, with_words: bool) -> Iterator[Row]:
        """Yield a row for each audit; what people wrote is empty where it is not wanted."""
        for row in self._asked(_AUDITS.format(_TOLD if with_words else "NULL, NULL, NULL, NULL")):
            yield tuple([_words(one) if isinstance(one, bytes) else one for one in row])

    def answers(self) -> Iterator[StoredAnswers]:
        """Yield every answer, tick, part and value worked out, one audit after the other."""
        known = Remembered(_field, _is_short)
        for audit, tool, content, moved, told in self._together(_ANSWERS):
            lines = data(told or b"").decode("utf-8", "surrogatepass").split("\n")
            fields = list(map(known.__getitem__, lines)) if told else []
            yield StoredAnswers(text(audit), text(tool), text(content), bool(moved), fields)

    def grades(self) -> Iterator[Group]:
        """Yield the rows of the grades of each audit."""
        known = Remembered(_unpacked, _is_short)
        for audit, told in self._together(_GRADES):
            yield text(audit), list(map(known.__getitem__, text(told).split("\n")))

    def actions(self) -> Iterator[Row]:
        """Yield a row for each action."""
        return self._rows(_ACTIONS, ", c.id")

    def improvements(self) -> Iterator[Row]:
        """Yield a row for each improvement action."""
        return self._rows(_IMPROVEMENTS, ", i.id")

    def themes(self) -> Iterator[Row]:
        """Yield a row for each theme."""
        for audit, theme, kind, name, *more in self._rows(_THEMES, ", h.id"):
            yield audit, theme, kind, self._now.get(str(name).casefold(), name), *more

    def scales(self) -> Iterator[Row]:
        """Yield id and packed points of every scale."""
        rows = self._run("SELECT id, points FROM figure_scale ORDER BY id")
        return ((text(row[0]), text(row[1])) for row in rows)

    def _rows(self, statement: str, more_order: str = "") -> Iterator[Row]:
        return cast("Iterator[Row]", iter(self._asked(statement, more_order)))

    def _asked(self, statement: str, more_order: str = "") -> Rows:
        return self._run(f"{statement} WHERE 1{self._more}{_ORDER}{more_order}", (HELD, *self._given))

    def _together(self, statement: str) -> Rows:
        return self._run(f"{statement} WHERE 1{self._more}{_TOGETHER}", (HELD, *self._given))


class SqlExportStore:
    """Lends what exports read."""

    def __init__(self, read: Transactions, merged: Mapping[str, str] | None = None) -> None:
        self._read = read
        self._merged = merged or {}

    def merging(self, merged: Mapping[str, str]) -> SqlExportStore:
        """Return the same with each of these themes told as the one that it has become."""
        return SqlExportStore(self._read, merged)

    @contextmanager
    def rows(self, wanted: FigureFilter) -> Iterator[ExportRows]:
        """Lend the rows of a filter while the export is written."""
        with self._read() as run:
            yield ExportRows(run, wanted, self._merged)


def _words(stored: bytes) -> str:
    return str(value_from(stored) or "")


def _field(line: str) -> StoredField:
    path, parted, rest = line.partition('":"')
    if parted and "\\" not in line and path.count('"') == 1:  # a text as it is, as most are that are written
        return StoredField(path[1:], rest[:-1], _is_short(line))
    ((path, value),) = json.loads(f"{{{line}}}").items()
    return StoredField(path, as_value(value), _is_short(line))


def _unpacked(line: str) -> Row:
    return tuple(json.loads(line))


def _is_short(line: str) -> bool:
    return len(line) <= SHORT
