"""Surfaces on which pages are laid out: panes, cards, rows and a scrolling column."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qa_desktop.overriding import override
from qa_desktop.ui.style_sheet import BASE_POINTS
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.text import Heading, Muted, PageTitle, Subheading, Words

NARROW = 640
READABLE = 62
"""The widest line of explaining words, in average characters."""
WIDE_MARGIN, NARROW_MARGIN = 28, 16
LAYERS = 6
"""From a field that has grown up to the page that scrolls, each layer asks the next one for room."""


class Surface(Enum):
    """What a pane looks like."""

    CANVAS = "canvas"
    SURFACE = "surface"
    SIDE = "side"
    COVER = "cover"
    CLEAR = "clear"


class Pane(QWidget):
    """A part of the window with its own background and, where wanted, a line at one edge (left, right, top, bottom)."""

    def __init__(self, surface: Surface = Surface.CLEAR, edge: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setProperty("pane", surface.value)
        if edge:
            self.setProperty("edge", edge)


class SidePane(Pane):
    """A pane beside the page, to which the focus can be taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SIDE, parent=parent)

    def focus_first(self) -> None:
        """Move the focus to where the pane begins."""


class Column(QVBoxLayout):
    """A vertical layout with our gaps."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 16, margins: tuple[int, int, int, int] | None = None
    ) -> None:
        super().__init__()
        if parent is not None:
            parent.setLayout(self)
        self.setSpacing(gap)
        self.setContentsMargins(*(margins or (0, 0, 0, 0)))


class Row(QHBoxLayout):
    """A horizontal layout with our gaps."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 12, margins: tuple[int, int, int, int] | None = None
    ) -> None:
        super().__init__()
        if parent is not None:
            parent.setLayout(self)
        self.setSpacing(gap)
        self.setContentsMargins(*(margins or (0, 0, 0, 0)))


