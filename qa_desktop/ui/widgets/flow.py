"""Layouts that wrap instead of asking for a wider window."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget

from qa_desktop.overriding import override

GAP = 8


class _WrappingLayout(QLayout):
    """What both wrapping layouts share: their items, and a height that follows from the width."""

    def __init__(self, parent: QWidget | None = None, gap: int = GAP) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        """The heights for the widths that were asked about since something changed."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    @override
    def addItem(self, item: QLayoutItem, /) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int, /) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int, /) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._place(QRect(0, 0, width, 0), really=False)
        return height

    @override
    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    @override
    def setGeometry(self, rect: QRect, /) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)

    @override
    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, really: bool) -> int:
        raise NotImplementedError


class FlowLayout(_WrappingLayout):
    """Lays items out like words: at their natural width, in as many rows as it takes.

    With `spread_after` items from that place on stand at the right end of their row.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = GAP, spread_after: int | None = None) -> None:
        super().__init__(parent, gap)
        self._spread_after = spread_after

    @override
    def sizeHint(self) -> QSize:
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(hint.width() for hint in hints) + self.spacing() * max(0, len(hints) - 1)
        margins = self.contentsMargins()
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width + margins.left() + margins.right(), height + margins.top() + margins.bottom())

    @override
    def _place(self, rect: QRect, *, really: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        gap = self.spacing()
        row: list[tuple[QLayoutItem, QSize]] = []
        used, y = 0, inner.y()
        for item in self._shown():
            size = item.sizeHint().boundedTo(QSize(max(1, inner.width()), 1 << 20))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if row and used + gap + size.width() > inner.width():
                y += self._finish_row(row, inner, y, really=really) + gap
                row, used = [], 0
            used += size.width() + (gap if row else 0)
            row.append((item, size))
        y += self._finish_row(row, inner, y, really=really)
        return y + self.contentsMargins().bottom() - rect.y()

    def _finish_row(self, row: list[tuple[QLayoutItem, QSize]], inner: QRect, y: int, *, really: bool) -> int:
        height = max((size.height() for _, size in row), default=0)
        right = [item for item, _ in row if self._stands_right(item)]
        spare = inner.width() - sum(size.width() for _, size in row) - self.spacing() * (len(row) - 1)
        x = inner.x()
        for item, size in row:
            if right and item is right[0]:
                x += spare
            if really:
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
            x += size.width() + self.spacing()
        return height

    def _stands_right(self, item: QLayoutItem) -> bool:
        return self._spread_after is not None and self._items.index(item) >= self._spread_after


class ColumnsLayout(_WrappingLayout):
    """Lays items out in equal columns, as many as fit, each row as high as its highest item.

    With `first_above` the first item gets a row of its own where not all of them fit beside each other.
    """

    def __init__(
        self, parent: QWidget | None = None, gap: int = 10, least_width: int = 150, *, first_above: bool = False
    ) -> None:
        super().__init__(parent, gap)
        self._least_width = least_width
        self._first_above = first_above
        self._expected = 0

    def expect(self, many: int) -> None:
        """Divide the room as for so many items, of which the last ones are still to come."""
        self._expected = many
        self.invalidate()

    def set_least_width(self, width: int) -> None:
        """Set the width under which a column is not squeezed."""
        self._least_width = width
        self.invalidate()

    def insertWidget(self, index: int, widget: QWidget) -> None:
        """Add a widget at a place, as the layouts of Qt do."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    def columns_for(self, width: int) -> int:
        """Return how many columns a width holds, so that the rows are filled evenly (4, 2 or 1 of four)."""
        count = max(1, len(self._shown()), self._expected)
        fitting = max(1, min(count, (width + self.spacing()) // (self._least_width + self.spacing())))
        rows = -(-count // fitting)
        return -(-count // rows)

    @override
    def sizeHint(self) -> QSize:
        count = len(self._shown())
        width = count * self._least_width + self.spacing() * max(0, count - 1)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSize(self) -> QSize:
        return QSize(max((item.minimumSize().width() for item in self._shown()), default=0), 0)

    @override
    def _place(self, rect: QRect, *, really: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        y = inner.y()
        for row, columns in self._rows(inner.width()):
            width = max(1, (inner.width() - (columns - 1) * self.spacing()) // columns)
            height = max(_height(item, width) for item in row)
            for place, item in enumerate(row):
                if really:
                    item.setGeometry(QRect(inner.x() + place * (width + self.spacing()), y, width, height))
            y += height + self.spacing()
        return max(0, y - self.spacing()) + self.contentsMargins().bottom() - rect.y()

    def _rows(self, width: int) -> Iterator[tuple[list[QLayoutItem], int]]:
        """Yield the items of each row, and into how many columns it is divided."""
        shown, columns = self._shown(), self.columns_for(width)
        if self._first_above and columns < len(shown):
            yield shown[:1], 1
            shown = shown[1:]
        for start in range(0, len(shown), columns):
            yield shown[start : start + columns], columns


class FlowRow(QWidget):
    """A row of widgets that wraps."""

    def __init__(
        self, *widgets: QWidget, gap: int = GAP, spread_after: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap, spread_after)
        for widget in widgets:
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Add a widget at the end."""
        layout = self.layout()
        if layout is not None:
            layout.addWidget(widget)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
