"""Lists of due work: in order and page by page, of oneself, a team or all, and taken along as a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.allocation import Allocation, allocate_change
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.work_due import WorkKind
from qa_desktop.domain.work_list import ALLOCATED, Scope, WorkCounts, WorkFilter, WorkLine, submission_day
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, sign_an_audit
from tests.full_audits import signed_in_full
from tests.sample_audits import COMPLETE_BRA, shipped_tool


def draft(opened: OpenDesk, subject: str, met: str, more: dict[str, Value] | None = None) -> Audit:
    """Begin an audit whose dates follow from a meeting."""
    audit = opened.desk.start_audit(StartRequest("bra-live-audit", subject, on=date.fromisoformat(met)))
    graded = {path: value for path, value in COMPLETE_BRA.items() if path.startswith(("overall", "action"))}
    return opened.desk.record(audit, {**graded, **(more or {})}).audit


def test_the_next_due_comes_first_and_what_has_no_day_last(auditor: OpenDesk) -> None:
    sign_an_audit(auditor.desk)

    found = auditor.desk.work(WorkFilter())

    days = [one.due for one in found if one.due is not None]
    assert days == sorted(days)
    assert [one.due for one in found][len(days) :] == [None] * (len(found) - len(days)) != []


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_pages_follow_each_other_without_gap_or_repetition(auditor: OpenDesk, limit: int) -> None:
    sign_an_audit(auditor.desk)
    draft(auditor, "51-0093", "2026-11-21")
    whole = auditor.desk.work(WorkFilter())

    seen: list[WorkLine] = []
    wanted = WorkFilter(limit=limit)
    while page := auditor.desk.work(wanted):
        seen += page
        wanted = replace(wanted, after=page[-1])

    assert tuple(seen) == whole


def allocated(opened: OpenDesk, *due: date | None, note: str = "") -> None:
    """Let audits be allocated to the owner."""
    me, tool = opened.desk.owner.id, ToolId("bra-live-audit")
    given = (Allocation(f"a{at}", me, tool, f"case {at}", day, note=note) for at, day in enumerate(due))
    opened.store.append([allocate_change(one) for one in given])


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_what_was_allocated_by_a_day_and_not_begun_stands_among_the_rest_page_by_page(
    auditor: OpenDesk, limit: int
) -> None:
    sign_an_audit(auditor.desk)
    before = auditor.desk.work(WorkFilter())
    days = [date(2026, 11, 1), date(2026, 11, 27), date(2027, 5, 1)]
    allocated(auditor, *days, None)

    seen: list[WorkLine] = []
    wanted = WorkFilter(limit=limit)
    while page := auditor.desk.work(wanted):
        seen += page
        wanted = replace(wanted, after=page[-1])

    dated = [one.due for one in seen if one.due is not None]
    assert dated == sorted(dated)
    assert [one.due for one in seen if one.step == ALLOCATED] == days, "what has no day is due on none"
    assert tuple(one for one in seen if one.step != ALLOCATED) == before


def test_what_was_allocated_is_the_owners_in_every_list_and_counted_with_the_rest(auditor: OpenDesk) -> None:
    today = auditor.desk.work.today
    allocated(auditor, today - timedelta(days=1), today, today + timedelta(days=7), today + timedelta(days=8))

    found = {scope: auditor.desk.work(WorkFilter(scope)) for scope in (Scope.MINE, Scope.ALL)}
    kinds = {kind: len(auditor.desk.work(WorkFilter(kind=kind))) for kind in (WorkKind.HAND_IN, WorkKind.DATE)}
    home = auditor.desk.home().work

    assert {scope: len(lines) for scope, lines in found.items()} == {Scope.MINE: 4, Scope.ALL: 4}
    assert kinds == {WorkKind.HAND_IN: 4, WorkKind.DATE: 0}
    assert auditor.desk.work.counts(Scope.MINE) == WorkCounts(overdue=1, this_week=2)
    assert (home.overdue, home.this_week) == (1, 2)
    assert {one.what for one in found[Scope.ALL]} == {"Allocated to you, not begun"}
    assert auditor.desk.work(WorkFilter(poor_only=True)) == ()


def test_what_was_allocated_and_begun_is_told_by_its_audit_alone(auditor: OpenDesk) -> None:
    allocated(auditor, date(2026, 11, 27), note="Re-audit")
    (line,) = auditor.desk.work(WorkFilter())
    assert (line.what, line.subject, line.closing) == ("Not begun: Re-audit", "case 0", "signing")
    with pytest.raises(NotAllowed, match="Closed by signing the audit"):
        auditor.desk.work.mark_done(line)

    auditor.desk.allocate.start(line.audit)

    assert [one for one in auditor.desk.work(WorkFilter()) if one.step == ALLOCATED] == []


def test_what_is_overdue_is_what_was_due_before_today(auditor: OpenDesk) -> None:
    draft(auditor, "51-0093", "2026-11-02")
    auditor.clock.moment += timedelta(days=2)

    found = auditor.desk.work(WorkFilter(before=auditor.desk.work.today))
    counted = auditor.desk.work.counts(Scope.ALL)

    assert [(one.key, one.due) for one in found] == [("deadline.immediate", date(2026, 11, 9))]
    assert (counted.overdue, counted.this_week) == (1, 0)


def test_a_team_is_known_by_what_was_entered_and_by_the_team_of_the_auditor(auditor: OpenDesk) -> None:
    draft(auditor, "51-0093", "2026-11-21")
    draft(auditor, "44-1180", "2026-11-21", {paths.about("team"): "East"})

    of_team = {team: {one.subject for one in auditor.desk.work(WorkFilter(Scope.TEAM, team))} for team in ("", "EAST")}

    assert of_team == {"": {"51-0093"}, "EAST": {"44-1180"}}


def test_a_kind_is_listed_alone(auditor: OpenDesk) -> None:
    sign_an_audit(auditor.desk)

    found = auditor.desk.work(WorkFilter(Scope.MINE, kind=WorkKind.FILING))

    assert {one.kind for one in found} == {WorkKind.FILING}


def test_audits_with_a_poor_grade_are_listed_alone(auditor: OpenDesk) -> None:
    draft(auditor, "51-0093", "2026-11-21")
    draft(auditor, "44-1180", "2026-11-21", {paths.OVERALL_GRADE: "good"})

    assert {one.subject for one in auditor.desk.work(WorkFilter(poor_only=True))} == {"51-0093"}


def test_a_task_that_a_person_closes_is_marked_as_done_and_goes(auditor: OpenDesk) -> None:
    audit = signed_in_full(auditor.desk, "roc-supervision-file", {paths.answer("roc-sup.10"): "yes"})
    (line,) = auditor.desk.work(WorkFilter(kind=WorkKind.FOLLOW_UP))

    auditor.desk.work.mark_done(line)

    assert auditor.desk.work(WorkFilter(kind=WorkKind.FOLLOW_UP)) == ()
    assert auditor.desk.open_audit(audit.id).text("followup/task.observe-supervision/done_on") == "2026-11-21"


def test_what_something_else_closes_is_not_marked_as_done(auditor: OpenDesk) -> None:
    sign_an_audit(auditor.desk)
    line = auditor.desk.work(WorkFilter(kind=WorkKind.ACTION))[0]

    with pytest.raises(NotAllowed, match="Closed when the action is done"):
        auditor.desk.work.mark_done(line)


def test_the_calendar_names_nobody_and_tells_no_grade(auditor: OpenDesk) -> None:
    sign_an_audit(auditor.desk)

    text = auditor.desk.work.calendar(WorkFilter()).decode()

    assert "SUMMARY:Audit action due\r\nEND:VEVENT" in text
    assert "DTSTART;VALUE=DATE:20261127" in text
    assert not any(word in text for word in ("48-2207", "Social worker", "improvement", "Practitioner"))


def test_nobody_lists_the_work_of_a_team_without_one(auditor: OpenDesk) -> None:
    owner = replace(auditor.store.owner, team="")
    object.__setattr__(auditor.store._profile, "owner", owner)

    with pytest.raises(InputProblem, match="belongs to no team"):
        auditor.desk.work(WorkFilter(Scope.TEAM))


def test_an_older_store_is_worked_out_when_it_is_asked_for(auditor: OpenDesk) -> None:
    sign_an_audit(auditor.desk)
    whole = auditor.desk.work(WorkFilter())
    with auditor.store._write() as run:
        run("DELETE FROM work")
        run("INSERT INTO to_summarise (audit) SELECT id FROM audit")

    auditor.desk.work.bring_up_to_date()

    assert auditor.desk.work(WorkFilter()) == whole != ()


def test_an_allocated_form_is_due_when_the_authority_says(officer: OpenDesk) -> None:
    ways = officer.desk.authority_settings
    ways.choose("herefordshire")
    form = submission_day(ways.as_used(shipped_tool("her-audit")), ways.here().settings, date(2026, 11, 1))
    ways.choose("bracknell-forest")
    live = submission_day(ways.as_used(shipped_tool("bra-live-audit")), ways.here().settings, date(2026, 11, 30))
    other = submission_day(ways.as_used(shipped_tool("bra-reg44")), ways.here().settings, date(2026, 11, 30))

    assert (form, live, other) == (date(2026, 11, 22), date(2026, 12, 30), None)
