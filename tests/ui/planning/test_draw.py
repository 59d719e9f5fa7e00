"""A QA officer draws in the window: from the list to what is sent, replaces a case, and goes on with a kept draw."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain.sampling.draw import Spread
from qa_desktop.domain.sampling.record_json import read_record
from qa_desktop.services.check_draw import check_draw
from qa_desktop.ui.draw_wiring import DrawWays, DrawWiring
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.draw_list import DrawListPage
from qa_desktop.ui.pages.draw_wish import DrawWishPage
from qa_desktop.ui.pages.drawn import DrawnPage
from qa_desktop.ui.pages.share_out import ALL, ShareOutPage
from tests.ui.planning.conftest import Stage

HEAD = "Our number,Team,Service,Case status,Social worker\n"
ROWS = [
    f"48-{number:04},{'North' if number % 2 else 'South'},{'East' if number % 2 else 'West'},"
    f"{'Open' if number % 5 else 'Closed'},Worker {number % 4}\n"
    for number in range(1, 41)
]


@dataclass
class Drawing:
    """A draw under way in the window, and where dialogs lead."""

    stage: Stage
    wiring: DrawWiring
    folder: Path
    monkeypatch: pytest.MonkeyPatch

    @property
    def page(self) -> Page:
        page = self.stage.window.page
        assert page is not None
        return page

    def wait_for(self, kind: type[Page]) -> None:
        self.stage.qtbot.waitUntil(lambda: isinstance(self.stage.window.page, kind))
        self.stage.settle()

    def choose(self, file: Path) -> None:
        self.monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
        self.monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))

    def list_file(self, *more: str) -> Path:
        file = self.folder / "cases.csv"
        file.write_text(HEAD + "".join([*ROWS, *more]), encoding="utf-8")
        return file

    def read_list(self, *more: str) -> DrawListPage:
        """Choose a list whose references stand under a heading that nobody knows."""
        self.wiring.begin()
        page = self.page
        assert isinstance(page, DrawListPage)
        self.choose(self.list_file(*more))
        page.file_button.click()
        self.stage.settle()
        if not page.columns["reference"].currentData():
            page.columns["reference"].setCurrentIndex(page.columns["reference"].findData("Our number"))
            page.columns["reference"].activated.emit(1)
            self.stage.settle()
        self.stage.settle()
        return page

    def draw(self, page: DrawListPage, number: str = "3") -> DrawnPage:
        page.next_button.click()
        self.wait_for(DrawWishPage)
        wish = self.page
        assert isinstance(wish, DrawWishPage)
        wish.spread.setCurrentIndex(wish.spread.findData(Spread.EACH))
        wish.number.setText(number)
        wish.seed.setText("2026-11-21 lottery 7 12 30")
        wish.draw_button.click()
        self.wait_for(DrawnPage)
        drawn = self.page
        assert isinstance(drawn, DrawnPage)
        return drawn

    def share(self, drawn: DrawnPage) -> DrawnPage:
        """Share the cases out over everybody, with the first tool."""
        drawn.share_button.click()
        self.wait_for(ShareOutPage)
        page = self.page
        assert isinstance(page, ShareOutPage)
        if page.list_card.isVisible():
            page.list_button.click()
            self.stage.settle()
        page.tool.setCurrentIndex(page.tool.findData("bra-live-audit"))
        for select in page.takes.values():
            select.setCurrentIndex(select.findData(ALL))
        page.propose_button.click()
        self.wait_for(DrawnPage)
        shared = self.page
        assert isinstance(shared, DrawnPage)
        return shared


@pytest.fixture
def drawing(officer: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drawing:
    ways = DrawWays(officer.window.show_page, lambda: None, lambda: None)
    wiring = DrawWiring(officer.here.desk, officer.workers, officer.window, ways)
    return Drawing(officer, wiring, tmp_path, monkeypatch)


def test_cases_are_drawn_shared_out_and_sent_and_the_record_can_be_checked(drawing: Drawing) -> None:
    desk = drawing.stage.here.desk
    drawn = drawing.draw(drawing.read_list())
    shared = drawing.share(drawn)
    assert shared.model.rowCount() == 6
    proposed = desk.allocate.known()

    shared.send_button.click()
    drawing.stage.settle()
    record_file = drawing.folder / "draw.json"
    drawing.choose(record_file)
    shared.record_button.click()
    drawing.stage.settle()

    sent = desk.allocate.known()
    record = read_record(record_file.read_bytes())
    assert (proposed, len(sent)) == ((), 6)
    assert {one.subject for one in sent} == set(record.standing)
    assert check_draw(record, drawing.folder / "cases.csv") == ()
    (kept,) = desk.planning.draws().all()
    assert (kept.cases, kept.given) == (6, 6)
    assert kept.record() == record
    assert not shared.send_button.isVisible()


def test_rows_that_cannot_be_taken_stop_until_somebody_says_so_and_all_are_saved(drawing: Drawing) -> None:
    page = drawing.read_list("Sam Smith,North,East,Open,Worker 1\n", ",North,East,Open,Worker 1\n")
    stopped = page.next_button.isEnabled()
    file = drawing.folder / "wrong.csv"
    drawing.choose(file)
    page.save_button.click()
    drawing.stage.settle()

    page.without.setChecked(True)

    assert (stopped, page.next_button.isEnabled()) == (False, True)
    rows = file.read_text("utf-8-sig").splitlines()
    assert rows == ["row,why", '42,"a name stands in the place of the reference"', '43,"no case reference"']
    assert "Sam" not in file.read_text("utf-8-sig")


def test_a_column_that_was_chosen_once_is_remembered_for_the_next_list(drawing: Drawing) -> None:
    first = drawing.read_list()
    chosen = first.chosen_columns

    drawing.wiring.begin()
    page = drawing.page
    assert isinstance(page, DrawListPage)
    page.file_button.click()
    drawing.stage.settle()
    drawing.stage.settle()

    assert chosen["reference"] == page.chosen_columns["reference"] == "Our number"
    assert page.next_button.isEnabled()


def test_a_case_is_replaced_and_what_was_sent_of_it_is_taken_back(drawing: Drawing) -> None:
    desk = drawing.stage.here.desk
    shared = drawing.share(drawing.draw(drawing.read_list()))
    shared.send_button.click()
    drawing.stage.settle()
    gone = desk.planning.draws().all()[0].record().standing[0]

    shared.list.setCurrentIndex(shared.model.index(0))
    shared.replace_button.click()
    dialog = drawing.wiring.dialog
    assert dialog is not None
    dialog.replace_button.click()
    asked = desk.planning.draws().all()[0].record().substitutions
    dialog.reason.setPlainText("Closed last week")
    dialog.replace_button.click()
    drawing.stage.settle()

    record = desk.planning.draws().all()[0].record()
    assert asked == ()
    assert [(one.case, one.reason) for one in record.substitutions] == [(gone, "Closed last week")]
    assert gone not in {one.subject for one in desk.allocate.known()}
    assert len(desk.allocate.known()) == 5
    assert shared.share_button.isVisible()


def test_another_officer_goes_on_with_a_kept_draw_once_they_have_its_list(drawing: Drawing) -> None:
    desk = drawing.stage.here.desk
    drawing.draw(drawing.read_list())
    (kept,) = desk.planning.draws().all()

    drawing.wiring.open(kept.id)
    drawing.wait_for(DrawnPage)
    page = drawing.page
    assert isinstance(page, DrawnPage)
    drawing.choose(drawing.folder / "cases.csv")
    shared = drawing.share(page)
    shared.send_button.click()
    drawing.stage.settle()

    assert len(desk.allocate.known()) == 6


def test_a_list_that_is_another_one_is_refused(drawing: Drawing) -> None:
    desk = drawing.stage.here.desk
    drawing.draw(drawing.read_list())
    drawing.wiring.open(desk.planning.draws().all()[0].id)
    drawing.wait_for(DrawnPage)
    drawn = drawing.page
    assert isinstance(drawn, DrawnPage)
    drawn.share_button.click()
    drawing.wait_for(ShareOutPage)
    page = drawing.page
    assert isinstance(page, ShareOutPage)
    drawing.choose(drawing.list_file("48-9999,North,East,Open,Worker 1\n"))

    page.list_button.click()
    drawing.stage.settle()

    assert page.list_card.isVisible()
    assert not page.propose_button.isEnabled()
    assert page.summary.isVisible()


def test_reading_is_stopped_and_nothing_comes_of_it(drawing: Drawing) -> None:
    drawing.wiring.begin()
    page = drawing.page
    assert isinstance(page, DrawListPage)
    more = [f"49-{number:05},North,East,Open,Worker 1\n" for number in range(30_000)]
    drawing.choose(drawing.list_file(*more))
    page.file_button.click()
    drawing.stage.qtbot.waitUntil(lambda: page.columns["team"].count() > 1)
    page.columns["reference"].setCurrentIndex(page.columns["reference"].findData("Our number"))
    page.columns["reference"].activated.emit(1)

    page.stop_requested.emit()
    drawing.stage.settle()

    assert drawing.wiring.session.found is None
    assert not page.next_button.isEnabled()