class Frame(QFrame):
    """A frame in one of our looks: card, chosen, row, dashed, problem, caution, note, good; plain without one."""

    def __init__(self, look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_look(look)

    def set_look(self, look: str) -> None:
        """Take another look, before the frame is on screen."""
        self.setProperty("frame", look)


class Card(Frame):
    """A white card; `body` is its layout, a heading stands on top where one is given."""

    def __init__(self, heading: str = "", parent: QWidget | None = None, *, padded: bool = True) -> None:
        super().__init__("card", parent)
        outer = Column(self, gap=0, margins=(1, 1, 1, 1))
        self.heading: Heading | None = None
        if heading:
            self.heading = Heading(heading, parent=self)
            around = Column(margins=(18, 14, 18, 8))  # a label's own margins are lost when a style sheet is applied
            around.addWidget(self.heading)
            outer.addLayout(around)
            self.setAccessibleName(heading)
        top = 4 if heading else 16
        self.body = Column(gap=12 if padded else 0, margins=(18, top, 18, 16) if padded else (0, 0, 0, 6))
        outer.addLayout(self.body)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def add(self, widget: QWidget) -> None:
        """Add a widget below the others."""
        self.body.addWidget(widget)


class CardRow(Frame):
    """A row of a card, with a line above it: words at the left, what can be done at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("row", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.line = Row(self, gap=14, margins=(18, 11, 18, 11))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Add a widget at the right end."""
        alignment = Qt.AlignmentFlag(0) if stretch else Qt.AlignmentFlag.AlignVCenter
        self.line.addWidget(widget, stretch, alignment)


class ScrollingColumn(QScrollArea):
    """A page's column: it scrolls up and down, never sideways.

    `widest` holds its content to a readable width, in pixels at the normal text size; 0 lets it fill the window.
    """

    def __init__(self, parent: QWidget | None = None, *, gap: int = 16, widest: int = 0) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inner = _Inner(Surface.CLEAR)
        self.inner.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self._widest = widest
        self._fixed_margins: tuple[int, int, int, int] | None = None
        self.body = _Body(self.inner, gap=gap, margins=(28, 22, 28, 24))
        # One of Python's own, without a background: to wrap Qt's, PySide would set up every kind of widget (15 ms).
        self.setViewport(QWidget(self))
        self.setWidget(self.inner)
        self.inner.installEventFilter(self)

    def add(self, widget: QWidget) -> None:
        """Add a widget below the others."""
        self.body.addWidget(widget)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self.inner and event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumWidth(self.inner.minimumSizeHint().width() - self._gutter() + self._bar_width())
        return super().eventFilter(watched, event)

    def keep_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Hold these margins at every width."""
        self._fixed_margins = (left, top, right, bottom)
        self._set_margins(*self._fixed_margins)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        if self._fixed_margins is not None:
            self._set_margins(*self._fixed_margins)
            return
        side = WIDE_MARGIN if self.width() > NARROW else NARROW_MARGIN
        widest = round(self._widest * self.font().pointSizeF() / BASE_POINTS)
        room = self.viewport().width() - self._gutter()
        spare = max(0, room - widest - 2 * side) if self._widest else 0
        self._set_margins(side, 22, side + spare, 24)

    def _set_margins(self, left: int, top: int, right: int, bottom: int) -> None:
        """Leave the room of the scroll bar free where it is not yet there: nothing wraps anew when it comes."""
        self.body.setContentsMargins(left, top, right + self._gutter(), bottom)

    def _gutter(self) -> int:
        return 0 if self.viewport().width() < self.width() else self._bar_width()

    def _bar_width(self) -> int:
        return self.verticalScrollBar().sizeHint().width()


class _Body(Column):
    """The layout of what scrolls: where more came than there is room for, it makes room first.

    Qt does so only afterwards, and lays out all that is there twice: squeezed into the old height, and as it was.
    """

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        needed = self.heightForWidth(rect.width()) if self.hasHeightForWidth() else 0
        holder = self.parentWidget()
        if holder is not None and needed > rect.height():
            holder.resize(holder.width(), needed)
        super().setGeometry(QRect(rect.topLeft(), QSize(rect.width(), max(rect.height(), needed))))


class _Inner(Pane):
    """What scrolls: how high it is follows from how wide it is.

    Qt would ask that of the narrowest width too and of the one it likes best, and lay out every word anew for each.
    """

    @override
    def sizeHint(self) -> QSize:
        layout = self._by_width()
        return super().sizeHint() if layout is None else layout.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        layout = self._by_width()
        return super().minimumSizeHint() if layout is None else QSize(layout.minimumSize().width(), 0)

    def _by_width(self) -> QLayout | None:
        layout = self.layout()
        return layout if layout is not None and layout.hasHeightForWidth() else None


class PageHead(QWidget):
    """The top of a page: a small line above the title, the title, and what the page is for."""

    def __init__(self, title: str, lead: str = "", above: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=3)
        self.above = Subheading(above, self)
        self.title = PageTitle(title, self)
        self.lead = Muted(lead, self)
        for words in (self.above, self.title, self.lead):
            column.addWidget(words)
        self.set_words(title, lead, above)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_words(self, title: str, lead: str = "", above: str = "") -> None:
        """Show other words; empty ones take no room."""
        for words, text in ((self.above, above), (self.title, title), (self.lead, lead)):
            words.setText(text)
            words.setVisible(bool(text))
        self.updateGeometry()

    @override
    def sizeHint(self) -> QSize:
        shown = [words for words in (self.above, self.title, self.lead) if words.text()]
        longest = max((words.fontMetrics().horizontalAdvance(words.text()) for words in shown), default=0)
        width = min(longest + 8, READABLE * self.fontMetrics().averageCharWidth())
        return QSize(width, self.heightForWidth(width))


def readable(words: Words, letters: int = READABLE) -> Row:
    """Return a row in which words take no more room than can be read with ease.

    A column alone would reckon their height from its own width, and cut off what is narrower.
    """
    words.setMaximumWidth(words.fontMetrics().averageCharWidth() * letters)
    row = Row(gap=0)
    row.addWidget(words, 1)
    row.addStretch(0)
    return row


class FooterBar(Pane):
    """The foot of a page: the way back at the left, what comes next at the right. It wraps where the room is short."""

    def __init__(self, back: QWidget | None, *actions: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Surface.SURFACE, "top", parent)
        line = Row(self, margins=(22, 10, 22, 10))
        left = [back] if back is not None else []
        line.addWidget(FlowRow(*left, *actions, spread_after=len(left)))


def lay_out_now() -> None:
    """Lay out what has changed before anything is painted: down to fields that grow with their words, and up again."""
    for _ in range(LAYERS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def leave_for(stack: QStackedWidget, page: QWidget) -> None:
    """Hide what a stack shows for the page that comes next: out of sight it is not laid out anew where room changes."""
    shown = stack.currentWidget()
    if shown is not None and shown is not page:
        shown.hide()


def turn_to(stack: QStackedWidget, page: QWidget) -> None:
    """Show another page of a stack, which has its size before: Qt would lay it out in a corner first."""
    page.setGeometry(stack.contentsRect())
    stack.setCurrentWidget(page)


def clear(layout: QBoxLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
