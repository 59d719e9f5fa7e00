"""The menus of the window: every action with its key, made from the list of keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from qa_desktop.ui.keys import key
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.page import Page
from qa_desktop.ui.page_buttons import button_actions


class WindowMenus:
    """Makes the menus and keeps their actions by the ids of their keys."""

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions: dict[str, QAction] = {}
        self._before_cover: dict[str, bool] = {}
        self._page: Page | None = None
        self.page_menu = QMenu(window)
        self.page_menu.aboutToShow.connect(self._fill_page_menu)

    def fill(self, do: dict[str, Callable[[], None]]) -> None:
        """Make the menus; `do` says what each id of a key does."""
        tr = self._window.tr
        audit = ("start", "import", None, "save", "sync_now", None, "quit")
        edit = ("undo", "redo", None, "find")
        go = (*(place.value for place in Place), None, "next_pane")
        view = ("pair_mode", "cover", None, "larger", "smaller", "normal")
        for title, ids in ((tr("&Audit"), audit), (tr("&Edit"), edit), (tr("&Go"), go), (tr("&View"), view)):
            self._add_menu(title, ids, do)
        self.page_menu.setTitle(tr("&This page"))
        self._window.menuBar().addMenu(self.page_menu)
        self.page_menu.menuAction().setVisible(False)
        self._add_menu(tr("&Help"), ("keys",), do)
        self.action("pair_mode").setCheckable(True)

    def action(self, key_id: str) -> QAction:
        """Return the action of a key."""
        return self._actions[key_id]

    def show_page(self, page: Page) -> None:
        """Offer what the page on screen can do; of what stands alone, nothing."""
        self._page = page
        self.page_menu.menuAction().setVisible(not page.stands_alone)
        self._fill_page_menu()

    def _fill_page_menu(self) -> None:
        """Show what the page says that it can do, or what its buttons do: as they are when the menu opens."""
        self.page_menu.clear()
        if self._page is None:
            return
        actions = self._page.page_actions() or button_actions(self._page, self.page_menu)
        self.page_menu.addActions(actions)
        if not actions:
            self.page_menu.addAction(self._window.tr("Nothing to do on this page")).setEnabled(False)

    def set_covered(self, *, covered: bool) -> None:
        """Let nothing but uncovering and closing act while the screen is covered."""
        self._window.menuBar().setVisible(not covered)
        if covered:
            self._before_cover = {name: action.isEnabled() for name, action in self._actions.items()}
        for name, action in self._actions.items():
            if name not in ("cover", "quit"):
                action.setEnabled(not covered and self._before_cover.get(name, True))

    def _add_menu(self, title: str, ids: tuple[str | None, ...], do: dict[str, Callable[[], None]]) -> None:
        menu = self._window.menuBar().addMenu(title)
        for key_id in ids:
            if key_id is None:
                menu.addSeparator()
                continue
            entry = key(key_id)
            action = QAction(self._window.tr(entry.title), self._window)
            action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
            action.triggered.connect(lambda _=False, act=do[key_id]: act())
            menu.addAction(action)
            self._window.addAction(action)  # so that its key works while the menu bar is hidden
            self._actions[key_id] = action
