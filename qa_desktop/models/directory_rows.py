"""Keeps who is who as the server says it; what ended stays with its dates, so that history keeps its place."""

from __future__ import annotations

from datetime import datetime

from qa_desktop.domain.directory import Colleague, Directory, DirectoryKind, DirectoryLine, DirectoryNews, Team
from qa_desktop.domain.ids import PersonId
from qa_desktop.models.reading import setting
from qa_desktop.models.rows import moment, moment_text, shown, text
from qa_desktop.models.statement import Run

_STATE = "sync_directory"
_SHARED = "shared"
_PEOPLE = "SELECT person, name, role, team, since, until FROM directory_person ORDER BY person, since"
_TEAMS = "SELECT team, name, service, parent, since, until FROM directory_team ORDER BY team, since"
_END = {
    DirectoryKind.PERSON: "UPDATE directory_person SET until = ?1 WHERE person = ?2 AND until IS NULL AND since < ?1",
    DirectoryKind.TEAM: "UPDATE directory_team SET until = ?1 WHERE team = ?2 AND until IS NULL AND since < ?1",
}
_ADD_PERSON = (
    "INSERT OR REPLACE INTO directory_person (person, since, until, name, role, team) VALUES (?, ?, NULL, ?, ?, ?)"
)
_ADD_TEAM = (
    "INSERT OR REPLACE INTO directory_team (team, since, until, name, service, parent) VALUES (?, ?, NULL, ?, ?, ?)"
)
_OPEN = {
    DirectoryKind.PERSON: "SELECT person FROM directory_person WHERE until IS NULL",
    DirectoryKind.TEAM: "SELECT team FROM directory_team WHERE until IS NULL",
}


def state(run: Run) -> str:
    """Return what was last told; empty before the first time."""
    return setting(run, _STATE)


def keep(run: Run, news: DirectoryNews, now: datetime) -> None:
    """Keep what is told. Whoever sees only those with whom they share an audit keeps nothing of anybody else."""
    if news.is_whole and f":{_SHARED}:" in news.state:
        run("DELETE FROM directory_person")
        run("DELETE FROM directory_team")
    elif news.is_whole:
        _end_what_is_not_told(run, news, now)
    for line in news.lines:
        _keep(run, line)
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_STATE, news.state))


def read(run: Run) -> Directory:
    """Return everything that was told."""
    people = [
        Colleague(PersonId(text(row[0])), text(row[1]), text(row[2]), text(row[3]), moment(row[4]), _until(row[5]))
        for row in run(_PEOPLE)
    ]
    teams = [
        Team(text(row[0]), text(row[1]), text(row[2]), text(row[3]), moment(row[4]), _until(row[5]))
        for row in run(_TEAMS)
    ]
    return Directory(people, teams)


def _end_what_is_not_told(run: Run, news: DirectoryNews, now: datetime) -> None:
    told = {(line.kind, line.key) for line in news.lines}
    for kind, statement in _OPEN.items():
        for row in list(run(statement)):
            if (kind, text(row[0])) not in told:
                run(_END[kind], (moment_text(now), row[0]))


def _keep(run: Run, line: DirectoryLine) -> None:
    since = moment_text(line.at)
    run(_END[line.kind], (since, line.key))
    if line.told.get("active", True) is not True:
        return
    if line.kind is DirectoryKind.PERSON:
        run(_ADD_PERSON, (line.key, since, *(_word(line, name) for name in ("name", "role", "team"))))
    else:
        run(_ADD_TEAM, (line.key, since, *(_word(line, name) for name in ("name", "service", "parent"))))


def _word(line: DirectoryLine, name: str) -> str:
    value = line.told.get(name)
    return shown(value) if isinstance(value, str) else ""


def _until(cell: str | int | bytes | None) -> datetime | None:
    return None if cell is None else moment(cell)
