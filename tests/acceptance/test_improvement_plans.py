"""Improvement actions of a service: apart from those of cases, followed to their impact, carried from plan to plan."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.improvement_list import ImprovementsShown
from qa_desktop.domain.origin import finished_lines, origin_of
from qa_desktop.domain.record import Role
from qa_desktop.domain.tracker import ActionQuestion
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.errors import NotAllowed, SeveralProblems
from qa_desktop.services.raise_improvement import NewLine
from qa_desktop.services.start_audit import StartRequest
from tests.acceptance.bringing import bring
from tests.acceptance.due import at
from tests.acceptance.due import lines as due_lines
from tests.acceptance.improvement_plans import BRA, DUR, PLAN, begun, listed, signed_as_it_is, signed_plan, words
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

As = Callable[..., OpenDesk]
CHRONOLOGIES, STATEMENTS, DIRECT_WORK = (
    "Chronologies on every file",
    "Danger statements in plain words",
    "Direct work recorded",
)
OPEN = {CHRONOLOGIES, STATEMENTS, DIRECT_WORK}


@pytest.fixture
def working_as(tmp_path: Path) -> Iterator[As]:
    opened: list[OpenDesk] = []

    def make(authority: str, role: Role = Role.QA_OFFICER) -> OpenDesk:
        opened.append(new_desk(tmp_path / authority, "Olu Officer", role))
        opened[-1].desk.authority_settings.choose(authority)
        return opened[-1]

    yield make
    for one in opened:
        one.desk.close()


def test_r104_lines_of_the_audit_action_plan_stand_in_a_list_apart_from_actions_of_cases(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    signed_in_full(officer.desk, "bra-live-audit", actions(("a1", "2026-12-01")))

    found = listed(officer)

    assert words(found) == [CHRONOLOGIES, DIRECT_WORK, STATEMENTS]
    first = found[0]
    assert (first.owner, first.due, first.board) == (
        "Team Manager North",
        "2026-11-30",
        "Children's Quality Assurance Working Group",
    )
    assert (first.source, first.plan, first.audit, first.state) == ("Live audits", PLAN, plan.id, "open")
    assert [one.id for one in officer.desk.actions(ActionQuestion())] == ["a1"]


def test_the_list_is_narrowed_by_board_person_words_and_what_is_overdue(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    signed_plan(officer)
    at(officer, date(2026, 12, 5))

    assert words(listed(officer, ImprovementsShown.OVERDUE)) == [CHRONOLOGIES]
    assert words(listed(officer, owner="team  manager NORTH")) == [CHRONOLOGIES, DIRECT_WORK]
    assert words(listed(officer, text="danger plain")) == [STATEMENTS]
    assert listed(officer, board="Quality Improvement Board") == []
    standing = officer.desk.improvements.list.standing()
    assert standing.boards == ("Children's Quality Assurance Working Group",)
    assert standing.counts == {
        ImprovementsShown.OPEN: 3,
        ImprovementsShown.OVERDUE: 1,
        ImprovementsShown.CLOSED: 0,
    }


def test_what_became_of_a_line_is_recorded_beside_the_signed_plan(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    line = listed(officer)[0]
    before = {path: one.op_id for path, one in plan.record.fields.items()}

    said = Review(progress=Progress.DONE, done_on=date(2026, 11, 28), impact="Children can read their own story")
    after = officer.desk.improvements.record(plan.id, line.id, said)

    (closed,) = listed(officer, ImprovementsShown.CLOSED)
    assert (closed.what, closed.impact, closed.done_on) == (
        CHRONOLOGIES,
        "Children can read their own story",
        "2026-11-28",
    )
    assert words(listed(officer)) == [DIRECT_WORK, STATEMENTS]
    assert {path: one.op_id for path, one in after.record.fields.items() if path in before} == before


def test_p43_a_line_that_is_not_needed_any_more_wants_a_reason_and_an_approver(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    line = listed(officer)[0]

    with pytest.raises(SeveralProblems) as refused:
        officer.desk.improvements.record(plan.id, line.id, Review(progress=Progress.NOT_NEEDED))
    assert [one.message for one in refused.value.mistakes] == [
        "say why it is not needed any more",
        "say who approved that it is not done",
    ]

    said = Review(progress=Progress.NOT_NEEDED, reason="Another service does it", approved_by="A. Director")
    officer.desk.improvements.record(plan.id, line.id, said)
    assert [one.impact for one in listed(officer, ImprovementsShown.CLOSED)] == ["Another service does it"]


def test_the_next_plan_carries_over_what_is_not_finished_and_names_what_is(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    done = listed(officer)[0]
    said = Review(progress=Progress.DONE, done_on=date(2026, 11, 28), impact="Files tell the story")
    officer.desk.improvements.record(plan.id, done.id, said)
    started = Review(progress=Progress.STARTED, completed="Two of four teams", reviewed_on=date(2026, 12, 1))
    officer.desk.improvements.record(plan.id, listed(officer)[0].id, started)
    at(officer, date(2026, 12, 10))

    following = begun(officer)

    found = listed(officer)
    assert {(one.what, one.audit, one.state) for one in found} == {
        (DIRECT_WORK, following.id, "started"),
        (STATEMENTS, following.id, "open"),
    }
    assert all(one.mark == "carried over, in the plan since 21 November 2026" for one in found)
    origin = origin_of(following, found[0].id)
    assert origin.carried is not None
    assert (origin.carried.audit, origin.carried.key) == (plan.id, "line.bra-aap.1@line-2")
    (said_before,) = origin.history
    assert said_before == (
        "21 November 2026: started, due 31 December 2026, with Team Manager North. Two of four teams"
    )
    (finished,) = finished_lines(following)
    assert (finished.what, finished.impact, finished.done_on) == (
        CHRONOLOGIES,
        "Files tell the story",
        date(2026, 11, 28),
    )
    section = following.tool.section("improvement")
    assert section is not None
    assert [part.label for part in following.parts(section)] == [
        "Improvement 1, carried over, in the plan since 21 November 2026",
        "Improvement 2, carried over, in the plan since 21 November 2026",
    ]


def test_the_printed_plan_marks_what_was_carried_and_names_what_was_finished(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    said = Review(progress=Progress.DONE, done_on=date(2026, 11, 28), impact="Files tell the story")
    officer.desk.improvements.record(plan.id, listed(officer)[0].id, said)
    at(officer, date(2026, 12, 10))

    note = compose_note(begun(officer), NoteOccasion(officer.clock.now()))

    assert [one.row for one in note.sections if one.row] == [
        "1, carried over, in the plan since 21 November 2026",
        "2, carried over, in the plan since 21 November 2026",
    ]
    told = {one.title: {line.label: line.value for line in one.answers} for one in note.sections if not one.row}
    assert told["Finished since the plan before"] == {CHRONOLOGIES: "Done on 28 November 2026. Files tell the story"}
    assert told["Lines from before"][STATEMENTS] == (
        "21 November 2026: open, due 31 January 2027, with Principal Social Worker."
    )


def test_a_line_that_a_newer_plan_has_is_recorded_there_and_its_history_grows(working_as: As) -> None:
    officer = working_as("durham")
    first = signed_plan(officer, DUR)
    at(officer, date(2026, 12, 10))
    second = signed_as_it_is(officer, begun(officer, DUR))
    at(officer, date(2027, 1, 12))
    third = officer.desk.improvements.begin_next(second.id)

    assert {one.audit for one in listed(officer)} == {third.id}
    line = listed(officer)[0]
    assert [one.partition(":")[0] for one in origin_of(third, line.id).history] == [
        "21 November 2026",
        "10 December 2026",
    ]
    assert line.since == "2026-11-21"
    with pytest.raises(NotAllowed, match=f"newer plan now, {second.id}"):
        officer.desk.improvements.record(first.id, "line.dur-qib.1", Review(progress=Progress.DONE))
    assert officer.desk.improvements.begin_next(second.id).id == third.id, "it is gone on with, not begun twice"
    officer.desk.improvements.record(third.id, line.id, Review(progress=Progress.DONE, impact="Fewer repeat visits"))
    assert [one.impact for one in listed(officer, ImprovementsShown.CLOSED)] == ["Fewer repeat visits"]
    with pytest.raises(NotAllowed, match="not signed yet"):
        officer.desk.improvements.record(third.id, line.id, Review(reason="none"))


def test_due_work_and_reminders_name_a_carried_line_once(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    signed_plan(officer)
    assert {one.what for one in due_lines(officer, WorkKind.IMPROVEMENT)} == OPEN
    at(officer, date(2026, 12, 10))

    following = begun(officer)

    tasks = due_lines(officer, WorkKind.IMPROVEMENT)
    assert {(one.what, one.audit) for one in tasks} == {(what, following.id) for what in OPEN}
    calendar = officer.desk.work.calendar(WorkFilter(kind=WorkKind.IMPROVEMENT))
    assert calendar.count(b"Improvement action due") == 3
    assert b"Chronologies" not in calendar
    assert b"Manager" not in calendar


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MANAGER])
def test_whoever_has_a_line_by_name_sees_it_on_their_home_page_once(working_as: As, tmp_path: Path, role: Role) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    officer.desk.follow_up.reassign(plan.id, listed(officer)[0].id, "Tess  Worker")
    other = new_desk(tmp_path / "other", "Tess Worker", role)
    bring(officer, other, plan)

    shown = [one.what for one in other.desk.home().work.lines]
    mine = other.desk.work(WorkFilter(Scope.MINE if role is Role.AUDITOR else Scope.TEAM, kind=WorkKind.IMPROVEMENT))
    whole = other.desk.work(WorkFilter(Scope.MINE, kind=WorkKind.IMPROVEMENT))
    other.desk.close()

    assert shown.count(CHRONOLOGIES) == 1
    assert [one.what for one in mine].count(CHRONOLOGIES) == 1
    assert [one.what for one in whole] == [CHRONOLOGIES]


def test_a_corrected_plan_takes_the_place_of_the_one_that_it_corrects(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)

    corrected = officer.desk.amend_audit(plan.id)

    assert {one.audit for one in listed(officer)} == {corrected.id}
    assert len(listed(officer)) == 3


def test_r052_a_finding_of_an_audit_is_raised_into_the_plan_and_says_where_it_comes_from(working_as: As) -> None:
    officer = working_as("herefordshire")
    audit = signed_in_full(officer.desk, "her-audit", {}, "48-7")
    (offer,) = (one for one in officer.desk.improvements.raise_from.offers() if one.tool == "her-service-area-qa")

    line = NewLine(audit.id, "Timetable supervision training", "Head of Service", date(2027, 1, 31), "her-audit.W")
    plan, key = officer.desk.improvements.raise_from(line, replace(offer, subject="Safeguarding"))

    (found,) = listed(officer)
    assert (found.audit, found.id, found.board) == (plan.id, key, "Senior Leadership Team")
    assert found.mark == "from Monthly Collaborative Case File Audit, November 2026"
    origin = origin_of(plan, key)
    assert origin.finding is not None
    assert (origin.finding.audit, origin.finding.key) == (audit.id, "her-audit.W")
    assert "48-7" not in origin.finding.words


def test_a_practitioners_auditor_raises_nothing(working_as: As) -> None:
    auditor = working_as("bracknell-forest", Role.AUDITOR)
    audit = signed_in_full(auditor.desk, "bra-live-audit", {})
    offer = auditor.desk.improvements.raise_from.offers()[0]

    with pytest.raises(NotAllowed, match="raises improvement actions"):
        auditor.desk.improvements.raise_from(NewLine(audit.id, "Train", "Head", None), offer)


def test_where_a_line_comes_from_is_not_rewritten(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    signed_plan(officer)
    following = begun(officer)
    key = listed(officer)[0].id

    with pytest.raises(SeveralProblems) as refused:
        officer.desk.record(following, {paths.entry("origin", key, "history"): ("Never agreed",)})
    assert [one.message for one in refused.value.mistakes] == ["where a line comes from stays as it was"]


def test_answers_that_are_given_with_a_new_plan_keep_the_first_row(working_as: As) -> None:
    officer = working_as("bracknell-forest")
    signed_plan(officer)

    given = {paths.answer("bra-aap.1"): "Supervision every month"}
    plan = officer.desk.start_audit(StartRequest(BRA, PLAN, fields=given))

    assert {one.what for one in listed(officer) if one.audit == plan.id} == {*OPEN, "Supervision every month"}


def test_the_command_line_lists_records_and_goes_on(
    working_as: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer = working_as("bracknell-forest")
    plan = signed_plan(officer)
    officer.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    capsys.readouterr()

    def run(*arguments: str) -> object:
        assert cli.run(["improvements", *arguments, "--data", str(officer.place.folder), "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    found = run("list", "--board", "Children's Quality Assurance Working Group")
    assert isinstance(found, list)
    assert [one["what"] for one in found] == [CHRONOLOGIES, DIRECT_WORK, STATEMENTS]
    told = run("record", plan.id, found[0]["id"], "--progress", "done", "--done-on", "2026-11-28", "--impact", "Read")
    assert told == {
        "plan": plan.id,
        "line": found[0]["id"],
        "progress": "done",
        "done_on": "2026-11-28",
        "impact": "Read",
    }
    following = run("next", plan.id)
    assert isinstance(following, dict)
    assert [one["what"] for one in following["carried"]] == [DIRECT_WORK, STATEMENTS]
    assert [one["impact"] for one in following["finished"]] == ["Read"]
    raised = run("raise", plan.id, "--what", "Train", "--who", "Head", "--plan", following["plan"])
    assert isinstance(raised, dict)
    assert raised["plan"] == following["plan"]
    now = run("list")
    assert isinstance(now, list)
    assert {one["what"] for one in now} == {DIRECT_WORK, STATEMENTS, "Train"}
