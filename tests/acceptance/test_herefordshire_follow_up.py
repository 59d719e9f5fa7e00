"""Herefordshire: an Inadequate audit is followed until every action is done and the service is better."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import consequences, follow_up, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.inbox import InboxNeed, InboxOnly, InboxQuestion
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.desk import Desk
from qa_desktop.services.make_report import ReportWish
from qa_desktop.services.record_answer import summary_of
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

GRADE: dict[str, Value] = {paths.OVERALL_GRADE: "inadequate"}


@pytest.fixture
def senior(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Sen Manager", Role.MANAGER)
    yield made
    made.desk.close()


def inadequate(desk: Desk) -> Audit:
    return signed_in_full(desk, "her-audit", {**actions(("a1", "2026-12-21"), ("a2", "2026-12-22")), **GRADE}, "HER-48")


def looked_again(desk: Desk, initial: Audit, improved: str) -> Audit:
    """Sign the record of the re-audit."""
    said: dict[str, Value] = {
        paths.header("initial"): (initial.id, "The initial audit"),
        paths.answer("her-inad.3.improved"): improved,
    }
    return signed_in_full(desk, "her-inadequate", said, "HER-48")


def test_h7_an_inadequate_audit_tells_the_head_of_service_and_sets_both_dates_from_the_initial_audit(
    senior: OpenDesk,
) -> None:
    initial = inadequate(senior.desk)
    told = consequences.escalation(initial)
    assert told is not None
    assert told.recipients == ("Head of Service",)
    dates = {one.rule.id: one.on for one in senior.desk.follow_up.closing(initial).tasks}
    assert dates == {"review": date(2027, 1, 2), "re-audit": date(2027, 2, 21)}

    record = senior.desk.start_audit(StartRequest("her-inadequate", "HER-48"))
    record = senior.desk.record(record, senior.desk.link_audit(record, "initial", initial.id)).audit

    assert record.text(paths.header("initial_audit")) == "2026-11-21"
    assert {one.rule.id: one.on for one in consequences.deadlines(record)} == dates
    with pytest.raises(SeveralProblems) as refused:
        senior.desk.sign_audit(record.id)
    assert "Comment of the Head of Service" in refused.value.sentence


@pytest.mark.parametrize(
    ("states", "improved"),
    [(("done", "done"), "yes"), (("done", "done"), "no"), (("done", "done"), ""), (("done", "started"), "yes")],
)
def test_h8_a_re_audit_by_a_senior_manager_closes_only_if_actions_are_done_and_the_service_improved(
    senior: OpenDesk, states: tuple[str, str], improved: str
) -> None:
    initial = inadequate(senior.desk)
    for entry, state in zip(("a1", "a2"), states, strict=True):
        senior.desk.follow_up.review(initial.id, entry, Review(progress=Progress(state)))
    if improved:
        looked_again(senior.desk, initial, improved)

    how = senior.desk.follow_up.closing(senior.desk.open_audit(initial.id))

    assert how.is_closed is (states == ("done", "done") and improved == "yes")


def test_h8_it_stays_on_the_officers_monitor_until_it_is_closed(tmp_path: Path, senior: OpenDesk) -> None:
    officer = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    initial = inadequate(senior.desk)
    bring(senior, officer)
    asked = InboxQuestion(InboxOnly.NEEDS)
    assert [one.needs for one in officer.desk.inbox(asked).entries] == [(InboxNeed.INADEQUATE,)]

    for entry in ("a1", "a2"):
        senior.desk.follow_up.review(initial.id, entry, Review(progress=Progress.DONE))
    bring(senior, officer)
    assert [one.summary.id for one in officer.desk.inbox(asked).entries] == [initial.id]
    looked_again(senior.desk, initial, "yes")
    bring(senior, officer)

    assert officer.desk.inbox(asked).entries == ()
    officer.desk.close()


def test_h8_the_case_is_audited_again_without_any_grade_of_the_first_audit(senior: OpenDesk) -> None:
    initial = inadequate(senior.desk)

    again = senior.desk.re_audit(initial.id)

    assert (again.subject, again.overall_grade, again.answers, again.evidence) == ("HER-48", "", {}, ())
    assert [one.id for one in senior.desk.follow_up.records(initial.id)] == [again.id]
    assert follow_up.supervision(again, "a1") == follow_up.Supervision()


def bring(giver: OpenDesk, taker: OpenDesk) -> None:
    """Let somebody have what a colleague signed, as sync would."""
    for summary in giver.store.summaries(SummaryFilter(AuditState.SIGNED)):
        audit = giver.desk.open_audit(summary.id)
        taker.store.keep_tool(audit.record.tool_hash, giver.store.tool_definition(audit.record.tool_hash))
        taker.store.bring(
            giver.store.people(), giver.store.operations(summary.id), giver.store.documents_of(summary.id)
        )
        taker.store.append([], summary={summary.id: summary_of(taker.desk.open_audit(summary.id))})


def test_h8_the_list_of_inadequate_audits_tells_comments_dates_and_open_actions_before_any_follow_up_is_signed(
    senior: OpenDesk,
) -> None:
    inadequate(senior.desk)
    signed_in_full(senior.desk, "her-audit", {paths.OVERALL_GRADE: "good"}, "HER-49")
    make = senior.desk.reports()

    report = make(ReportWish(make.template("inadequate-list"), ReportPeriod.parse("2026-11")))

    (table,) = (one for one in report.blocks if isinstance(one, FigureTable))
    assert table.heads == ("Date", "Mosaic case ID", "Team", "Comments", "What follows", "Closed")
    ((day, case, team, comments, follows, closed),) = table.rows
    assert (day, case, team, comments, closed) == (
        "21 November 2026",
        "HER-48",
        "North",
        "Head of Service: not yet",
        "No",
    )
    assert "due 2 January 2027. " in str(follows)
    assert str(follows).endswith(": due 21 February 2027. 2 actions are open")
