"""Where grades are chosen and shown: by word, shape and colour, in the order in which the form prints them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget
from typing_extensions import override

from qa_desktop.domain.scale import GradeShape, Scale, ScalePoint
from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowLayout
from qa_desktop.ui.widgets.grade_card import GradeCard, paint_shape
from qa_desktop.ui.widgets.panes import Column

NO_GRADE = ""
BADGE_HEIGHT = 26


class GradeGroup(QWidget):
    """The points of a scale as radio cards. Nothing is chosen until a person chooses.

    While the focus is inside, Ctrl+1 to Ctrl+9 choose by the printed order and Delete takes the choice back.
    """

    grade_chosen = Signal(str)
    """The code that a person chose; empty where the person cleared the choice."""
    announced = Signal(str)
    """What a screen reader was told."""

    def __init__(
        self,
        scale: Scale,
        question: str,
        parent: QWidget | None = None,
        *,
        compact: bool = False,
        clearable: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(question)
        self._question = question
        self._buttons = QButtonGroup(self)
        column = Column(self, gap=2)
        layout: FlowLayout | ColumnsLayout = FlowLayout() if compact else ColumnsLayout()
        column.addLayout(layout)
        self._columns = None if isinstance(layout, FlowLayout) else layout
        self.cards = tuple(GradeCard(point, self, compact=compact) for point in scale.points)
        for number, card in enumerate(self.cards):
            self._buttons.addButton(card, number)
            layout.addWidget(card)
        self._clear = LinkButton(self.tr("Clear this answer"), parent=self) if clearable and not compact else None
        if self._clear is not None:
            self._clear.setAccessibleName(self.tr("Clear this answer: {}").format(question))
            self._clear.clicked.connect(self.clear_choice)
            column.addWidget(self._clear, 0, Qt.AlignmentFlag.AlignLeft)
        self._buttons.idClicked.connect(self._take)
        self._show_clear()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._fit_columns()

    @property
    def code(self) -> str:
        """The chosen code; empty where nothing is chosen."""
        card = self._buttons.checkedButton()
        return card.point.code if isinstance(card, GradeCard) else NO_GRADE

    def set_code(self, code: str) -> None:
        """Show a choice that was made before, or elsewhere; nothing is emitted."""
        self._buttons.setExclusive(False)
        for card in self.cards:
            card.setChecked(card.point.code == code and code != NO_GRADE)
        self._buttons.setExclusive(True)
        self._show_clear()

    def clear_choice(self) -> None:
        """Take the choice back, as a person's own act."""
        if not self.code:
            return
        self.set_code(NO_GRADE)
        self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell(self.tr("Answer cleared"))
        self.grade_chosen.emit(NO_GRADE)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        number = event.key() - Qt.Key.Key_1.value
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier and 0 <= number < min(9, len(self.cards)):
            self.cards[number].setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.cards[number].click()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not modifiers:
            self.clear_choice()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_columns()

    def _fit_columns(self) -> None:
        if self._columns is not None:
            widest = max((card.minimumSizeHint().width() for card in self.cards), default=0)
            self._columns.set_least_width(max(widest, self.fontMetrics().averageCharWidth() * 15))

    def _take(self, number: int) -> None:
        point = self.cards[number].point
        self._show_clear()
        self._tell(point.label)
        self.grade_chosen.emit(point.code)

    def _show_clear(self) -> None:
        if self._clear is not None:
            self._clear.setVisible(bool(self.code))

    def _tell(self, words: str) -> None:
        announce(self, words)
        self.announced.emit(words)


class GradeBadge(QWidget):
    """A grade that was given, shown small: shape and word on the grade's tint."""

    def __init__(self, point: ScalePoint | None = None, parent: QWidget | None = None, *, none_text: str = "") -> None:
        super().__init__(parent)
        self._none_text = none_text or self.tr("No grade yet")
        self._point = point
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_point(point)

    def set_point(self, point: ScalePoint | None) -> None:
        """Show another grade, or that there is none."""
        self._point = point
        self.setAccessibleName(self._text())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._word_font())
        return QSize(
            metrics.horizontalAdvance(self._text()) + self._shape_room() + 20, max(BADGE_HEIGHT, metrics.height() + 8)
        )

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        self.updateGeometry()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        tokens = current_tokens()
        colours = tokens.of(self._point) if self._point else tokens.neutral
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.ink) if tokens.name == "high contrast" else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        metrics = QFontMetrics(self._word_font())
        if self._point and self._shape_room():
            size = metrics.capHeight()
            paint_shape(painter, self._point.shape, QRectF(10, (self.height() - size) / 2, size, size), colours.ink)
        painter.setFont(self._word_font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(
            self.rect().adjusted(10 + self._shape_room(), 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self._text()
        )
        painter.end()

    def _text(self) -> str:
        return f"{self._point.number} {self._point.label}".strip() if self._point else self._none_text

    def _shape_room(self) -> int:
        if self._point is None or self._point.shape is GradeShape.NONE:
            return 0
        return QFontMetrics(self._word_font()).capHeight() + 7

    def _word_font(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPointSizeF(font.pointSizeF() * 0.9)
        return font
