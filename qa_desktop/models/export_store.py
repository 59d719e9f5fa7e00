"""Reads what exports are made of, a row at a time, from one moment's view of the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import cast

from qa_desktop.domain.exports.columns import Row
from qa_desktop.domain.exports.export_ports import StoredAnswers
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import HELD
from qa_desktop.models.figure_conditions import conditions
from qa_desktop.models.rows import number, text, value_from
from qa_desktop.models.statement import Ask, Rows, Transactions, the_one

SHORT, KNOWN = 64, 4096
"""Up to how many bytes a value is remembered, and how many of them."""
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
_HEADS = f"SELECT t.number, t.audit, t.tool, a.tool_hash {_FROM}"
# What each audit is about is asked apart: it would be handed over with every field.
_FIELDS = (
    f"SELECT t.number, f.path, f.value {_FROM} "
    "CROSS JOIN (SELECT 'answer/' AS first, 'answer0' AS last UNION ALL SELECT 'header/', 'header0' "
    "UNION ALL SELECT 'point/', 'point0' UNION ALL SELECT 'repeat/', 'repeat0' "
    "UNION ALL SELECT 'worked/', 'worked0') r "
    "CROSS JOIN field f ON f.audit = t.audit AND f.stream = 'record' AND f.path >= r.first AND f.path < r.last"
)
_GRADES = (
    f"SELECT t.audit, t.tool, g.item, g.part, g.settled_by, g.scale, g.grade, g.final {_FROM} "
    "CROSS JOIN figure_grade g ON g.number = t.number"
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
_MOVED = f"SELECT t.audit {_FROM} CROSS JOIN field f ON f.audit = t.audit AND f.stream = 'record' AND f.path = 'tool'"
_IDS = f"SELECT t.audit {_FROM}"
_COUNT = "SELECT count(*), coalesce(sum(a.read_only_reason NOT IN ('', ?)), 0) FROM figure_audit t CROSS JOIN audit a"
_ORDER = " ORDER BY t.audit"


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
        heads = iter(self._asked(_HEADS))
        for now, rows in groupby(self._asked(_FIELDS), itemgetter(0)):
            # No call but one for each of so many: what stands in these columns is settled by the table.
            told = cast("Iterator[tuple[object, str, bytes]]", rows)
            fields = {path: _known(one) if len(one) <= SHORT else value_from(one) for _, path, one in told}
            head = next(heads)
            while head[0] != now:  # nothing was answered in it
                head = next(heads)
            audit, tool, content = (text(one) for one in head[1:])
            yield StoredAnswers(audit, tool, content, fields)

    def grades(self) -> Iterator[Row]:
        """Yield a row for each grade."""
        return self._rows(_GRADES, ", g.item, g.part, g.settled_by")

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

    def moved_on(self) -> frozenset[str]:
        """Return the audits that went on with a newer version of their tool."""
        return frozenset(str(row[0]) for row in self._rows(_MOVED))

    def scales(self) -> Iterator[Row]:
        """Yield id and packed points of every scale."""
        rows = self._run("SELECT id, points FROM figure_scale ORDER BY id")
        return ((text(row[0]), text(row[1])) for row in rows)

    def _rows(self, statement: str, more_order: str = "") -> Iterator[Row]:
        return cast("Iterator[Row]", iter(self._asked(statement, more_order)))

    def _asked(self, statement: str, more_order: str = "") -> Rows:
        return self._run(f"{statement} WHERE 1{self._more}{_ORDER}{more_order}", (HELD, *self._given))


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


@lru_cache(KNOWN)
def _known(stored: bytes) -> Value:
    """Return what a field holds; codes come again and again, so that they are read once."""
    return value_from(stored)
