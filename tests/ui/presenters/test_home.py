"""What the home page says of drafts, actions and what is only on this laptop."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.home_work import ALL, HomeWork
from qa_desktop.domain.record import GivenPart, HomeData
from qa_desktop.ui.background import Worker
from qa_desktop.ui.presenters.home import HomePresenter, HomeView, home_view
from qa_desktop.ui.presenters.times import age, short_day, when
from tests.ui.samples import NOON, TODAY, home_data, work_line


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


def test_what_is_overdue_says_for_how_long_and_what_is_to_come_says_when() -> None:
    overdue, to_come = home_view(home_data(), NOON).work

    assert (overdue.due, overdue.overdue) == ("2 days overdue", True)
    assert (to_come.due, to_come.overdue) == ("due 4 Dec", False)


@pytest.mark.parametrize(("due", "words"), [(TODAY.isoformat(), "due today"), ("", "")])
def test_what_is_due_today_or_has_no_day_is_not_overdue(due: str, words: str) -> None:
    data = replace(home_data(), work=HomeWork(lines=(work_line("audit-5", "Ring", "Worker", due),)))

    row = home_view(data, NOON).work[0]

    assert (row.due, row.overdue) == (words, False)


def test_an_officer_sees_how_much_of_each_sort_there_is() -> None:
    work = HomeWork(ALL, (), 1000, 3, {"telling": 2, "advice": 0, "follow_up": 1}, "RI or inadequate")

    view = home_view(replace(home_data(), work=work), NOON)

    assert [(one.title, one.number) for one in view.work_groups] == [
        ("Overdue", "1000 or more"),
        ("Due within a week", "3"),
        ("Not told yet", "2"),
        ("Tasks from answers", "1"),
        ("RI or inadequate", ""),
    ]


def test_the_lead_counts_what_waits() -> None:
    assert home_view(home_data(), NOON).lead == "2 audits to carry on. 1 overdue."
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
