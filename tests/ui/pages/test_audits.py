"""Ten thousand audits are listed page by page, searched while typing, and opened by key."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditState, AuditSummary
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.audits import AuditsPage
from qa_desktop.ui.presenters.audits import AuditsPresenter
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.samples import NOON, summary

TEN_THOUSAND = [summary(number) for number in range(10_000)]


@dataclass
class FakeDesk:
    """Answers as the store does: a page after the last row, newest first."""

    audits: list[AuditSummary]
    clock: Clock = field(default_factory=lambda: FixedClock(NOON))
    asked: list[SummaryFilter] = field(default_factory=list)

    @property
    def list_audits(self) -> Callable[[SummaryFilter], tuple[AuditSummary, ...]]:
        return self._page

    def _page(self, wanted: SummaryFilter) -> tuple[AuditSummary, ...]:
        self.asked.append(wanted)
        matching = [
            audit for audit in self.audits if wanted.text in audit.subject and wanted.state in (None, audit.state)
        ]
        start = matching.index(wanted.after) + 1 if wanted.after else 0
        return tuple(matching[start : start + wanted.limit])


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(TEN_THOUSAND)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication, theme: Theme, desk: FakeDesk) -> Iterator[AuditsPage]:
    assert theme.points
    worker = Worker("test", qapp)
    made = AuditsPage()
    presenter = AuditsPresenter(desk, worker, made.show_rows, made)
    made.question_asked.connect(presenter.ask)
    made.more_requested.connect(presenter.more)
    made.resize(1000, 700)
    show(qtbot, made)
    made.ask()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    yield made
    worker.stop()


def test_rows_that_come_when_the_page_is_gone_are_dropped(qtbot: QtBot, qapp: QApplication, desk: FakeDesk) -> None:
    worker, gone = Worker("test", qapp), AuditsPage()
    rows: list[object] = []
    presenter = AuditsPresenter(desk, worker, lambda found, _more: rows.append(found), gone)

    presenter.ask("", None)
    delete(gone)
    qtbot.waitUntil(lambda: not worker.busy)
    worker.stop()

    assert len(desk.asked) == 1
    assert rows == []


def test_the_first_page_is_a_hundred_rows(page: AuditsPage) -> None:
    assert page.model.rowCount() == 100


def test_scrolling_to_the_end_asks_for_the_rows_after_the_last(qtbot: QtBot, page: AuditsPage, desk: FakeDesk) -> None:
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: page.model.rowCount() == 200)

    assert desk.asked[-1].after == TEN_THOUSAND[99]


def test_typing_searches_once_it_pauses(qtbot: QtBot, page: AuditsPage, desk: FakeDesk) -> None:
    before = len(desk.asked)

    QTest.keyClicks(page.search, "48-2217")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert [asked.text for asked in desk.asked[before:]] == ["48-2217"]
    assert page.model.rows[0].title == "48-2217 · Live case file audit"


def test_a_state_narrows_the_list(qtbot: QtBot, page: AuditsPage, desk: FakeDesk) -> None:
    page.state.setCurrentIndex(2)
    page.state.activated.emit(2)
    qtbot.waitUntil(page.empty.isVisible)

    assert desk.asked[-1].state is AuditState.SIGNED


def test_return_opens_the_audit_under_the_cursor(qtbot: QtBot, page: AuditsPage) -> None:
    page.list.setCurrentIndex(page.model.index(3))

    with qtbot.waitSignal(page.audit_requested) as opened:
        QTest.keyClick(page.list, Qt.Key.Key_Return)

    assert opened.args == ["audit-3"]


def test_each_row_is_read_with_its_state(page: AuditsPage) -> None:
    spoken = page.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert spoken.startswith("48-2200 · Live case file audit, Sam Practitioner")
    assert "Draft" in spoken


def test_an_answer_to_an_older_question_is_dropped(qtbot: QtBot, page: AuditsPage) -> None:
    page.search.setText("48-2217")
    page.ask()
    page.search.setText("48-2218")
    page.ask()
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)

    assert page.model.rows[0].title.startswith("48-2218")
