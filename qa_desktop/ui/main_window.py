"""The window: bar, navigation, the page on screen, pair mode, cover, and a close that loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from qa_desktop.errors import QaDesktopError
from qa_desktop.overriding import override
from qa_desktop.ui.background import CrashReport, Worker
from qa_desktop.ui.cover import Cover, DialogCovers
from qa_desktop.ui.nav_rail import NavRail, Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.top_bar import TopBar
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.panes import Column, Pane, Row, Surface, leave_for
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.window_menus import WindowMenus

FOLD_RAIL_UNDER = 92
RAIL_LETTERS = 18
PLACES = tuple(place.value for place in Place)
WAYS_OUT = ("start", "import", *PLACES)
LeaveGuard = Callable[[Callable[[], None]], None]
"""Looks whether the window may close now, and calls what it is given where it may."""


class MainWindow(QMainWindow):
    """One page at a time, inside what stays the same everywhere."""

    place_requested = Signal(object)
    """A Place."""
    start_requested = Signal()
    bundle_import_requested = Signal()
    sync_requested = Signal()
    text_size_changed = Signal()
    pair_mode_changed = Signal(bool)

    def __init__(self, theme: Theme, workers: Sequence[Worker], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("QA Desktop"))
        self._theme = theme
        self._workers = tuple(workers)
        self._undrained = len(self._workers)
        self._closing = False
        self._guard: LeaveGuard | None = None
        self._page: Page | None = None
        self._pair_mode = False
        self._page_folds_rail = False
        self._before_cover: QWidget | None = None
        self.menus = WindowMenus(self)
        self._lay_out()
        self._wire()
        self.resize(1366, 768)

    @property
    def page(self) -> Page | None:
        """The page on screen."""
        return self._page

    @property
    def is_covered(self) -> bool:
        """Whether the screen is covered."""
        return self._layers.currentWidget() is self.cover

    @property
    def is_in_pair_mode(self) -> bool:
        """Whether everything but the open audit is hidden."""
        return self._pair_mode

    @property
    def notice_text(self) -> str:
        """What is said above the page; empty where nothing is."""
        return self._notice.text

    def guard_leaving(self, guard: LeaveGuard) -> None:
        """Ask before the window closes, each time that somebody wants to close it."""
        self._guard = guard

    def offer_inbox(self, *, new: int | None) -> None:
        """Offer the inbox in rail and menus, or take it away with None."""
        self.rail.offer_inbox(new=new)
        self.menus.action("inbox").setVisible(new is not None)
        self._allow_leaving()

    def offer_allocating(self, *, offered: bool) -> None:
        """Offer drawing and allocating in rail and menus, or do not."""
        self.rail.buttons[Place.ALLOCATE].setVisible(offered)
        self.menus.action("allocate").setVisible(offered)

    def offer_reports(self, *, offered: bool) -> None:
        """Offer reports in rail and menus, or do not."""
        self.rail.buttons[Place.REPORTS].setVisible(offered)
        self.menus.action("reports").setVisible(offered)

    def offer_sync(self, *, there: bool) -> None:
        """Let the key for syncing act; there is no server before one is set."""
        self.menus.action("sync_now").setEnabled(there)

    @property
    def page_holder(self) -> QWidget:
        """What pages stand in; one that is made inside it has not to be dressed anew when it is shown."""
        return self._pages

    def show_page(self, page: Page, place: Place | None = None, *, full_width: bool = False) -> None:
        """Put a page on screen; `full_width` folds the navigation away, as audits do. The page before is let go."""
        before = self._page
        if before is page:
            return
        if before is not None:
            before.flush()
            before.crumb_changed.disconnect(self.top.show_crumb)
        self._page = page
        self._page_folds_rail = full_width
        if self._pair_mode and not page.suits_pair_mode:
            self.set_pair_mode(on=False)
        page.crumb_changed.connect(self.top.show_crumb)
        self.top.show_crumb(page.crumb)
        self.rail.show_place(place)
        self.menus.show_page(page)
        self._pages.addWidget(page)
        leave_for(self._pages, page)
        self.menus.action("pair_mode").setEnabled(page.suits_pair_mode)
        self._allow_leaving()
        self.top.pair_button.setVisible(page.suits_pair_mode)
        self._fit()  # before the page is laid out in the room that this leaves
        self._pages.setCurrentWidget(page)
        if before is not None:
            self._pages.removeWidget(before)
            before.deleteLater()
        page.focus_first()

    def set_pair_mode(self, *, on: bool) -> None:
        """Hide navigation, other cases and reminders, and enlarge the text; or show them again."""
        on = on and self._page is not None and self._page.suits_pair_mode
        self.menus.action("pair_mode").setChecked(on)
        if on == self._pair_mode:
            return
        self._pair_mode = on
        self._theme.set_pair_mode(on=on)
        self.top.set_pair_mode(on=on)
        self.menuBar().setVisible(not on)
        self._notice.setVisible(self._notice.isVisible() and not on)
        self._allow_leaving()
        self._fit()
        self.pair_mode_changed.emit(on)
        announce(self, self.tr("Pair mode is on") if on else self.tr("Pair mode is off"))

    def set_covered(self, *, covered: bool) -> None:
        """Cover the whole window, or uncover it and give the focus back."""
        if covered == self.is_covered:
            return
        if covered:
            self._before_cover = self.focusWidget()
        self.menus.set_covered(covered=covered)
        (self._dialogs.cover if covered else self._dialogs.uncover)()
        self._layers.setCurrentWidget(self.cover if covered else self._body)
        self.menuBar().setVisible(not covered and not self._pair_mode)
        if covered:
            self.cover.back_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._before_cover is not None:
            self._before_cover.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_notice(self, text: str) -> None:
        """Say that something went well, above the page, until it is closed."""
        self._show_notice(text, BannerKind.GOOD)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say what is the matter, above the page, until it is closed."""
        self._show_notice(error.sentence, BannerKind.PROBLEM)

    def show_bug(self, report: CrashReport) -> None:
        """Say plainly that something unexpected happened, with the place for those who repair it."""
        place = report.places[-1] if report.places else self.tr("an unknown place")
        self._show_notice(
            self.tr(
                "Something unexpected happened. What was saved is safe. If it happens again, tell your support team "
                "these words: {} at {}."
            ).format(report.kind, place),
            BannerKind.PROBLEM,
        )

    @override
    def closeEvent(self, event: QCloseEvent, /) -> None:
        if self._undrained == 0:
            event.accept()
            return
        event.ignore()
        if self._closing:
            return
        if self._page is not None:
            self._page.flush()
        if self._guard is not None:
            self._guard(self._leave)
        else:
            self._leave()

    def _leave(self) -> None:
        self._closing = True
        self.top.save_state.show_saving()
        for worker in self._workers:
            worker.when_drained(self._note_drained, page=self)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def sizeHint(self) -> QSize:
        return QSize(1366, 768)

    def _lay_out(self) -> None:
        self._layers = QStackedWidget(self)
        self._body = Pane(Surface.CANVAS)
        self.cover = Cover()
        self._layers.addWidget(self._body)
        self._layers.addWidget(self.cover)
        column = Column(self._body, gap=0)
        self.top = TopBar(self._body)
        column.addWidget(self.top)
        self._notice = Notice(self._body)
        column.addWidget(self._notice)
        line = Row(gap=0)
        self.rail = NavRail(self._body)
        line.addWidget(self.rail)
        self._pages = QStackedWidget(self._body)
        line.addWidget(self._pages, 1)
        column.addLayout(line, 1)
        self.setCentralWidget(self._layers)

    def _wire(self) -> None:
        self.menus.fill(
            {
                "start": self.start_requested.emit,
                "import": self.bundle_import_requested.emit,
                "save": self._save_now,
                "quit": self._quit,
                "undo": lambda: self._on_page(lambda page: page.undo()),
                "redo": lambda: self._on_page(lambda page: page.redo()),
                "find": lambda: self._on_page(lambda page: page.focus_search()),
                "home": lambda: self.place_requested.emit(Place.HOME),
                "audits": lambda: self.place_requested.emit(Place.AUDITS),
                "work": lambda: self.place_requested.emit(Place.WORK),
                "actions": lambda: self.place_requested.emit(Place.ACTIONS),
                "improvements": lambda: self.place_requested.emit(Place.IMPROVEMENTS),
                "insight": lambda: self.place_requested.emit(Place.INSIGHT),
                "reports": lambda: self.place_requested.emit(Place.REPORTS),
                "registers": lambda: self.place_requested.emit(Place.REGISTERS),
                "inbox": lambda: self.place_requested.emit(Place.INBOX),
                "programme": lambda: self.place_requested.emit(Place.PROGRAMME),
                "allocate": lambda: self.place_requested.emit(Place.ALLOCATE),
                "tools": lambda: self.place_requested.emit(Place.TOOLS),
                "sync": lambda: self.place_requested.emit(Place.SYNC),
                "sync_now": self.sync_requested.emit,
                "settings": lambda: self.place_requested.emit(Place.SETTINGS),
                "next_pane": self._next_pane,
                "pair_mode": lambda: self.set_pair_mode(on=not self._pair_mode),
                "cover": lambda: self.set_covered(covered=not self.is_covered),
                "larger": lambda: self._zoom(1),
                "smaller": lambda: self._zoom(-1),
                "normal": lambda: self._zoom(0),
                "keys": self.show_keys,
            }
        )
        self.rail.place_requested.connect(self.place_requested)
        self.rail.help_requested.connect(self.show_keys)
        self.top.sync_button.clicked.connect(self.sync_requested)
        self.offer_inbox(new=None)
        self.offer_allocating(offered=False)
        self.offer_reports(offered=False)
        self.offer_sync(there=False)
        self.top.pair_button.clicked.connect(lambda: self.set_pair_mode(on=not self._pair_mode))
        self.cover.back_button.clicked.connect(lambda: self.set_covered(covered=False))
        menu = QMenu(self)
        for name in (*PLACES, "start", "keys"):
            menu.addAction(self.menus.action(name))
        self.top.menu_button.setMenu(menu)
        self._dialogs = DialogCovers(self._theme.app, self.menus.action("cover"), self)
        for worker in self._workers:
            worker.problem_met.connect(self.show_problem)
            worker.bug_found.connect(self.show_bug)

    def show_keys(self) -> None:
        """Show the list of keys."""
        from qa_desktop.ui.dialogs.keys_list import KeysList  # noqa: PLC0415 - not needed for the first page

        KeysList(self).open()

    def _fit(self) -> None:
        room = self.width() / max(1, self.fontMetrics().averageCharWidth())
        alone = self._pair_mode or (self._page is not None and self._page.stands_alone)
        folded = room < FOLD_RAIL_UNDER or self._page_folds_rail or alone
        self.rail.setVisible(not folded)
        self.rail.setFixedWidth(RAIL_LETTERS * self.fontMetrics().averageCharWidth() + 20)
        self.top.offer_menu(folded=folded and not alone)

    def _on_page(self, act: Callable[[Page], None]) -> None:
        if self._page is not None:
            act(self._page)

    def _allow_leaving(self) -> None:
        alone = self._page is not None and self._page.stands_alone
        for name in WAYS_OUT:
            self.menus.action(name).setEnabled(not alone and not self._pair_mode)

    def _zoom(self, steps: int) -> None:
        self._theme.zoom(steps)
        self.text_size_changed.emit()

    def _save_now(self) -> None:
        if self._page is not None:
            self._page.flush()
        announce(self, self.tr("Everything is saved as you go"))

    def _quit(self) -> None:
        self.close()

    def _next_pane(self) -> None:
        both: tuple[QWidget | None, ...] = (self.rail, self._page)
        parts = [part for part in both if part is not None and part.isVisible()]
        focused = cast("QWidget | None", self.focusWidget())  # nothing has the focus in a window just opened
        here = next((n for n, part in enumerate(parts) if focused is not None and part.isAncestorOf(focused)), -1)
        target = parts[(here + 1) % len(parts)] if parts else None
        if isinstance(target, Page):
            target.focus_first()
        elif isinstance(target, NavRail):
            next(iter(target.buttons.values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _note_drained(self) -> None:
        self._undrained -= 1
        if self._undrained == 0:
            self.close()

    def _show_notice(self, text: str, kind: BannerKind) -> None:
        self._notice.say(text, kind)
        announce(self, text, urgent=True)


class Notice(QWidget):
    """Room above the page for something that no page takes for itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = Column(self, gap=0)
        self._banner: Banner | None = None
        self.hide()

    @property
    def text(self) -> str:
        """What is said; empty where nothing is."""
        return self._banner.text if self._banner is not None and not self.isHidden() else ""

    def say(self, text: str, kind: BannerKind) -> None:
        """Say something until it is closed."""
        if self._banner is not None:
            self._banner.deleteLater()
        self._banner = Banner(text, kind, self.tr("Close"), self)
        self._banner.action_requested.connect(self.hide)
        self._column.addWidget(self._banner)
        self.show()
