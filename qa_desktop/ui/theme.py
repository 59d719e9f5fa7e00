"""Gives the whole application its colours, fonts and text size, and follows the system where nobody chose."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from qa_desktop.domain.scale import GradeShape
from qa_desktop.services.keep_appearance import Appearance, Scheme
from qa_desktop.ui.style_sheet import BASE_POINTS, style_sheet
from qa_desktop.ui.tokens import DARK, EVERY_THEME, HIGH_CONTRAST, LIGHT, Tokens

PAIR_POINTS = 14.0
TEXT_STEP = 10
FAMILIES = ("Inter", "Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Noto Emoji", "DejaVu Sans")
WINDOW_FONTS = ("Inter-Regular.ttf", "Inter-SemiBold.ttf", "Inter-Bold.ttf")

SHAPES = {
    GradeShape.DIAMOND: "◆",
    GradeShape.CIRCLE: "●",
    GradeShape.TRIANGLE: "▲",
    GradeShape.SQUARE: "■",
    GradeShape.NONE: "",
}


class Theme(QObject):
    """The appearance of the application: chosen by the person, or the system's."""

    changed = Signal()

    def __init__(self, app: QApplication, appearance: Appearance | None = None) -> None:
        super().__init__(app)
        self._app = app
        self._appearance = appearance or Appearance()
        self._pair_mode = False
        self._shown: tuple[str, float] | None = None
        app.setStyle(QStyleFactory.create("Fusion"))
        hints = app.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        self._apply()

    @property
    def app(self) -> QApplication:
        """The application that is dressed."""
        return self._app

    @property
    def appearance(self) -> Appearance:
        """What the person chose."""
        return self._appearance

    @property
    def points(self) -> float:
        """The size of body text in points; at least 14 in pair mode."""
        chosen = BASE_POINTS * self._appearance.text_percent / 100
        return max(PAIR_POINTS, chosen) if self._pair_mode else chosen

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return {Scheme.LIGHT: LIGHT, Scheme.DARK: DARK, Scheme.HIGH_CONTRAST: HIGH_CONTRAST}.get(
            self._appearance.scheme
        ) or self._system_tokens()

    def choose(self, appearance: Appearance) -> None:
        """Take another appearance at once."""
        self._appearance = appearance
        self._apply()

    def zoom(self, steps: int) -> None:
        """Make the text larger or smaller by steps of ten percent; 0 goes back to the normal size."""
        percent = self._appearance.text_percent + steps * TEXT_STEP if steps else 100
        self.choose(self._appearance.with_text(percent))

    def set_pair_mode(self, *, on: bool) -> None:
        """Use text that two people can read from one screen."""
        self._pair_mode = on
        self._apply()

    def _follow_system(self) -> None:
        if self._appearance.scheme is Scheme.SYSTEM:
            self._apply()

    def _system_tokens(self) -> Tokens:
        hints = self._app.styleHints()
        if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
            return HIGH_CONTRAST
        return DARK if hints.colorScheme() == Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        wanted = (self.tokens.name, self.points)
        if wanted == self._shown:
            return
        self._shown = wanted
        font = QFont(list(FAMILIES))
        font.setPointSizeF(self.points)
        self._app.setFont(font)
        self._app.setPalette(palette(self.tokens))
        self._app.setStyleSheet(style_sheet(self.tokens, self.points))
        self.changed.emit()


def current_tokens() -> Tokens:
    """Return the colours in force, read from the application's palette, for widgets that paint themselves."""
    canvas = QGuiApplication.palette().color(QPalette.ColorRole.Window).name().upper()
    return next((tokens for tokens in EVERY_THEME if tokens.canvas == canvas), LIGHT)


def load_window_fonts(folder: Path) -> None:
    """Register Inter, so that the window looks the same on every machine; a file not shipped is passed over."""
    _load(folder / name for name in WINDOW_FONTS)


def load_script_fonts(folder: Path) -> None:
    """Register the fonts for names and words in other scripts; worth doing once the first page is up."""
    _load(file for file in sorted(folder.glob("*.ttf")) if file.name not in WINDOW_FONTS)


def _load(files: Iterable[Path]) -> None:
    for file in files:
        if file.is_file():
            QFontDatabase.addApplicationFont(str(file))


def palette(tokens: Tokens) -> QPalette:
    """Return Fusion's palette in the colours of a theme."""
    role = QPalette.ColorRole
    made = QPalette()
    for where, colour in (
        (role.Window, tokens.canvas),
        (role.WindowText, tokens.text),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.side),
        (role.Text, tokens.text),
        (role.PlaceholderText, tokens.muted),
        (role.Button, tokens.surface),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Accent, tokens.accent),
        (role.Link, tokens.link),
        (role.LinkVisited, tokens.link),
        (role.Mid, tokens.edge),
        (role.Midlight, tokens.line),
    ):
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.muted))
    return made
