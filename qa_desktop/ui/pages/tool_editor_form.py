"""What every page of the editor can do, and the rows with which its lists are changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from qa_desktop.domain.tool_edit.tree import Keys, Path, Plain, entries_at, insert, move, put, remove
from qa_desktop.services.tool_fields import unknown_keys
from qa_desktop.ui.pages.audit_page import stops_in_order
from qa_desktop.ui.pages.tool_editor_fields import EditorFields
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.small_turns import SmallTurns
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, Frame, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.text import Muted, Small, Strong, tab_through

WIDEST = 720
FIRST_ROWS = 6
"""How many entries of a long list are made at once; the others when somebody asks for them."""


class EditorForm(ScrollingColumn):
    """One page of the editor: one thing at a time."""

    place_requested = Signal(object)
    """A path: the person wants to see what stands there."""
    renewal_requested = Signal()
    """The page is to be made anew: what it shows came since."""
    completed = Signal()
    """Every part of the page is there."""

    def __init__(self, session: EditorSession, place: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=14, widest=WIDEST)
        self.session = session
        self.edited = place
        self.fields = EditorFields(session, self)
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.setInterval(0)
        self._tabs.timeout.connect(self._order_tabs)
        self._wanted: Path | None = None
        self._wants_top = False
        self._making = SmallTurns(self)
        self._making.finished.connect(self._tabs.start)
        self._making.finished.connect(self.completed)

    def head(self, title: str, lead: str = "", above: str = "") -> None:
        """Put the page's title on top."""
        self.add(PageHead(title, lead, above, self.inner))

    def at(self, *keys: str | int) -> Path:
        """Return the path of something inside what the page is about."""
        return (*self.edited, *keys)

    def card(self, heading: str, *widgets: QWidget) -> Card:
        """Add a card with a heading."""
        card = Card(heading, self.inner)
        for widget in widgets:
            card.add(widget)
        self.add(card)
        return card

    def add_kept(self, path: Path) -> None:
        """Say what stays as it is, where the record at the path says more than the format knows."""
        kept = unknown_keys(self.session.value(path), path)
        if kept:
            self.add(KeptCard(self, [((*path, key), f"“{key}”") for key in kept]))

    def rows_changed(self) -> None:
        """Put Tab in reading order again, as rows came or went."""
        self._tabs.start()

    def later(self, make: Callable[[], object]) -> None:
        """Make a part of the page once what is above it is on screen, so that no page takes long to open."""
        self._making.add(make)

    def make_all(self) -> None:
        """Make what was put off until now."""
        self._making.do_all()

    def finish(self) -> None:
        """Close the page at its end."""
        self.later(lambda: self.body.addStretch(1))

    def show_path(self, path: Path) -> None:
        """Take the focus to the field for a path, one that was left out until now among them."""
        self.make_all()
        for folded in self.findChildren(Foldable):
            folded.unfold(path)
        self.make_all()
        for rows in self.findChildren(ListEditor):
            rows.show_path(path)
        self._wanted = path
        self._tabs.start()

    def focus_top(self) -> None:
        """Take the focus to the first field."""
        self._wants_top = True
        self._tabs.start()

    def stop(self) -> None:
        """Let the page end: another one takes its place, and nothing more is written or made here."""
        self.fields.close()
        self._making.stop()
        self._tabs.stop()

    def keep_height(self, height: int) -> None:
        """Stand as far down as the page before, once there is room."""
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda _least, most: bar.setValue(min(height, most)))

    def _order_tabs(self) -> None:
        stops = list(stops_in_order(self))
        if stops:
            tab_through(*stops)
        wanted, self._wanted = self._wanted, None
        to_top, self._wants_top = self._wants_top, False
        focused: QWidget | None = QApplication.focusWidget()
        is_here = focused is not None and self.isAncestorOf(focused)
        is_there = wanted is not None and self.fields.focus(wanted)
        begins = wanted is not None or (to_top and not is_here)
        if stops and begins and not is_there:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)


class Foldable(QWidget):
    """Something that shows its fields when somebody asks for them."""

    def unfold(self, path: Path) -> None:
        """Open where a path is inside."""
        raise NotImplementedError


class KeptCard(Card):
    """Names what no tool says, as far as this program knows. It stays, unless somebody takes it away."""

    def __init__(self, form: EditorForm, kept: Sequence[tuple[Path, str]], said: tuple[str, str] | None = None) -> None:
        newer = form.tr("No tool says this, as far as this program knows. It may come from a newer one.")
        heading, words = said or (form.tr("Not known here"), newer)
        super().__init__(heading)
        self.add(Muted(words))
        for path, name in kept:
            button = SmallButton(form.tr("Take away"))
            button.setAccessibleName(form.tr("Take away: {}").format(name))
            button.clicked.connect(lambda _=False, at=path: _take_away(form, at))
            form.fields.place(path, button)
            self.add(labelled_row(name[:1].upper() + name[1:], button))


def labelled_row(words: str, *buttons: QWidget, caption: str = "") -> QWidget:
    """Return words with what can be done about them below, which wraps where the room is short."""
    said = [Strong(words), *([Small(caption)] if caption else [])]
    return stacked(*said, *([FlowRow(*buttons, gap=6)] if buttons else []), gap=4)


