"""The tool's page says how its versions stand, and what an officer does there reaches the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.services.look_after_tools import ToolState
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.toolkit.write_tool import tool_as_keys, write_yaml
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.item_models.tools import FOUND_ROLE
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.tool_difference import ToolDifferencePage
from qa_desktop.ui.pages.tool_trial import ToolTrialPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_versions import RetireBox, VersionsCard
from qa_desktop.ui.presenters.tool_versions import OlderLine
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.tools_wiring import ToolsWays, ToolsWiring
from qa_desktop.ui.widgets.date_field import DateField
from tests.desks import OpenDesk, new_desk
from tests.ui.conftest import show
from tests.ui.samples import TOOL_ROWS
from tests.ui.tool_samples import VERSIONS

TOOL = "bra-live-audit"


@dataclass
class Shown:
    """The library of a real profile in a window."""

    desk: OpenDesk
    window: MainWindow
    workers: Workers
    qtbot: QtBot
    pages: list[Page] = field(default_factory=list)
    held: list[object] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def take(self, page: Page, _place: Place | None = None) -> None:
        self.pages.append(page)
        self.window.show_page(page)

    def hold(self, *presenters: object) -> None:
        self.held.extend(presenters)

    def settle(self) -> None:
        self.qtbot.waitUntil(self._is_still)
        QApplication.processEvents()
        self.qtbot.waitUntil(self._is_still)

    def _is_still(self) -> bool:
        page = self.pages[-1] if self.pages else None
        busy = self.workers.database.busy or self.workers.documents.busy
        return not busy and not (isinstance(page, ToolsPage) and page.is_filling)

    @property
    def library(self) -> ToolsPage:
        page = self.pages[-1]
        assert isinstance(page, ToolsPage)
        return page

    def choose(self, tool_id: str = TOOL) -> VersionsCard:
        """Put the cursor on a tool and return its card, once it says how the versions stand."""
        self.library.picker.choose(tool_id)
        self.settle()
        self.settle()
        return self.card

    @property
    def card(self) -> VersionsCard:
        return self.library.findChildren(VersionsCard)[-1]


@pytest.fixture(scope="module")
def checked_tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the kept library of a profile, so that not every test checks every tool anew."""
    desk = new_desk(tmp_path_factory.mktemp("checked"))
    desk.desk.tools()
    desk.desk.close()
    return desk.place.tool_cache


@pytest.fixture
def shown(qtbot: QtBot, theme: Theme, qapp: QApplication, tmp_path: Path, checked_tools: Path) -> Iterator[Shown]:
    desk = new_desk(tmp_path, "Oli Officer", Role.QA_OFFICER)
    shutil.copytree(checked_tools, desk.place.tool_cache)
    keys = {**tool_as_keys(desk.desk.tool(TOOL)), "version": "9.0", "title": "Our live audit"}
    file = desk.place.folder / "newer.yaml"
    file.write_bytes(write_yaml(keys, ""))
    desk.desk.add_tool(file)
    workers = Workers(Worker("database", qapp), Worker("documents", qapp))
    window = MainWindow(theme, [workers.database, workers.documents])
    made = Shown(desk, window, workers, qtbot)
    ways = ToolsWays(made.take, made.hold, lambda _: None, made.take, lambda: None, made.opened.append)
    show(qtbot, window)
    ToolsWiring(desk.desk, workers, window, ways).show_library()
    made.settle()
    yield made
    workers.stop()
    desk.desk.close()


def words_in(page: Page | VersionsCard) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if not label.isHidden())


def button(page: Page | VersionsCard, name: str) -> QPushButton:
    return next(one for one in page.findChildren(QPushButton) if name in (one.accessibleName(), one.text()))


def test_every_version_stands_there_with_how_it_stands(shown: Shown) -> None:
    words = words_in(shown.choose())

    assert "Version 9.0\nIn use · 11 questions" in words
    assert "Superseded · 11 questions" in words


def test_the_library_searches_the_questions_of_every_tool(shown: Shown) -> None:
    picker = shown.library.picker
    picker.authority.setCurrentIndex(0)
    picker.search.setText("seen regularly appropriately")

    found = {row.id: picker.model.index(number).data(FOUND_ROLE) for number, row in enumerate(picker.model.rows)}

    assert found["roc-t2-hos"] == "Question 5.2: Contact with child (seen regularly and/or alone appropriately)"


def test_what_changed_is_shown_and_leads_back_to_the_tool(shown: Shown) -> None:
    button(shown.choose(), "What changed from version 1.0 to version 9.0").click()
    shown.settle()
    page = shown.pages[-1]
    assert isinstance(page, ToolDifferencePage)
    words = words_in(page)
    page.back_button.click()
    shown.settle()

    assert "What changed from version 1.0 to version 9.0\n1 reworded" in words
    assert "Before: Live Case File Audit\nNow: Our live audit" in words
    assert shown.library.picker.tool_id == TOOL


def test_a_retired_version_leaves_the_one_before_it_in_use(shown: Shown) -> None:
    button(shown.choose(), "Retire version 9.0").click()
    shown.settle()

    row = shown.library.picker.row
    assert row is not None
    assert (row.version, row.state) == ("1.0", "In use")
    assert "Retired" in words_in(shown.card)


