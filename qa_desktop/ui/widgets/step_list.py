"""The rail of domains: where one is, what is complete, and which grades stand. Folds to one line when narrow."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from qa_desktop.ui.item_models.steps import STEP_ROLE, Step, StepModel, StepState
from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.tokens import Tokens
from qa_desktop.ui.widgets.choices import paint_tick
from qa_desktop.ui.widgets.panes import Column, Pane, Surface
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.text import Subheading, restyle

Index = QModelIndex | QPersistentModelIndex
ICON = 18
PAD_X, PAD_Y, GAP = 10, 6, 11
INSET = 16
MOST_KNOWN = 500
"""Heights that are remembered: a window that is dragged wider asks for every step at every width."""
WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignTop.value


class StepDelegate(QStyledItemDelegate):
    """Paints a step: state icon, title, caption."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[tuple[object, ...], tuple[int, int]] = {}
        """Heights that were measured: a list asks for each of them several times for every change."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index, /) -> QSize:
        view = self.parent()
        width = view.viewport().width() - 2 * view.spacing() if isinstance(view, QListView) else 240
        title, caption = self._heights(_step(index), width)
        return QSize(width, max(44, title + caption + 2 * PAD_Y + 2))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, /) -> None:
        step, tokens = _step(index), current_tokens()
        box: QRect = option.rect
        inset = _inset(step)
        state: QStyle.StateFlag = option.state
        current = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if current or hovered:
            edge = QPen(QColor(tokens.accent), 2) if tokens.name == "high contrast" and current else Qt.PenStyle.NoPen
            painter.setPen(edge)
            painter.setBrush(QColor(tokens.tint))
            painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), 8, 8)
        title_height, caption_height = self._heights(step, box.width(), current=current)
        icon = self._icon()
        line = QFontMetrics(self._title_font(current=False)).height()
        top = box.top() + PAD_Y + 1
        if step.state is StepState.PLAIN:
            top = box.top() + (box.height() - title_height - caption_height) // 2
        paint_state(
            painter, step.state, QRectF(box.left() + inset + PAD_X, top + (line - icon) / 2, icon, icon), tokens
        )
        left = box.left() + inset + PAD_X + (0 if step.state is StepState.PLAIN else icon + GAP)
        room = box.right() - left - PAD_X + 1
        painter.setFont(self._title_font(current=current))
        painter.setPen(QColor(tokens.link if current else tokens.text))
        painter.drawText(QRect(left, top, room, title_height), WRAP, step.title)
        painter.setFont(self._caption_font())
        painter.setPen(QColor(tokens.muted))
        painter.drawText(QRect(left, top + title_height + 1, room, box.height()), WRAP, step.caption)
        painter.restore()

    def _heights(self, step: Step, width: int, *, current: bool = True) -> tuple[int, int]:
        """Return the heights of title and caption; the current step is set bold, and its row is as high as others'."""
        look = (step.depth, step.state is StepState.PLAIN, width, current, self._font().key())
        known = (step.title, step.caption, look)
        if known not in self._known:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[known] = self._measured(step, width, current=current)
        return self._known[known]

    def _measured(self, step: Step, width: int, *, current: bool) -> tuple[int, int]:
        icon = 0 if step.state is StepState.PLAIN else self._icon() + GAP
        room = max(40, width - 2 * PAD_X - icon - _inset(step))
        box = QRect(0, 0, room, 1 << 20)
        title = QFontMetrics(self._title_font(current=current)).boundingRect(box, WRAP, step.title).height()
        if not step.caption:
            return title, 0
        return title, QFontMetrics(self._caption_font()).boundingRect(box, WRAP, step.caption).height() + 1

    def _font(self) -> QFont:
        view = self.parent()
        return view.font() if isinstance(view, QWidget) else QFont()

    def _icon(self) -> int:
        return max(ICON, QFontMetrics(self._font()).height())

    def _title_font(self, *, current: bool) -> QFont:
        font = QFont(self._font())
        font.setWeight(QFont.Weight.DemiBold if current else QFont.Weight.Normal)
        return font

    def _caption_font(self) -> QFont:
        font = QFont(self._font())
        font.setPointSizeF(font.pointSizeF() * 0.86)
        return font


def _inset(step: Step) -> int:
    return step.depth * INSET


