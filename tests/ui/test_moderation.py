"""What lead and peer graded otherwise, in the window: the list, both forms side by side, and the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.services.keep_appearance import Scheme
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.moderation_wiring import ModerationWays, ModerationWiring
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.moderation import ModerationListPage
from qa_desktop.ui.pages.side_by_side import SideBySidePage
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.grade import GradeBadge
from qa_desktop.ui.widgets.tag import Tag
from tests.acceptance.pairs import brought_pair, moderated
from tests.desks import OpenDesk, new_desk
from tests.ui.accessibility import walk
from tests.ui.conftest import Look, show


@dataclass
class Bench:
    """An officer's window, as far as moderation goes."""

    officer: OpenDesk
    window: MainWindow
    qtbot: QtBot
    wiring: ModerationWiring
    opened: list[str] = field(default_factory=list)

    def show_list(self, *, settled: bool = False) -> ModerationListPage:
        self.wiring.show_list()
        page = self.window.page
        assert isinstance(page, ModerationListPage)
        if settled:
            page.which.setCurrentIndex(1)
            page.ask()
        self.qtbot.waitUntil(lambda: page.model.rowCount() > 0)
        return page

    def show_forms(self) -> SideBySidePage:
        page = self.show_list()
        page.list.setCurrentIndex(page.model.index(0))
        page.open_button.click()
        return self.forms()

    def forms(self) -> SideBySidePage:
        shown = self.window.page
        assert isinstance(shown, SideBySidePage)
        self.qtbot.waitUntil(lambda: len(shown.domains) == 7 and shown.is_complete)
        return shown


def officer_with_a_pair(folder: Path) -> OpenDesk:
    made = new_desk(folder / "officer", "Olu Officer", Role.QA_OFFICER)
    brought_pair(folder, made, {"her-audit.3": "inadequate"})
    return made


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = officer_with_a_pair(Path(tmp_path_factory.mktemp("moderation")))
    yield made
    made.desk.close()


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


def bench_on(officer: OpenDesk, workers: Workers, theme: Theme, qtbot: QtBot) -> Bench:
    window = MainWindow(theme, [workers.database, workers.documents])
    show(qtbot, window, Look(Scheme.LIGHT, 1366, 100))
    opened: list[str] = []
    ways = ModerationWays(window.show_page, opened.append, lambda: None, lambda: None)
    return Bench(officer, window, qtbot, ModerationWiring(officer.desk, workers, window, ways), opened)


@pytest.fixture
def bench(officer: OpenDesk, workers: Workers, theme: Theme, qtbot: QtBot) -> Bench:
    return bench_on(officer, workers, theme, qtbot)


def test_h4_the_list_says_where_the_two_differ_by_when_and_with_whom_it_is(bench: Bench) -> None:
    page = bench.show_list()

    (row,) = page.model.rows

    assert row.title.startswith("HER-480")
    assert row.caption == "Lea Lead and Pia Peer · differ in 1 domain"
    assert (row.state, row.overall) == ("due Fri 27 Nov", "with nobody yet")
    assert walk(bench.window) == []


def test_h4_both_forms_stand_side_by_side_and_a_difference_is_said_in_words(bench: Bench) -> None:
    page = bench.show_forms()

    differing = [card for card in page.domains if card.differs]

    assert [card.accessibleName() for card in differing] == ["Quality of plans: graded differently"]
    assert [tag.text() for tag in differing[0].findChildren(Tag)] == ["≠ Differ"]
    badges = [badge.accessibleName() for badge in differing[0].findChildren(GradeBadge)]
    assert badges == ["Good", "Inadequate"]
    said = [label.text() for label in differing[0].findChildren(QLabel)]
    assert "Lead auditor: Lea Lead" in said
    assert any("Case note of the visit" in one for one in said)
    assert walk(bench.window) == []


def test_h4_only_the_differences_are_left_when_one_asks_for_them(bench: Bench) -> None:
    page = bench.show_forms()

    page.only.click()

    assert [card.accessibleName() for card in page.domains if card.isVisible()] == [
        "Quality of plans: graded differently"
    ]


def test_at_half_the_width_one_form_stands_above_the_other(bench: Bench) -> None:
    page = bench.show_forms()
    bench.window.resize(683, 700)
    QApplication.processEvents()

    badges = next(card for card in page.domains if card.differs).findChildren(GradeBadge)

    assert bench.window.width() <= 683
    lefts = [one.mapTo(page, one.rect().topLeft()) for one in badges]
    assert lefts[0].x() == lefts[1].x()
    assert lefts[0].y() < lefts[1].y()
    assert page.column.horizontalScrollBar().maximum() == 0


def test_h5_the_record_is_begun_from_there_and_what_was_settled_is_shown_beside_both(
    tmp_path: Path, workers: Workers, theme: Theme, qtbot: QtBot
) -> None:
    officer = officer_with_a_pair(tmp_path)
    bench = bench_on(officer, workers, theme, qtbot)
    page = bench.show_forms()

    page.begin_button.click()
    qtbot.waitUntil(lambda: bool(bench.opened))
    record = officer.desk.open_audit(AuditId(bench.opened[0]))
    shell = AuditShell(officer.desk, workers, record)
    qtbot.addWidget(shell)
    bench.wiring.attach(shell)
    moderated(officer.desk, record, "requires_improvement")
    listed = bench.show_list(settled=True)
    (row,) = listed.model.rows
    listed.pair_requested.emit(row.id)
    shown = bench.forms()

    assert shell.notices.pair.text.startswith("Lead and peer graded this case differently.")
    assert (row.state, row.overall) == ("Moderated", "Requires improvement")
    final = shown.settled.findChildren(GradeBadge)
    assert [badge.accessibleName() for badge in final] == ["Requires improvement"]
    assert any("Rewrite the plan" in label.text() for label in shown.settled.findChildren(QLabel))
    assert shown.begin_button.text() == "Open the moderation record"
    officer.desk.close()


def test_h4_an_officer_gives_a_case_to_a_moderator_whom_the_directory_names(bench: Bench) -> None:
    page = bench.show_list()
    page.list.setCurrentIndex(page.model.index(0))

    page.give_button.click()
    bench.qtbot.waitUntil(lambda: bench.wiring.dialog is not None)

    dialog = bench.wiring.dialog
    assert dialog is not None
    bench.qtbot.waitUntil(dialog.isVisible)
    for _ in range(3):
        QApplication.processEvents()
    assert not dialog.give_button.isEnabled()
    assert any("Nobody who can moderate is known here" in label.text() for label in dialog.findChildren(QLabel))
    assert walk(dialog) == []
    dialog.reject()


def test_p7_a_form_says_that_its_grade_is_provisional_and_leads_to_both(bench: Bench, workers: Workers) -> None:
    desk = bench.officer.desk
    (entry,) = desk.looking_again.moderate.page().entries
    assert entry.pair.lead is not None
    shell = AuditShell(desk, workers, desk.open_audit(entry.pair.lead.id))
    bench.qtbot.addWidget(shell)

    bench.wiring.attach(shell)
    button = shell.notices.pair.findChild(SmallButton)

    assert isinstance(button, SmallButton)
    bench.qtbot.waitUntil(lambda: not button.isHidden())
    assert button.text() == "Show both forms"
    assert shell.notices.pair.text.startswith("The grade is provisional")
