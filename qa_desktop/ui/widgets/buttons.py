"""Buttons in their ranks, each with a chip that shows its key."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton, QWidget

from qa_desktop.overriding import override

CHIP_GAP = 9
CHIP_PAD = 5
PRIMARY_HEIGHT = 44
SMALLEST_TARGET = 24
LINK_PAD = 2
PRESSING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
WRAPPED = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value


class Button(QPushButton):
    """A button that shows the key which presses it; the chip gives way where the width is short."""

    look = ""

    def __init__(self, text: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        if self.look:
            self.setProperty("look", self.look)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._keys = ""
        self._sequence = ""
        self._paints_words = False
        if keys:
            self.set_keys(keys)

    @property
    def keys(self) -> str:
        """The key sequence that the button shows ("Ctrl+Return"); empty where it shows none."""
        return self._sequence

    def set_keys(self, keys: str) -> None:
        """Show a key sequence ("Ctrl+Return") on the button. The action that owns the key presses the button."""
        self._sequence = keys
        self._keys = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")
        self._keys = self._keys.replace("Return", "↵").replace("Shift", "⇧")
        self.setAccessibleDescription(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText))
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        # Return presses what has the keyboard, as Space does: not only in dialogs.
        if event.key() in PRESSING and not event.modifiers() & HELD:
            if not event.isAutoRepeat():
                self.click()
            event.accept()
        else:
            super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._natural_width(), super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(SMALLEST_TARGET, SMALLEST_TARGET))

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        self._paints_words = bool(self._keys) and self.width() >= self._natural_width()
        super().paintEvent(event)
        if self._paints_words:
            painter = QPainter(self)
            self._paint_content(painter)
            painter.end()
            self._paints_words = False

    @override
    def initStyleOption(self, option: QStyleOptionButton, /) -> None:
        super().initStyleOption(option)
        if self._paints_words:
            option.text = ""  # painted with the chip beside it

    def _natural_width(self) -> int:
        words = super().sizeHint().width()
        return words + self._chip_width() + CHIP_GAP if self._keys else words

    def _paint_content(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        text = self.text().replace("&&", "&")  # Qt's own painting takes a single one for an access key
        words = metrics.horizontalAdvance(text)
        left = (self.width() - words - CHIP_GAP - self._chip_width()) // 2
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawText(QRect(left, 0, words + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        small = self._chip_font()
        chip_height = QFontMetrics(small).height() + 2
        chip = QRect(left + words + CHIP_GAP, (self.height() - chip_height) // 2, self._chip_width(), chip_height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.ButtonText), 0.6))
        painter.drawRoundedRect(chip, 4, 4)
        painter.setFont(small)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._keys)

    def _chip_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.76)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _chip_width(self) -> int:
        return QFontMetrics(self._chip_font()).horizontalAdvance(self._keys) + 2 * CHIP_PAD


class PrimaryButton(Button):
    """The one step that the page leads to."""

    look = "primary"


class SecondaryButton(Button):
    """Another thing that can be done here."""


class QuietButton(Button):
    """Something that is rarely done, or goes back."""

    look = "quiet"


class DangerButton(Button):
    """Something that cannot be undone; never the default."""

    look = "danger"


class SmallButton(Button):
    """A button in a row."""

    look = "small"


class LinkButton(Button):
    """A button that looks like a link; its words wrap."""

    look = "link"

    def __init__(self, text: str, keys: str = "", parent: QWidget | None = None) -> None:
        self._read_out = ""
        super().__init__(text, keys, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._keep_ampersand()
        self._measured: tuple[str, QFont] | None = None
        self._heights: dict[int, int] = {}
        """The heights for the widths that were asked about in these words and this font."""
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def setText(self, text: str, /) -> None:
        super().setText(text)
        self._keep_ampersand()

    @override
    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text()) + 2 * LINK_PAD + 2
        return QSize(words, self.heightForWidth(words))

    @override
    def minimumSizeHint(self) -> QSize:
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(longest + 2 * LINK_PAD + 2, SMALLEST_TARGET)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int, /) -> int:
        shown = (self.text(), self.font())
        if shown != self._measured:
            self._measured, self._heights = shown, {}
        height = self._heights.get(width)
        if height is None:
            room = QRect(0, 0, max(1, width - 2 * LINK_PAD), 1 << 20)
            height = max(SMALLEST_TARGET, self.fontMetrics().boundingRect(room, WRAPPED, self.text()).height() + 6)
            self._heights[width] = height
        return height

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        font = QFont(self.font())
        font.setUnderline(True)
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
        painter.drawText(self.rect().adjusted(LINK_PAD, 0, -LINK_PAD, 0), WRAPPED, self.text())
        painter.end()

    def _keep_ampersand(self) -> None:
        """Let one in the words be read aloud, and make no key of what follows it."""
        if self.accessibleName() == self._read_out:
            self._read_out = self.text() if "&" in self.text() else ""
            self.setAccessibleName(self._read_out)
        if "&" in self.text():
            self.setShortcut(QKeySequence())


class Chip(Button):
    """A small choice that is on or off, shown by its frame and weight beside its colour."""

    look = "chip"

    def __init__(self, text: str, parent: QWidget | None = None, *, on: bool = False) -> None:
        super().__init__(text, "", parent)
        self.setCheckable(True)
        self.setChecked(on)