def paint_state(painter: QPainter, state: StepState, box: QRectF, tokens: Tokens) -> None:
    """Paint how far a step is: empty, half or ticked circle, triangle, or dashed circle."""
    box = box.adjusted(1, 1, -1, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is StepState.COMPLETE:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.good.ink))
        painter.drawEllipse(box)
        paint_tick(painter, box, tokens.surface)
    elif state is StepState.IN_PROGRESS:
        painter.setPen(QPen(QColor(tokens.accent), 2))
        painter.drawEllipse(box)
        painter.setBrush(QColor(tokens.accent))
        painter.drawPie(box, 90 * 16, 180 * 16)
    elif state is StepState.ATTENTION:
        painter.setPen(QPen(QColor(tokens.requires_improvement.ink), 2))
        painter.drawEllipse(box)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "!")
    elif state is not StepState.PLAIN:
        dash = Qt.PenStyle.DotLine if state is StepState.LOCKED else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(tokens.edge), 2, dash))
        painter.drawEllipse(box)


class StepList(QListView):
    """The steps under each other. Up and Down move, Return or a click opens."""

    step_chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setProperty("look", "rail")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setModel(StepModel(self))
        self.setItemDelegate(StepDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setSpacing(1)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        self._open_step = ""

    def set_steps(self, steps: tuple[Step, ...], current: str) -> None:
        """Show the steps and which one is open."""
        if steps == self._model().steps and current == self._open_step:
            return
        self._model().set_steps(steps)
        self._open_step = current
        row = self._model().row_of(current)
        if row >= 0:
            index = self._model().index(row)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.doItemsLayout()

    @override
    def resizeEvent(self, e: QResizeEvent, /) -> None:
        super().resizeEvent(e)
        self.scheduleDelayedItemsLayout()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.scheduleDelayedItemsLayout()

    def _model(self) -> StepModel:
        model = self.model()
        assert isinstance(model, StepModel)  # noqa: S101 - set once, above
        return model

    def _choose(self, index: QModelIndex) -> None:
        step = _step(index)
        if step.id != self._open_step:
            self.step_chosen.emit(step.id)


class ProgressRail(Pane):
    """The rail at the left of an audit: how many are complete, the steps, and room for one thing at its foot."""

    step_chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Surface.CANVAS, parent=parent)
        self.setAccessibleName(name)
        self._folded = False
        self._column = Column(self, gap=8, margins=(12, 16, 12, 12))
        self._summary = Subheading("", self)
        self._column.addWidget(self._summary)
        self.list = StepList(name, self)
        self.list.step_chosen.connect(self.step_chosen)
        self._column.addWidget(self.list, 1)
        self._steps: tuple[Step, ...] = ()
        self._current = self._title = ""
        self._chooser: Select | None = None

    @property
    def is_folded(self) -> bool:
        """Whether the rail is one line with a list to choose from."""
        return self._folded

    @property
    def chooser(self) -> Select:
        """The list to choose a step from where the rail is one line; made when that is first so."""
        if self._chooser is None:
            self._chooser = Select(self.list.accessibleName(), self)
            self._chooser.activated.connect(self._choose_row)
            self._chooser.setVisible(self._folded)
            self._column.insertWidget(2, self._chooser)
            self._fill_chooser(self._chooser)
        return self._chooser

    def set_steps(self, steps: tuple[Step, ...], current: str, summary: str, title: str = "") -> None:
        """Show steps, which one is open, and a summary such as "3 of 7 domains complete".

        `title` is what is open where it is none of the steps.
        """
        self._steps, self._current, self._title = steps, current, title
        self._summary.setText(summary)
        self.list.set_steps(steps, current)
        if self._chooser is not None:
            self._fill_chooser(self._chooser)

    def set_foot(self, widget: QWidget) -> None:
        """Put a control under the steps."""
        self._column.addWidget(widget)

    def fold(self, *, folded: bool) -> None:
        """Become one line, or the rail again."""
        self._folded = folded
        self.list.setVisible(not folded)
        if folded or self._chooser is not None:
            self.chooser.setVisible(folded)
        self._column.setContentsMargins(12, 8 if folded else 16, 12, 8 if folded else 12)
        self.setProperty("edge", "bottom" if folded else "")
        restyle(self)

    def _fill_chooser(self, chooser: Select) -> None:
        chooser.clear()
        chooser.setPlaceholderText(self._title)
        for step in self._steps:
            chooser.addItem(f"{step.title} · {step.caption}" if step.caption else step.title)
        chooser.setCurrentIndex(next((row for row, step in enumerate(self._steps) if step.id == self._current), -1))

    def _choose_row(self, row: int) -> None:
        if 0 <= row < len(self._steps):
            self.step_chosen.emit(self._steps[row].id)


def _step(index: Index) -> Step:
    step = index.data(STEP_ROLE)
    assert isinstance(step, Step)  # noqa: S101 - the model gives nothing else for this role
    return step
