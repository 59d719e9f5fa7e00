"""What the home page tells of due work, by role: one's own, the team's, or everybody's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.directory import DirectoryKind, DirectoryLine, DirectoryNews
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.sample_audits import COMPLETE_BRA

AT = datetime(2026, 11, 1, tzinfo=UTC)
MakeDesk = Callable[[Role], OpenDesk]


@pytest.fixture
def make_desk(tmp_path: Path) -> Iterator[MakeDesk]:
    opened: list[OpenDesk] = []

    def make(role: Role) -> OpenDesk:
        opened.append(new_desk(tmp_path / role.value, role=role))
        return opened[-1]

    yield make
    for one in opened:
        one.desk.close()


def graded(opened: OpenDesk, subject: str, team: str) -> None:
    """Begin an audit of a team's case, whose dates follow from its grade."""
    audit = opened.desk.start_audit(StartRequest("bra-live-audit", subject))
    fields: dict[str, Value] = {path: value for path, value in COMPLETE_BRA.items() if path.startswith("overall")}
    opened.desk.record(audit, {**fields, paths.about("team"): team, **ACTIONS})


ACTIONS: dict[str, Value] = {path: value for path, value in COMPLETE_BRA.items() if path.startswith("action")}


def told(opened: OpenDesk) -> set[str]:
    return {one.subject for one in opened.desk.home().work.lines}


def test_a_manager_sees_the_work_of_the_team_and_of_those_below_it(make_desk: MakeDesk) -> None:
    manager = make_desk(Role.MANAGER)
    teams = (("North", "North", ""), ("n1", "North One", "North"), ("South", "South", ""))
    lines = tuple(
        DirectoryLine(DirectoryKind.TEAM, key, {"name": name, "service": "S", "parent": parent}, AT)
        for key, name, parent in teams
    )
    manager.store.sync.keep_directory(DirectoryNews("1", is_whole=True, lines=lines), AT)
    for subject, team in (("1", "North"), ("2", "north one"), ("3", "South")):
        graded(manager, subject, team)

    assert manager.desk.home().work.scope == "team"
    assert told(manager) == {"1", "2"}


def test_an_officer_sees_all_work_and_what_waits_for_somebody(make_desk: MakeDesk) -> None:
    officer = make_desk(Role.QA_OFFICER)
    graded(officer, "51-0093", "South")
    sign_an_audit(officer.desk)

    work = officer.desk.home().work

    assert (work.scope, told(officer)) == ("all", {"51-0093", "48-2207"})
    assert work.of_kind == {"concern": 0, "telling": 1, "advice": 0, "supervision": 1, "follow_up": 0, "improvement": 0}


def test_an_auditor_sees_what_follows_from_their_own_audits(make_desk: MakeDesk) -> None:
    auditor = make_desk(Role.AUDITOR)
    sign_an_audit(auditor.desk)

    work = auditor.desk.home().work

    assert (work.scope, told(auditor), work.of_kind) == ("mine", {"48-2207"}, {})
    assert [one.due for one in work.lines] == sorted(one.due or "~" for one in work.lines if one.due) + [""] * sum(
        not one.due for one in work.lines
    )
