"""The tracker over all audits: what is overdue, what waits for a check, whose owner left; messages about it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from email import message_from_bytes
from pathlib import Path

import pytest

from qa_desktop.domain.directory import DirectoryKind, DirectoryLine, DirectoryNews
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, TrackedAction
from qa_desktop.errors import InputProblem
from qa_desktop.models import directory_rows
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

DAYS = (
    ("late-100", "2026-08-13"),
    ("late-61", "2026-09-21"),
    ("late-60", "2026-09-22"),
    ("late-1", "2026-11-20"),
    ("today", "2026-11-21"),
    ("later", "2026-12-21"),
)
"""Seen from 21 November 2026."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("tracker")) / "profile", "Oli Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def signed(opened: OpenDesk) -> AuditId:
    """Return an audit signed in summer whose actions are late by some days each."""
    opened.clock.moment = datetime(2026, 8, 1, 10, 0, tzinfo=UTC)
    audit = signed_in_full(opened.desk, "roc-t1-generic", actions(*DAYS))
    opened.clock.moment = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    return audit.id


def shown(desk: OpenDesk, which: ActionsShown, *, text: str = "", team: str = "", owner: str = "") -> list[str]:
    return [one.id for one in desk.desk.actions(ActionQuestion(which, text, team, owner))]


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        (ActionsShown.OPEN, ["late-100", "late-61", "late-60", "late-1", "today", "later"]),
        (ActionsShown.OVERDUE, ["late-100", "late-61", "late-60", "late-1"]),
        (ActionsShown.OVER_30, ["late-100", "late-61", "late-60"]),
        (ActionsShown.OVER_60, ["late-100", "late-61"]),
        (ActionsShown.OVER_90, ["late-100"]),
        (ActionsShown.CHECK, []),
    ],
)
def test_actions_age_by_the_day(opened: OpenDesk, signed: AuditId, which: ActionsShown, expected: list[str]) -> None:
    assert signed
    assert shown(opened, which) == expected
    assert opened.desk.actions.standing().counts[which] == len(expected)


def test_pages_follow_each_other_without_a_gap(opened: OpenDesk, signed: AuditId) -> None:
    assert signed
    first = opened.desk.actions(ActionQuestion(limit=4))
    rest = opened.desk.actions(ActionQuestion(limit=4, after=first[-1]))

    assert [one.id for one in (*first, *rest)] == [entry for entry, _ in DAYS]


def test_the_list_is_asked_by_team_owner_and_words(opened: OpenDesk, signed: AuditId) -> None:
    assert signed
    assert len(shown(opened, ActionsShown.OPEN, team="North")) == len(DAYS)
    assert shown(opened, ActionsShown.OPEN, team="South") == []
    assert len(shown(opened, ActionsShown.OPEN, owner="p. worker")) == len(DAYS)
    assert shown(opened, ActionsShown.OPEN, text="LATE-61 north") == ["late-61"]
    assert opened.desk.actions.standing().teams == ("North",)


def test_a_draft_has_no_actions_to_follow(opened: OpenDesk, signed: AuditId) -> None:
    draft = opened.desk.amend_audit(signed)

    assert draft.actions
    assert {one.audit for one in opened.desk.actions.all(ActionQuestion())} == {signed}


def test_what_is_done_waits_for_the_managers_check_where_the_plan_prints_one(tmp_path: Path) -> None:
    officer = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    audit = signed_in_full(officer.desk, "roc-t1-plo", actions(("a1", "2026-12-21"), ("a2", "2026-12-22")))

    officer.desk.follow_up.review(audit.id, "a1", Review(date(2026, 12, 1), "Done", "PW", Progress.DONE))

    assert shown(officer, ActionsShown.CHECK) == ["a1"]
    assert shown(officer, ActionsShown.OPEN) == ["a2"]
    told = [one.what for one in officer.desk.home().work.lines]
    assert [what for what in told if "and say so" in what] == ["Check: Do a1 and say so", "Do a2 and say so"]


def test_the_open_actions_of_a_leaver_join_the_list_that_nobody_has(tmp_path: Path) -> None:
    officer = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    audit = signed_in_full(officer.desk, "roc-t1-generic", actions(("a1", "2026-12-21"), ("a2", "2026-12-22")))
    tell(officer, "1", ("p-1", "P. Worker"), ("p-2", "New Worker"))
    before = shown(officer, ActionsShown.NOBODY)

    tell(officer, "2", ("p-2", "New Worker"))

    assert before == []
    assert shown(officer, ActionsShown.NOBODY) == ["a1", "a2"]
    officer.desk.follow_up.reassign(audit.id, "a1", "new worker")
    assert shown(officer, ActionsShown.NOBODY) == ["a2"]
    (given,) = officer.desk.actions(ActionQuestion(owner="New Worker"))
    assert (given.id, given.person, given.who) == ("a1", "p-2", "New Worker")


def test_a_name_that_somebody_of_today_has_is_no_leavers(tmp_path: Path) -> None:
    officer = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    signed_in_full(officer.desk, "roc-t1-generic", actions(("a1", "2026-12-21")))
    tell(officer, "1", ("p-1", "P. Worker"))
    tell(officer, "2", ("p-9", "P. Worker"))

    assert shown(officer, ActionsShown.NOBODY) == []


def test_everybody_gets_one_message_without_grade_or_name_in_its_subject(
    opened: OpenDesk, signed: AuditId, tmp_path: Path
) -> None:
    listed = list(opened.desk.actions.all(ActionQuestion(ActionsShown.OVERDUE)))
    assert {one.audit for one in listed} == {signed}
    other = tracked(listed[0], "Team manager")

    drafts = opened.desk.chase_actions([*listed, other], opened.desk.actions.today)
    files = opened.desk.chase_actions.save(drafts, tmp_path)

    assert [(one.to, one.count) for one in drafts] == [("P. Worker", 4), ("Team manager", 1)]
    assert "- 48-7: Do late-1 and say so (was due on 20 November 2026, 1 day ago)" in drafts[0].text
    for draft, file in zip(drafts, files, strict=True):
        message = message_from_bytes(file.read_bytes())
        assert (message["Subject"], message["X-Unsent"], message["To"]) == (draft.subject, "1", None)
        for told in ("Worker", "Manager", "48-7", "Good", "Outstanding"):
            assert told.casefold() not in draft.subject.casefold()


def test_messages_never_overwrite_a_file(opened: OpenDesk, signed: AuditId, tmp_path: Path) -> None:
    assert signed
    drafts = opened.desk.chase_actions(opened.desk.actions(ActionQuestion()), opened.desk.actions.today)

    first, second = (opened.desk.chase_actions.save(drafts, tmp_path) for _ in range(2))

    assert not set(first) & set(second)
    with pytest.raises(InputProblem, match="Choose a folder"):
        opened.desk.chase_actions.save(drafts, tmp_path / "nowhere")


def tracked(like: TrackedAction, owner: str) -> TrackedAction:
    return TrackedAction(**{name: getattr(like, name) for name in like.__slots__} | {"owner": owner, "id": "other"})


def tell(desk: OpenDesk, state: str, *people: tuple[str, str]) -> None:
    """Let the laptop know who is in the directory, and nobody else."""
    at = datetime(2026, 11, 1, 9, 0, int(state), tzinfo=UTC)
    lines = tuple(
        DirectoryLine(DirectoryKind.PERSON, key, {"name": name, "role": "auditor", "team": "north"}, at)
        for key, name in people
    )
    with desk.store._write() as run:
        directory_rows.keep(run, DirectoryNews(state, True, lines), at)
