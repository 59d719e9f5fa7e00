"""Lists what stands behind a figure, a page at a time: audits, the words of themes, pairs that differ, open actions."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from qa_desktop.domain.figures.question import (
    AUDITS,
    ActionsBehind,
    Behind,
    FiguredAudit,
    FigureFilter,
    OpenAction,
    PairsBehind,
    Quotation,
    QuotationsBehind,
    QuotedTheme,
)
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.models.figure_conditions import Conditions, place_conditions
from qa_desktop.models.figure_counts import FIRST, SECOND
from qa_desktop.models.rows import Cell, number, text
from qa_desktop.models.statement import Ask, the_one

_SHOWN = "SELECT t.audit, t.day, t.number, a.subject, a.tool_title, t.team, t.practitioner, g.grade, g.scale "
# CROSS JOIN keeps the order. Of many the latest are found by their days, of few by their grade.
_BY_AUDIT = (
    f"{_SHOWN}FROM figure_audit t INDEXED BY {{}} CROSS JOIN figure_grade g ON g.number = t.number AND g.item = ? "
    "CROSS JOIN audit a ON a.id = t.audit WHERE t.counts = 1 AND g.final = 1"
)
_BY_GRADE = (
    f"{_SHOWN}FROM figure_grade g INDEXED BY figure_grade_by_grade CROSS JOIN figure_audit t ON t.number = g.number "
    "CROSS JOIN audit a ON a.id = t.audit WHERE g.item = ? AND t.counts = 1 AND g.final = 1"
)
_HOW_MANY = (
    "SELECT coalesce(sum(c.number), 0) FROM figure_place t CROSS JOIN figure_cell c ON c.theme = 0 AND c.place = t.id "
    "AND c.what IN (SELECT id FROM figure_what WHERE item = ? AND grade = ?) WHERE t.level = 0"
)
MANY = 2000
_BEHIND_ALL = (
    "SELECT t.audit, t.day, t.number, a.subject, a.tool_title, t.team, t.practitioner, '', '' "
    "FROM figure_audit t CROSS JOIN audit a ON a.id = t.audit WHERE t.counts = 1 AND ? = ''"
)
_LATEST = " ORDER BY t.day DESC, t.number DESC LIMIT ?"
_QUOTED = (
    "SELECT t.audit, h.id, h.day, h.number, a.subject, t.team, h.quote, h.public, h.item, t.tool, h.name "  # noqa: S608 - constants of ours
    "FROM figure_theme h{} CROSS JOIN figure_audit t ON t.number = h.number "
    f"CROSS JOIN audit a ON a.id = t.audit WHERE t.replaced = 0 AND t.seat <> '{SECOND}'"
)
# Each of them gives what it finds in the order that is wanted, so that no more is read than is shown.
_OF_THEME, _WAITING = " INDEXED BY figure_theme_by_name", " INDEXED BY figure_theme_waiting"
_LATEST_QUOTED = " ORDER BY h.day DESC, h.number DESC, h.id DESC LIMIT ?"
# The days are found by their index whether an audit counts for its case or not.
_QUOTED_THEMES = (
    "SELECT h.name, count(*), sum(h.public = '') FROM figure_audit t CROSS JOIN figure_theme h ON h.number = t.number "  # noqa: S608 - constants of ours
    f"WHERE t.counts IN (0, 1) AND t.replaced = 0 AND t.seat <> '{SECOND}'{{}} GROUP BY h.name COLLATE NOCASE"
)
_KEPT_QUOTED = (
    "SELECT t.name, sum(t.number), sum(t.number * t.waiting) FROM figure_quoted t WHERE true{} GROUP BY t.name"
)
_MET = (
    "SELECT DISTINCT t.audit, t.day, t.number, a.subject, a.tool_title, t.team, t.practitioner, g.grade, g.scale "
    "FROM figure_audit t CROSS JOIN figure_audit o ON {} CROSS JOIN figure_grade g ON g.number = t.number "
    "AND g.settled_by = '' CROSS JOIN figure_grade h ON h.number = o.number AND h.item = g.item AND h.part = g.part "
    "AND h.scale = g.scale AND h.settled_by = '' CROSS JOIN audit a ON a.id = t.audit "
    "WHERE t.replaced = 0 AND o.replaced = 0 AND g.grade || ' ' || h.grade IN (SELECT value FROM json_each(?))"
)
_OF_CASE = "o.pair = t.pair AND o.pair <> '' AND t.seat = ? AND o.seat = ?"
_READ_AGAIN = {
    FIRST: f"o.pair = t.audit AND o.pair <> '' AND ? = '{FIRST}' AND o.seat = ?",
    SECOND: f"o.audit = t.pair AND t.pair <> '' AND t.seat = ? AND ? = '{FIRST}'",
}
_OPEN = (
    "SELECT c.audit, c.id, c.what, c.by_when, c.owner, a.subject, t.team FROM action c INDEXED BY action_by_stage "
    "CROSS JOIN figure_audit t ON t.audit = c.audit CROSS JOIN audit a ON a.id = c.audit WHERE c.stage = 'open'"
)


def audits(run: Ask, wanted: Behind, asked: Conditions) -> tuple[FiguredAudit, ...]:
    """Return the audits that a figure counts, the latest first."""
    parts = [
        (" AND g.grade = ?", (wanted.grade,) if wanted.grade else ()),
        (" AND g.scale = ?", (wanted.scale,) if wanted.scale else ()),
        (" AND t.auditor = ?", (wanted.auditor,) if wanted.auditor else ()),
        asked,
        (" AND (t.day, t.number) < (?, ?)", (wanted.after.day, wanted.after.number) if wanted.after else ()),
    ]
    statement, cells = _joined(_statement(run, wanted), (wanted.item,), parts)
    return tuple(_audit(row) for row in run(statement + _LATEST, (*cells, wanted.limit)))


def quotations(run: Ask, wanted: QuotationsBehind, names: Collection[str], asked: Conditions) -> tuple[Quotation, ...]:
    """Return the words on which a theme rests, the latest first; `names` are all its own, none for any."""
    after, chosen = wanted.after, wanted.filter
    parts = [
        (" AND h.kind = ?", (wanted.kind.value,) if wanted.kind and not names else ()),
        (" AND h.public <> ?", ("",) if wanted.released else ()),
        (" AND h.day >= ?", (chosen.since or chosen.first,) if chosen.since or chosen.first else ()),
        (" AND h.day <= ?", (chosen.until or f"{chosen.last}-31",) if chosen.until or chosen.last else ()),
        asked,
        (" AND (h.day, h.number, h.id) < (?, ?, ?)", (after.day, after.number, after.theme_id) if after else ()),
    ]
    kinds = (wanted.kind,) if wanted.kind else tuple(ThemeKind)
    themes: list[tuple[Cell, ...]] = [(name, kind.value) for name in names for kind in kinds]
    waiting = " AND h.public = ''" if wanted.waiting else ""
    found: dict[tuple[int, str], Quotation] = {}
    for theme in themes or [()]:
        by = _OF_THEME if theme else _WAITING if wanted.waiting else ""
        named = [(" AND h.name = ? AND h.kind = ?", theme), *parts]
        statement, cells = _joined(_QUOTED.format(by) + waiting, (), named)
        for row in run(statement + _LATEST_QUOTED, (*cells, wanted.limit)):
            found.setdefault(((one := _quotation(row)).number, one.theme_id), one)
    return tuple(sorted(found.values(), key=_place_of, reverse=True)[: wanted.limit])


def kept_quoted(run: Ask, wanted: FigureFilter) -> tuple[QuotedTheme, ...]:
    """Return what `quoted_themes` does, of a filter that names months alone."""
    more, given = place_conditions(wanted)
    return tuple(_quoted_theme(row) for row in run(_KEPT_QUOTED.format(more), given))


def quoted_themes(run: Ask, asked: Conditions) -> tuple[QuotedTheme, ...]:
    """Return how many quotations each theme has that was tagged, and how many of them nobody redacted."""
    more, given = asked
    return tuple(_quoted_theme(row) for row in run(_QUOTED_THEMES.format(more), given))


def pairs(run: Ask, wanted: PairsBehind, asked: Conditions) -> tuple[FiguredAudit, ...]:
    """Return the audits whose grades met those of the other form in one of some ways, the latest first."""
    met = json.dumps([f"{one} {other}" for one, other in wanted.met])
    after = wanted.after
    parts = [
        (" AND g.item = ?", (wanted.item,) if wanted.item else ()),
        (" AND g.scale = ?", (wanted.scale,) if wanted.scale else ()),
        (" AND t.auditor = ?", (wanted.auditor,) if wanted.auditor else ()),
        asked,
        (" AND (t.day, t.number) < (?, ?)", (after.day, after.number) if after else ()),
    ]
    found: dict[AuditId, FiguredAudit] = {}
    for seats in wanted.seats:
        how = _READ_AGAIN.get(seats[0], _OF_CASE)
        statement, cells = _joined(_MET.format(how), (*seats, met), parts)
        for row in run(statement + _LATEST, (*cells, wanted.limit)):
            found.setdefault((one := _audit(row)).id, one)
    return tuple(sorted(found.values(), key=lambda one: (one.day, one.number), reverse=True)[: wanted.limit])


def open_actions(run: Ask, wanted: ActionsBehind, asked: Conditions) -> tuple[OpenAction, ...]:
    """Return open actions, the longest overdue first."""
    after = wanted.after
    parts = [
        (" AND c.by_when >= ?", (wanted.start,) if wanted.start else ()),
        (" AND c.by_when < ?", (wanted.end,) if wanted.end else ()),
        asked,
        (" AND (c.by_when, c.audit, c.id) > (?, ?, ?)", (after.by_when, after.audit, after.id) if after else ()),
    ]
    statement, cells = _joined(_OPEN, (), parts)
    statement += " ORDER BY c.by_when, c.audit, c.id LIMIT ?"
    return tuple(_action(row) for row in run(statement, (*cells, wanted.limit)))


def _joined(statement: str, cells: tuple[Cell, ...], parts: Sequence[Conditions]) -> Conditions:
    """Return a statement with those conditions that have a value, and all values."""
    given = [(condition, values) for condition, values in parts if values]
    told = "".join(condition for condition, _ in given)
    return statement + told, (*cells, *(value for _, values in given for value in values))


def _statement(run: Ask, wanted: Behind) -> str:
    """Return the statement that finds the audits behind a figure in the fewest steps."""
    if wanted.item == AUDITS:
        return _BEHIND_ALL
    if wanted.filter.practitioner or wanted.filter.team:
        narrowest = "practitioner" if wanted.filter.practitioner else "team"
        return _BY_AUDIT.format(f"figure_audit_by_{narrowest}")
    few = wanted.grade and number(the_one(run(_HOW_MANY, (wanted.item, wanted.grade)))[0]) < MANY
    return _BY_GRADE if few else _BY_AUDIT.format("figure_audit_by_day")


def _audit(row: Sequence[Cell]) -> FiguredAudit:
    audit, day, at, subject, title, team, practitioner, grade, scale = row
    words = (text(one) for one in (subject, title, team, practitioner, grade, scale))
    return FiguredAudit(AuditId(text(audit)), text(day), number(at), *words)


def _quotation(row: Sequence[Cell]) -> Quotation:
    audit, theme, day, at, *words = row
    told = (text(cell) for cell in words)
    return Quotation(AuditId(text(audit)), text(theme), text(day), number(at), *told)


def _place_of(one: Quotation) -> tuple[str, int, str]:
    return one.day, one.number, one.theme_id


def _quoted_theme(row: Sequence[Cell]) -> QuotedTheme:
    name, every, waiting = row
    return QuotedTheme(text(name), number(every), number(waiting))


def _action(row: Sequence[Cell]) -> OpenAction:
    audit, *words = (text(cell) for cell in row)
    return OpenAction(AuditId(audit), *words)
