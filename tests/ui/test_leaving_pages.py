"""Whoever leaves a page before its list has come meets nothing of it: no report of a bug, and no other page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from qa_desktop import bootstrap
from qa_desktop.clock import FixedClock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.settings import ProfilePlace, resources_dir
from qa_desktop.ui.background import CrashReport, Worker
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.inbox import InboxPage
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.pages.start import StartPage
from qa_desktop.ui.pages.tool_drafts import ToolDraftsPage
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.presenters.connection import SignIn
from qa_desktop.ui.presenters.start import StartChoice
from qa_desktop.ui.start_up import OpenWindow, WindowNeeds, make_window
from qa_desktop.ui.theme import Theme
from tests.desks import MOMENT, PASSPHRASE, new_desk, sign_an_audit

P = TypeVar("P", bound=Page)

TOOL = "bra-live-audit"


class Elsewhere(Page):
    """Where somebody has gone meanwhile."""


class Walk:
    """The window of a QA officer, whose workers can be held up."""

    def __init__(self, qtbot: QtBot, parts: OpenWindow, audit: AuditId) -> None:
        self.qtbot = qtbot
        self.parts = parts
        self.audit = audit
        self.bugs: list[CrashReport] = []
        for worker in self.workers:
            worker.bug_found.connect(self.bugs.append)

    @property
    def workers(self) -> tuple[Worker, ...]:
        both = self.parts.workers
        return tuple(one for one in (both.database, both.documents, both.sync) if one is not None)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.qtbot.waitUntil(lambda: not any(one.busy for one in self.workers), timeout=20_000)

    @contextmanager
    def held_up(self) -> Iterator[None]:
        """Let the workers go on only afterwards."""
        self.settle()
        gate = threading.Event()
        for worker in self.workers:
            worker.submit(gate.wait, lambda _: None)
        try:
            yield
        finally:
            gate.set()
            self.settle()

    def leave(self) -> Page:
        """Go on to another page, so that the one on screen is deleted."""
        left, page = self.parts.window.page, Elsewhere()
        self.parts.window.show_page(page)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert left is not None
        assert not isValid(left)
        return page

    def go(self, place: Place) -> None:
        self.parts.navigator.go(place)

    def home(self) -> None:
        self.go(Place.HOME)

    def audits(self) -> None:
        self.go(Place.AUDITS)

    def sync(self) -> None:
        self.go(Place.SYNC)

    def inbox(self) -> InboxPage:
        return self._shown(Place.INBOX, InboxPage)

    def drafts_of_others(self) -> None:
        self.inbox().under_way_asked.emit("")

    def audit_that_came(self) -> None:
        self.inbox().audit_requested.emit(self.audit)

    def due(self) -> None:
        self.inbox().due_requested.emit()

    def conflict(self) -> None:
        self.parts.navigator.show_conflicts(self.audit)

    def tools(self) -> ToolsPage:
        return self._shown(Place.TOOLS, ToolsPage)

    def tool(self) -> None:
        self.tools().preview_requested.emit(TOOL, "1")

    def tools_being_written(self) -> None:
        self.tools().drafts_requested.emit()

    def spreadsheet(self) -> None:
        self.tools().import_requested.emit()

    def start(self) -> StartPage:
        self.parts.navigator.start(TOOL)
        page = self.parts.window.page
        assert isinstance(page, StartPage)
        return page

    def reference(self) -> None:
        self.start().reference_changed.emit("48-2207")

    def started(self) -> None:
        self.start().start_requested.emit(StartChoice(TOOL, "48-2207"))

    def start_refused(self) -> None:
        self.start().start_requested.emit(StartChoice(TOOL, ""))

    def settings(self) -> SettingsPage:
        return self._shown(Place.SETTINGS, SettingsPage)

    def laptops(self) -> None:
        self.settings().laptop.laptops_requested.emit()

    def backup(self) -> None:
        self.settings().backup_requested.emit()

    def check_up(self) -> None:
        self.settings().check_up_requested.emit()

    def way_of_working(self) -> None:
        self.settings().ways.settings_chosen.emit("")

    def way_from_a_file(self) -> None:
        self.settings().ways.file_chosen.emit(Path("not-there.yaml"))

    def sign_in(self) -> None:
        self.settings().connection.keep_requested.emit(SignIn("audits.example.org", "a1b2c3"), "")

    def sign_in_refused(self) -> None:
        self.settings().connection.keep_requested.emit(SignIn(), "")

    def connection_test(self) -> None:
        self.settings().connection.test_requested.emit(SignIn(), "")

    def fingerprint(self) -> None:
        self.settings().authority.pin_requested.emit("not a fingerprint")

    def profile(self) -> None:
        self.settings().authority.profile_chosen.emit(Path("not-there.qap"))

    def code(self) -> None:
        self.settings().laptop.code_entered.emit("not a code")

    def _shown(self, place: Place, kind: type[P]) -> P:
        self.go(place)
        page = self.parts.window.page
        assert isinstance(page, kind)
        return page


STEPS: tuple[Callable[[Walk], object], ...] = (
    Walk.home,
    Walk.audits,
    Walk.inbox,
    Walk.drafts_of_others,
    Walk.audit_that_came,
    Walk.due,
    Walk.sync,
    Walk.conflict,
    Walk.tools,
    Walk.tool,
    Walk.tools_being_written,
    Walk.spreadsheet,
    Walk.start,
    Walk.reference,
    Walk.started,
    Walk.start_refused,
    Walk.settings,
    Walk.laptops,
    Walk.backup,
    Walk.check_up,
    Walk.way_of_working,
    Walk.way_from_a_file,
    Walk.connection_test,
    Walk.fingerprint,
    Walk.profile,
    Walk.code,
    Walk.sign_in_refused,
    Walk.sign_in,
)


@pytest.fixture
def walk(qtbot: QtBot, theme: Theme, tmp_path: Path) -> Iterator[Walk]:
    assert theme.points
    made = new_desk(tmp_path / "mine", "Olu Officer", Role.QA_OFFICER)
    audit = sign_an_audit(made.desk)
    made.desk.close()
    clock, place = FixedClock(MOMENT), ProfilePlace(tmp_path / "mine")
    key = bootstrap.ProfileKey(place, clock)
    key.gate.unlock_by_passphrase(PASSPHRASE)
    parts = make_window(WindowNeeds(key.gate, place, resources_dir(), clock))
    qtbot.addWidget(parts.window)
    desk = key.gate.open()
    parts.window.show()
    parts.navigator.take_desk(desk)
    yield Walk(qtbot, parts, audit)
    parts.workers.database.submit(desk.close, lambda _: None)
    parts.workers.stop()


def test_a_tool_is_published_and_sent_though_the_editor_was_left(qtbot: QtBot, walk: Walk) -> None:
    walk.tools().drafts_requested.emit()
    drafts = walk.parts.window.page
    assert isinstance(drafts, ToolDraftsPage)
    drafts.new_requested.emit()
    qtbot.waitUntil(lambda: isinstance(walk.parts.window.page, ToolEditorPage), timeout=20_000)
    editor = walk.parts.window.page
    assert isinstance(editor, ToolEditorPage)

    with walk.held_up():
        editor.publish_requested.emit()
        page = walk.leave()

    assert walk.parts.window.page is page
    assert "is published" in walk.parts.window.notice_text


def test_no_page_is_given_what_comes_after_it_was_left(qtbot: QtBot, walk: Walk) -> None:
    met: dict[str, object] = {}

    for step in STEPS:
        walk.bugs.clear()
        with qtbot.captureExceptions() as errors, walk.held_up():
            step(walk)
            page = walk.leave()
        if errors or walk.bugs or walk.parts.window.page is not page:
            met[step.__name__] = [*(str(one[1]) for one in errors), *walk.bugs, walk.parts.window.page]

    assert met == {}