def stacked(*widgets: QWidget, gap: int = 8, above: int = 0) -> QWidget:
    """Return widgets under each other, never squeezed; `above` is left free on top."""
    made = QWidget()
    column = Column(made, gap=gap, margins=(0, above, 0, 0))
    for widget in widgets:
        column.addWidget(widget)
    return keep_height(made)


def beside(*widgets: QWidget) -> QWidget:
    """Return widgets beside each other where there is room, and under each other where there is none."""
    made = QWidget()
    columns = ColumnsLayout(made, gap=12, least_width=12 * made.fontMetrics().averageCharWidth() + 60)
    for widget in widgets:
        columns.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def keep_height(widget: QWidget) -> QWidget:
    """Let a widget never be lower than what is in it."""
    widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return widget


@dataclass(frozen=True, slots=True)
class Rows:
    """How the entries of a list are shown: their fields, what each is called, and whether each has a page of its own.

    `make` takes the path of the entry and its number.
    """

    make: Callable[[Path, int], QWidget]
    named: Callable[[int], str]
    open: bool = False
    without: Callable[[Keys, Path], Keys] = remove
    """How an entry is taken out."""


class ListEditor(QWidget):
    """The entries of a list under each other, each with its own fields and with buttons to move it and take it out."""

    def __init__(self, form: EditorForm, path: Path, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._path = path
        self._rows = rows
        keep_height(self)
        outer = Column(self, gap=10)
        self._column = Column(gap=0)
        outer.addLayout(self._column)
        self._count = len(entries_at(form.session.tree, path))
        self._wanted = self._count if self._count <= FIRST_ROWS + 2 else FIRST_ROWS
        self._made = 0
        self._more = SmallButton(self.tr("Show all {}").format(self._count))
        self._more.clicked.connect(self._show_all)
        self._more_row = FlowRow(self._more)
        self._more_row.setVisible(self._wanted < self._count)
        outer.addWidget(self._more_row)
        self._make_next()
        for _ in range(1, self._wanted):
            form.later(self._make_next)

    def show_path(self, path: Path) -> None:
        """Make the row in which a path is, where it was left out until now."""
        depth = len(self._path)
        number = path[depth] if path[:depth] == self._path and len(path) > depth else 0
        if isinstance(number, int) and number >= self._made:
            self._make_all()

    def _show_all(self) -> None:
        first = self._made
        self._make_all()
        self._form.rows_changed()
        self._form.show_path((*self._path, first))

    def _make_all(self) -> None:
        self._wanted = self._count
        self._more_row.hide()
        while self._made < self._count:
            self._make_next()

    def _make_next(self) -> None:
        if self._made < self._wanted:
            self._column.addWidget(self._row(self._made))
            self._made += 1

    def _row(self, number: int) -> QWidget:
        row = keep_height(Frame("row" if number else "", self))
        column = Column(row, gap=8, margins=(0, 12 if number else 0, 0, 12))
        column.addWidget(self._rows.make((*self._path, number), number))
        column.addWidget(FlowRow(*self._buttons(number), gap=6))
        return row

    def _buttons(self, number: int) -> list[SmallButton]:
        path: Path = (*self._path, number)
        buttons = []
        if self._rows.open:
            change = self._button(self.tr("Change"), number, lambda: self._form.place_requested.emit(path))
            self._form.fields.place(path, change)
            buttons.append(change)
        up = self._button(self.tr("Up"), number, lambda: self._move(number, number - 1))
        up.setEnabled(number > 0)
        down = self._button(self.tr("Down"), number, lambda: self._move(number, number + 1))
        down.setEnabled(number < self._count - 1)
        return [*buttons, up, down, self._button(self.tr("Take out"), number, lambda: self._take_out(number))]

    def _button(self, words: str, number: int, act: Callable[[], None]) -> SmallButton:
        button = SmallButton(words, parent=self)
        button.setAccessibleName(f"{words}: {self._rows.named(number)}")
        button.clicked.connect(lambda _=False: act())
        return button

    def _move(self, start: int, end: int) -> None:
        self._form.fields.flush()
        session = self._form.session
        session.change(move(session.tree, (*self._path, start), self._path, end), (*self._path, end))

    def _take_out(self, number: int) -> None:
        self._form.fields.flush()
        session = self._form.session
        session.change(self._rows.without(session.tree, (*self._path, number)), (*self._path, number))


def add_button(form: EditorForm, words: str, path: Path, make: Callable[[], Plain], *, opens: bool = False) -> QWidget:
    """Return a button that adds an entry at the end of a list and goes to it, or opens its own page."""
    button = SmallButton(words)

    def act() -> None:
        form.fields.flush()
        session = form.session
        end = len(entries_at(session.tree, path))
        session.change(insert(session.tree, path, end, make()), (*path, end))
        if opens:
            form.place_requested.emit((*path, end))

    button.clicked.connect(act)
    return FlowRow(button)


def _take_away(form: EditorForm, path: Path) -> None:
    form.fields.flush()
    session = form.session
    session.change(put(session.tree, path, None), path[:-1])
