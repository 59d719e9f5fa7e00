"""The home page's questions about due work, as plain SQL that needs nothing heavy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

from qa_desktop.domain.home_work import ALL, MINE, MOST_COUNTED, NO_DAY, POOR, TEAM, HomeWork, HomeWorkLine
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.models.rows import Cell, Row, number, text, whose_form_columns, whose_form_from
from qa_desktop.models.statement import Ask, the_one

MOST_LINES = 12
OVERSEES = frozenset({"qa_officer", "head_of_service", "moderator"})
ACTED_ON = ("concern", "telling", "advice", "supervision", "follow_up", "improvement")

OWN_LINES = (
    " AND (w.audit, w.task) IN (SELECT i.audit, 'improvement.' || i.id FROM improvement i "
    "WHERE i.owner_key = ? AND i.stage = 'open' AND i.newer = '')"
)
"""What somebody has by their name in plans of the service, whosever plans these are."""
_OWNER = "SELECT p.id, p.role, p.team, p.name FROM device d JOIN person p ON p.id = d.owner"
# A team is known by its id and its name, as are those that belong to it.
_TEAMS = """
    WITH RECURSIVE below(team) AS (
        SELECT team FROM directory_team WHERE until IS NULL AND (team = ?1 OR name = ?1)
        UNION
        SELECT t.team FROM directory_team t JOIN below b ON t.parent = b.team WHERE t.until IS NULL
    )
    SELECT ?1 UNION SELECT team FROM below
    UNION SELECT t.name FROM directory_team t JOIN below b ON t.team = b.team WHERE t.until IS NULL
"""
_COLUMNS = f"w.audit, a.subject, w.what, w.whose, w.due, w.step, w.task, {whose_form_columns('a')}"
_LINES = (
    f"SELECT {_COLUMNS} FROM work w {{index}} "  # noqa: S608 - constants of ours
    "CROSS JOIN audit a ON a.id = w.audit WHERE w.done = 0 AND w.due > ''{own} ORDER BY w.due, w.audit, w.task LIMIT ?"
)
_COUNT = "SELECT count(*) FROM (SELECT 1 FROM work w {index} WHERE w.done = 0{own} AND {what} LIMIT ?)"

_SCALES = "SELECT points FROM figure_scale ORDER BY id"

_Place = tuple[str, str, tuple[Cell, ...]]


def read(run: Ask, today: date) -> HomeWork:
    """Return what there is to do: for those who oversee, all; for a manager, the team's; for others, their own."""
    owner, role, team, name = (text(cell) for cell in the_one(run(_OWNER)))
    scope = ALL if role in OVERSEES else TEAM if role == "manager" and team.strip() else MINE
    places = _places(run, scope, owner, team.strip())
    places += own_lines(scope, owner, name, [text(values[0]) for _, _, values in places if values])
    rows = [row for place in places for row in _lines(run, place)]
    rows.sort(key=lambda row: (text(row[4]), text(row[0]), text(row[6])))
    first, last = today.isoformat(), (today + timedelta(days=7)).isoformat()
    kinds = ACTED_ON if scope != MINE else ()
    return HomeWork(
        scope=scope,
        lines=tuple(_line(row) for row in rows[:MOST_LINES]),
        overdue=_count(run, places, "w.due < ?", first),
        this_week=_count(run, places, "w.due BETWEEN ? AND ?", first, last),
        of_kind={kind: _count(run, places, "w.kind = ?", kind) for kind in kinds},
        poor=poor_words(run) if scope == ALL else "",
    )


def poor_words(run: Ask) -> str:
    """Return what the scales of the signed audits call poor grades, the better first; empty where none has any."""
    points = [point for (packed,) in run(_SCALES) for point in json.loads(text(packed)) if point[0] in POOR]
    points.sort(key=lambda point: (point[2] or 0, point[1]))
    words = list({str(label).casefold(): str(label) for _, label, *_ in points}.values())
    return " or ".join(words[:1] + [lower_first(one) for one in words[1:]])


def own_lines(scope: str, owner: str, name: str, teams: Sequence[str]) -> list[_Place]:
    """Return where the lines stand that a person has by name, but for those that their list has already."""
    key = " ".join(name.split()).casefold()
    if scope == ALL or not key:
        return []
    if scope == MINE:
        return [("", f" AND w.person <> ?{OWN_LINES}", (owner, key))]
    others = f" AND w.team NOT IN ({', '.join('?' for _ in teams)})"
    return [("", others + OWN_LINES, (*teams, key))]


def _places(run: Ask, scope: str, owner: str, team: str) -> list[_Place]:
    if scope == ALL:
        return [("", "", ())]
    if scope == MINE:
        return [("INDEXED BY work_by_person", " AND w.person = ?", (owner,))]
    names = sorted({text(row[0]).casefold() for row in run(_TEAMS, (team,))})
    return [("INDEXED BY work_by_team", " AND w.team = ?", (name,)) for name in names if name]


def _lines(run: Ask, place: _Place) -> list[Row]:
    index, own, values = place
    return list(run(_LINES.format(index=index, own=own), (*values, MOST_LINES)))


def _count(run: Ask, places: list[_Place], what: str, *asked: Cell) -> int:
    counted = (
        number(the_one(run(_COUNT.format(index=index, own=own, what=what), (*values, *asked, MOST_COUNTED)))[0])
        for index, own, values in places
    )
    return min(sum(counted), MOST_COUNTED)


def _line(row: Row) -> HomeWorkLine:
    audit, subject, what, whose, due, step = (text(cell) for cell in row[:6])
    day, form = "" if due == NO_DAY else due, whose_form_from(row[7], row[8])
    return HomeWorkLine(AuditId(audit), subject, what, whose, day, step, form)
