"""What the home page says of drafts, actions and what is only on this laptop."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.record import DueAction, GivenPart, HomeData
from qa_desktop.ui.background import Worker
from qa_desktop.ui.presenters.home import HomePresenter, HomeView, home_view
from qa_desktop.ui.presenters.times import age, short_day, when
from tests.ui.samples import NOON, TODAY, home_data, summary


def test_a_draft_says_how_far_it_is_and_where_it_stopped() -> None:
    row = home_view(home_data(), NOON).drafts[0]

    assert row.title == "48-2200 · Live case file audit"
    assert row.caption == "3 of 7 complete · stopped at Child's plan, today 12:00"


@pytest.mark.parametrize(
    ("relation", "words"),
    [("owner", "Handed to you by Ada Auditor, today 12:00 · "), ("peer", "Shared with you by Ada Auditor as peer au")],
)
def test_a_draft_that_somebody_gave_says_who_did(relation: str, words: str) -> None:
    data = home_data()
    given = {data.drafts[0].id: GivenPart(relation, "Ada Auditor", NOON)}

    first, second = home_view(replace(data, given=given), NOON).drafts[:2]

    assert first.caption.startswith(words)
    assert "Ada" not in second.caption


def test_an_audit_for_which_late_work_waits_says_so_first() -> None:
    data = home_data()
    waiting = {data.drafts[0].id: 2, data.signed[0].id: 1}

    view = home_view(replace(data, waiting=waiting), NOON)

    assert view.drafts[0].caption.startswith("▲ 2 late changes wait to be taken in · 3 of 7 complete")
    assert view.signed[0].caption.startswith("▲ 1 late change waits to be taken in · Signed")
    assert "late" not in view.drafts[1].caption


def test_an_overdue_action_says_for_how_long_and_one_to_come_says_when() -> None:
    overdue, to_come = home_view(home_data(), NOON).actions

    assert (overdue.due, overdue.overdue) == ("2 days overdue", True)
    assert (to_come.due, to_come.overdue) == ("due 4 Dec", False)


def test_an_action_due_today_is_not_overdue() -> None:
    data = replace(home_data(), actions=(DueAction(summary(1).id, "48-1", "Ring", "Worker", TODAY.isoformat()),))

    row = home_view(data, NOON).actions[0]

    assert (row.due, row.overdue) == ("due today", False)


def test_an_action_that_waits_for_an_event_has_no_date() -> None:
    data = replace(home_data(), actions=(DueAction(summary(1).id, "48-1", "Ring", "Worker", ""),))

    assert home_view(data, NOON).actions[0].due == ""


def test_the_lead_counts_what_waits() -> None:
    assert home_view(home_data(), NOON).lead == "2 audits to carry on. 1 action overdue."
    assert home_view(home_data(0, 0), NOON).lead == "No audit is open."


def test_many_drafts_are_cut_and_counted() -> None:
    view = home_view(home_data(drafts=9), NOON)

    assert (len(view.drafts), view.more_drafts) == (6, 3)


def test_times_are_told_in_london_s_time() -> None:
    summer = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)

    assert when(summer, summer) == "today 14:05"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOON - timedelta(days=1), "yesterday 12:00"),
        (NOON - timedelta(days=9), "12 Nov"),
        (NOON - timedelta(days=400), "17 Oct 2025"),
    ],
)
def test_earlier_days_are_told_ever_more_roughly(moment: datetime, said: str) -> None:
    assert when(moment, NOON) == said


def test_a_clock_set_back_makes_no_negative_age() -> None:
    assert age(NOON + timedelta(hours=3), NOON) == "less than an hour"
    assert short_day(TODAY, TODAY) == "21 Nov"


@dataclass(frozen=True)
class FakeDesk:
    home: Callable[[], HomeData]
    clock: Clock


def test_the_presenter_reads_on_the_worker_and_shows_the_view(qtbot: QtBot, qapp: QApplication) -> None:
    shown: list[HomeView] = []
    worker = Worker("test", qapp)
    presenter = HomePresenter(FakeDesk(home_data, FixedClock(NOON)), worker, shown.append)

    presenter.load()
    qtbot.waitUntil(lambda: bool(shown))
    worker.stop()

    assert shown == [home_view(home_data(), NOON)]


def test_a_second_reading_replaces_the_first(qtbot: QtBot, qapp: QApplication) -> None:
    shown: list[HomeView] = []
    worker = Worker("test", qapp)
    presenter = HomePresenter(FakeDesk(home_data, FixedClock(NOON)), worker, shown.append)

    presenter.load()
    presenter.load()
    with qtbot.waitSignal(worker.busy_changed, check_params_cb=lambda busy: not busy):
        pass
    worker.stop()

    assert len(shown) == 1
