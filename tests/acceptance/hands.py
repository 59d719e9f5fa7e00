"""Two ways to work the window: by keys alone, and by mouse alone; both refuse what a person could not do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as WaitedInVainError
from typing_extensions import override

from qa_desktop.ui.background import Worker
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.pages.audit_shell import AuditShell
from tests.acceptance.sight import arrow, described, is_in_sight, is_ringed, names, same_group, scrolled
from tests.ui.accessibility import SMALLEST

MOST_STEPS = 250
SAID = Qt.ItemDataRole.AccessibleTextRole
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
NOTCH = QPoint(0, -120)


Kind = TypeVar("Kind", bound=QWidget)


class Hands(ABC):
    """What both ways have in common: things are called by the words that a person reads, or hears, on them."""

    def __init__(self, window: MainWindow, until: Callable[[Callable[[], object]], None], *workers: Worker) -> None:
        """`workers` are waited for before anything is done, as somebody waits who looks at the window."""
        self._window = window
        self._workers = workers
        self.until = until
        self.until(lambda: QApplication.activeWindow() is not None)

    @property
    def top(self) -> QWidget:
        """What is worked on: the dialog in front, or the window."""
        return QApplication.activeModalWidget() or self._window

    def button(self, words: str) -> QAbstractButton:
        """Wait for a button, box or choice, and return it."""
        return self._find(words, QAbstractButton)

    def is_there(self, words: str) -> bool:
        """Return whether a button, box or choice can be pressed now."""
        return any(True for _ in self._called(words, QAbstractButton))

    @abstractmethod
    def go(self, keys: str, words: str) -> None:
        """Go to a place of the window: by its key, or by its button at the left."""

    @abstractmethod
    def call_off(self) -> None:
        """Close a dialog without doing anything."""

    @abstractmethod
    def leave_audit(self) -> None:
        """Go from an open audit to the home page."""

    @abstractmethod
    def do(self, keys: str, menu: str, words: str) -> None:
        """Do what an entry of a menu says: by its key, or in the menu."""

    @abstractmethod
    def press(self, words: str) -> None:
        """Press a button, tick a box, or choose a grade."""

    @abstractmethod
    def write(self, words: str, text: str) -> None:
        """Write into a field, in the place of what stands there."""

    @abstractmethod
    def pick(self, words: str, option: str) -> None:
        """Choose from a list that opens."""

    @abstractmethod
    def row(self, words: str, said: str, *, open_it: bool = False) -> None:
        """Choose the row of a list that says something, or open it."""

    def _rests(self) -> bool:
        page = self._window.page
        is_whole = not isinstance(page, AuditShell) or page.page.is_complete
        return is_whole and not any(one.busy for one in self._workers)

    def _be_active(self) -> None:
        """Do what a window manager does where a dialog has closed."""
        if QApplication.activeWindow() is None:
            self._window.activateWindow()
            _settle()

    def _find(self, words: str, *kinds: type[Kind]) -> Kind:
        self.until(self._rests)
        try:
            self.until(lambda: any(True for _ in self._called(words, *kinds)))
        except WaitedInVainError as error:
            there = [described(one) for one in self._there(*kinds)]
            raise AssertionError(f"there is no “{words}”, but {there}") from error
        return next(self._called(words, *kinds))

    def _field(self, words: str) -> QWidget:
        return self._find(words, QLineEdit, QTextEdit)

    def _called(self, words: str, *kinds: type[Kind]) -> Iterator[Kind]:
        """Yield what is called so, then what is called so in its first words."""
        there = self._there(*kinds)
        yield from (one for one in there if words in names(one))
        yield from (one for one in there if any(name.startswith(words) for name in names(one)))

    def _there(self, *kinds: type[Kind]) -> list[Kind]:
        found = (one for kind in kinds for one in self.top.findChildren(kind))
        return [one for one in found if one.isVisible() and one.isEnabled()]

    def _row(self, view: QAbstractItemView, said: str) -> QModelIndex:
        model = view.model()

        def found() -> list[QModelIndex]:
            rows = (model.index(row, 0, QModelIndex()) for row in range(model.rowCount()))
            return [one for one in rows if said in str(one.data(SAID) or one.data())]

        self.until(found)
        return found()[0]


class Keyboard(Hands):
    """Tab, arrows, Space, Return, Escape and the keys of the menus. The focus is always to be seen."""

    @override
    def go(self, keys: str, words: str) -> None:
        self.key(keys)

    @override
    def call_off(self) -> None:
        self.until(lambda: QApplication.activeModalWidget() is not None)
        dialog = self.top
        self.until(dialog.isActiveWindow)  # a window manager takes its time
        self.key("Escape")
        try:
            self.until(lambda: self.top is not dialog)
        except WaitedInVainError as error:
            raise AssertionError(f"Escape does not close {described(dialog)}") from error

    @override
    def leave_audit(self) -> None:
        self.key("Alt+1")

    @override
    def do(self, keys: str, menu: str, words: str) -> None:
        self.key(keys)

    @override
    def press(self, words: str) -> None:
        self.reach(self.button(words))
        QTest.keyClick(_shown(), Qt.Key.Key_Space)

    @override
    def write(self, words: str, text: str) -> None:
        self.reach(self._field(words))
        self.key("Ctrl+A")
        self.type(text)

    @override
    def pick(self, words: str, option: str) -> None:
        box = self._find(words, QComboBox)
        self.until(lambda: _place(box, option) >= 0)
        self.reach(box)
        QTest.keyClick(_shown(), Qt.Key.Key_Space)
        self.until(lambda: QApplication.activePopupWidget() is not None)
        self._move(box.view(), _place(box, option))
        QTest.keyClick(box.view(), Qt.Key.Key_Return)
        self.until(lambda: QApplication.activePopupWidget() is None)
        assert box.currentText() == option

    @override
    def row(self, words: str, said: str, *, open_it: bool = False) -> None:
        view = self._find(words, QAbstractItemView)
        index = self._row(view, said)
        self.reach(view)
        self._move(view, index.row())
        if open_it:
            QTest.keyClick(_shown(), Qt.Key.Key_Return)

    def key(self, keys: str) -> None:
        """Press a key with what is held down beside it: "Ctrl+Return"."""
        self._be_active()
        QTest.keySequence(_shown(), keys)
        _settle()

    def type(self, text: str) -> None:
        """Type a text."""
        QTest.keyClicks(self.focused(), text)

    def reach(self, target: QWidget) -> None:
        """Move the focus by Tab, or by arrows within a group, until it is on something."""
        passed: list[str] = []
        for _ in range(MOST_STEPS):
            focused = self.focused()
            if focused is target or target.isAncestorOf(focused):
                return
            passed.append(described(focused))
            if same_group(focused, target):
                QTest.keyClick(_shown(), arrow(focused, target))
            else:
                QTest.keyClick(_shown(), Qt.Key.Key_Tab)
            _settle()
            assert self.focused() is not focused, f"Tab does not leave {described(focused)}"
        raise AssertionError(f"Tab does not reach {described(target)}; it goes {passed[:60]}")

    def focused(self) -> QWidget:
        """Return what has the focus; fail where nothing has, where it is out of sight, or where no ring shows it."""
        self._be_active()
        self.until(lambda: self.top.isActiveWindow() or QApplication.activePopupWidget() is not None)
        focused = QApplication.focusWidget()
        assert focused is not None, "the focus is lost"
        top = self.top
        assert focused is top or top.isAncestorOf(focused), f"the focus is behind, on {described(focused)}"
        if focused is not top:
            assert is_in_sight(focused), f"the focus is out of sight, on {described(focused)}"
            assert is_ringed(focused), f"no ring round {described(focused)}"
        return focused

    def _move(self, view: QAbstractItemView, row: int) -> None:
        for _ in range(MOST_STEPS):
            here = view.currentIndex().row()
            if here == row:
                return
            QTest.keyClick(view, Qt.Key.Key_Down if here < row else Qt.Key.Key_Up)
            _settle()
        raise AssertionError(f"the arrows do not reach row {row} of {described(view)}")


class Mouse(Hands):
    """Left button and wheel. Keys are for writing texts alone; every target is in sight, free and large enough."""

    @override
    def go(self, keys: str, words: str) -> None:
        self.press(words)

    @override
    def call_off(self) -> None:
        self.press("Cancel")

    @override
    def leave_audit(self) -> None:
        self.press("Menu")
        _choose("Home")

    @override
    def do(self, keys: str, menu: str, words: str) -> None:
        bar = self._window.menuBar()
        title = next(one for one in bar.actions() if one.text().replace("&", "") == menu)
        QTest.mouseClick(bar, LEFT, NONE, bar.actionGeometry(title).center())
        _choose(words)

    @override
    def press(self, words: str) -> None:
        self._click(self.button(words))

    @override
    def write(self, words: str, text: str) -> None:
        field = self._field(words)
        self._click(field)
        inside = QApplication.focusWidget()
        assert inside is not None
        if isinstance(inside, (QLineEdit, QTextEdit)):
            inside.selectAll()
        QTest.keyClicks(inside, text)

    @override
    def pick(self, words: str, option: str) -> None:
        box = self._find(words, QComboBox)
        self.until(lambda: _place(box, option) >= 0)
        self._click(box)
        self.until(lambda: QApplication.activePopupWidget() is not None)
        _settle()
        index = box.view().model().index(_place(box, option), 0, QModelIndex())

        def closed() -> bool:  # a list that has just opened takes no click yet
            self._click_row(box.view(), index)
            return QApplication.activePopupWidget() is None

        self.until(closed)
        assert box.currentText() == option

    @override
    def row(self, words: str, said: str, *, open_it: bool = False) -> None:
        view = self._find(words, QAbstractItemView)
        index = self._row(view, said)
        self._show(view)
        self._click_row(view, index)
        if open_it:
            spot = view.visualRect(index).center()
            QTest.mouseDClick(_window_of(view), LEFT, NONE, view.viewport().mapTo(view.window(), spot))
            _settle()

    def _click_row(self, view: QAbstractItemView, index: QModelIndex) -> None:
        room = view.viewport().rect()
        for _ in range(MOST_STEPS):
            place = view.visualRect(index)
            if room.contains(place.center()):
                break
            _wheel(view.viewport(), up=place.center().y() < 0)
        else:
            raise AssertionError(f"the wheel does not bring “{index.data()}” into sight")
        assert place.height() >= SMALLEST, f"“{index.data()}” is {place.height()} px high"
        QTest.mouseClick(view.viewport(), LEFT, NONE, place.center())
        _settle()

    def _click(self, target: QWidget) -> None:
        self._be_active()
        self._show(target)
        assert min(target.width(), target.height()) >= SMALLEST, f"{described(target)} is {target.size()}"
        window, spot = target.window(), target.mapTo(target.window(), target.rect().center())
        hit = window.childAt(spot)
        assert hit is not None
        assert hit is target or target.isAncestorOf(hit), f"{described(target)} is covered by {hit}"
        QTest.mouseClick(_window_of(target), LEFT, NONE, spot)
        _settle()

    def _show(self, target: QWidget) -> None:
        """Turn the wheel over what scrolls until the middle of something is in sight."""
        for _ in range(MOST_STEPS):
            if is_in_sight(target):
                return
            area = scrolled(target)
            assert area is not None, f"{described(target)} is out of sight and nothing scrolls"
            before = area.verticalScrollBar().value()
            middle = target.mapTo(area.viewport(), target.rect().center())
            _wheel(area.viewport(), up=middle.y() < 0)
            assert area.verticalScrollBar().value() != before, f"{described(target)} is not scrolled into sight"
        raise AssertionError(f"the wheel does not bring {described(target)} into sight")


def _shown() -> QWindow:
    """Return the native window to which the keys go."""
    window = QApplication.activeWindow()
    assert window is not None, "no window has the keyboard"
    return _window_of(window)


def _window_of(widget: QWidget) -> QWindow:
    window: QWindow = widget.window().windowHandle()
    return window


def _choose(words: str) -> None:
    """Click an entry of the menu that is open."""
    _settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(one for one in menu.actions() if one.text() == words)
    assert menu.actionGeometry(entry).height() >= SMALLEST, f"“{words}” is {menu.actionGeometry(entry)}"
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(entry).center())
    _settle()


def _settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def _place(box: QComboBox, option: str) -> int:
    return box.findText(option)


def _wheel(over: QWidget, *, up: bool) -> None:
    spot = QPointF(over.rect().center())
    turn = -NOTCH if up else NOTCH
    event = QWheelEvent(
        spot, over.mapToGlobal(spot), QPoint(), turn, Qt.MouseButton.NoButton, NONE, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(over, event)
    _settle()
