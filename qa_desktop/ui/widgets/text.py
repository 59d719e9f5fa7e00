"""Words on the page, each in its role: page title, heading, prompt, small print."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Words(QLabel):
    """Plain text that wraps; never read as markup, because people's own words are shown in it."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if role:
            self.setProperty("text_role", role)

    def set_role(self, role: str) -> None:
        """Show the words in another role."""
        if self.property("text_role") != role:
            self.setProperty("text_role", role)
            restyle(self)


class PageTitle(Words):
    """The title of a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "title", parent)


class Heading(Words):
    """A heading inside a page."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "heading", parent)


class Subheading(Words):
    """A small heading, above a title or a group."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "subheading", parent)


class Muted(Words):
    """Explaining words."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "muted", parent)


class Small(Words):
    """Small print: sources, times, counts."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "small", parent)


class Strong(Words):
    """What a row is about."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, "strong", parent)


def one_line(words: Words) -> Words:
    """Keep short words on one line."""
    words.setWordWrap(False)
    words.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
    return words


def tab_through(first: QWidget, *others: QWidget) -> None:
    """Let Tab go from the first widget to the others in turn; widgets made later else come at the window's end."""
    for before, after in pairwise((first, *others)):
        QWidget.setTabOrder(before, after)


def restyle(widget: QWidget) -> None:
    """Make a changed style property take effect."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