def test_a_tool_is_retired_for_another_and_no_audit_begins_with_it(shown: Shown) -> None:
    shown.choose()
    box = shown.library.findChildren(RetireBox)[-1]
    box.open_button.click()
    box.successor.setCurrentIndex(box.successor.findData("roc-t2-hos"))
    box.retire_button.click()
    shown.settle()

    assert shown.library.picker.row is not None
    assert shown.library.picker.row.state == "Retired"
    assert not shown.library.start_button.isEnabled()
    assert "Use “Tier 2 Head of Service Case File Audit Tool” instead." in words_in(shown.card)


def test_a_retired_tool_is_offered_again(shown: Shown) -> None:
    shown.desk.desk.tool_care.retire(TOOL)
    button(shown.choose(), "Offer the tool again").click()
    shown.settle()

    assert shown.desk.desk.tool_care.versions(TOOL)[0].state is ToolState.IN_USE


def test_the_day_of_the_next_review_is_kept(shown: Shown) -> None:
    shown.desk.desk.tool_care.set_review(TOOL, "9.0", date(2026, 11, 22))
    card = shown.choose()
    before = words_in(card)
    card.findChildren(DateField)[-1].setText("30 November 2027")
    button(card, "Keep this day").click()
    shown.settle()

    assert "To be looked through by 22 November 2026." in before
    assert shown.desk.desk.tool_care.versions(TOOL)[0].review_by == date(2027, 11, 30)


def test_a_day_that_is_none_is_said_at_its_field_and_nothing_is_kept(shown: Shown) -> None:
    card = shown.choose()
    card.findChildren(DateField)[-1].setText("soon")
    with shown.qtbot.assertNotEmitted(card.review_requested):
        button(card, "Keep this day").click()

    assert "Give a date, such as 27/11/2026" in words_in(card)


def test_what_cannot_be_done_is_said_on_the_card(shown: Shown) -> None:
    card = shown.choose()

    card.retire_requested.emit("7.7", "")
    shown.settle()

    assert "There is no version 7.7" in words_in(card)


def test_an_auditor_is_offered_nothing_but_to_compare(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    card = VersionsCard()
    qtbot.addWidget(card)

    card.show_versions(replace(VERSIONS, is_officer=False))

    assert [one.text() for one in card.findChildren(QPushButton)] == ["What changed"]


def test_filters_narrow_the_library_down(qtbot: QtBot, theme: Theme) -> None:
    assert theme.points
    page = ToolsPage()
    qtbot.addWidget(page)
    page.picker.show_tools(TOOL_ROWS)

    page.picker.origin.setCurrentIndex(page.picker.origin.findText("Printed"))
    page.picker.origin.activated.emit(page.picker.origin.currentIndex())
    printed = [row.id for row in page.picker.model.rows]
    page.picker.search.setText("observation")

    assert printed == ["roc-t2-hos", "roc-observation"]
    assert [row.id for row in page.picker.model.rows] == ["roc-observation"]


def test_a_tool_is_tried_out_on_its_own_pages_and_nothing_is_kept(shown: Shown) -> None:
    shown.choose()
    shown.library.try_button.click()
    shown.settle()
    page = shown.pages[-1]
    assert isinstance(page, ToolTrialPage)
    page.shell.session.record({"answer/bra-live.1/value": "good"})
    shown.settle()
    graded = page.shell.audit.answer("bra-live.1").value
    page.leave_button.click()
    shown.settle()

    assert graded == "good"
    assert shown.desk.desk.home().drafts == ()
    assert shown.desk.desk.unsent().count == 0
    assert shown.library.picker.tool_id == TOOL


def test_the_note_of_a_trial_is_shown_and_cannot_be_signed(shown: Shown) -> None:
    shown.choose()
    shown.library.try_button.click()
    shown.settle()
    page = shown.pages[-1]
    assert isinstance(page, ToolTrialPage)
    page.note_button.click()
    shown.settle()
    shown.qtbot.waitUntil(lambda: not shown.workers.documents.busy)

    assert page.shell.step == "sign"
    assert page.shell.audit.is_sample
    with pytest.raises(NotAllowed, match="It cannot be signed"):
        page.shell.session.desk.sign_audit(page.shell.audit.id)


def test_open_audits_with_an_older_version_are_listed_and_lead_there(shown: Shown) -> None:
    audit = shown.desk.desk.start_audit(StartRequest(TOOL, "48-2207", tool_version="1.0"))

    card = shown.choose()

    assert "Open audits with an older version\n48-2207\nVersion 1.0 · Oli Officer" in words_in(card)
    button(card, "Open 48-2207").click()
    assert shown.opened == [audit.id]


def test_where_every_audit_has_the_version_in_use_nothing_is_listed(shown: Shown) -> None:
    shown.desk.desk.start_audit(StartRequest(TOOL, "48-2207"))

    assert "older version" not in words_in(shown.choose())


def test_of_many_older_audits_the_first_are_listed(qtbot: QtBot) -> None:
    card = VersionsCard()
    qtbot.addWidget(card)

    card.show_older(tuple(OlderLine("", f"A draft of {number}", "Version 1.0") for number in range(25)))

    assert "A draft of 19" in words_in(card)
    assert "A draft of 20" not in words_in(card)
    assert "and 5 more" in words_in(card)
