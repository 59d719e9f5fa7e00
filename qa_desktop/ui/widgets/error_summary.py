"""Says what is wrong in one place, each line a link to its field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, Frame, clear
from qa_desktop.ui.widgets.text import Heading, Words, tab_through


class ErrorSummary(Frame):
    """The words "There is a problem", with a link for each. It is hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("problem", parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = Column(self, gap=4, margins=(16, 12, 16, 12))
        self._title = self.tr("There is a problem")
        column.addWidget(Heading(self._title, self))
        self._lines = Column(gap=2)
        column.addLayout(self._lines)
        self.setAccessibleName(self._title)
        self._links: tuple[LinkButton, ...] = ()
        self._marked: tuple[LabelledField, ...] = ()
        self.hide()

    @property
    def links(self) -> tuple[LinkButton, ...]:
        """One for each problem that has a field."""
        return self._links

    def show_problems(self, problems: Sequence[tuple[str, QWidget | None]]) -> None:
        """Show what is wrong and where, say it at each field too, and take the focus; nothing wrong hides it."""
        for marked in self._marked:
            marked.set_problem("")
        clear(self._lines)
        self._marked = tuple(field for _, field in problems if isinstance(field, LabelledField))
        links: list[LinkButton] = []
        for text, field in problems:
            if field is None:
                self._lines.addWidget(Words(text, parent=self))
                continue
            if isinstance(field, LabelledField):
                field.set_problem(text)
            link = LinkButton(text, parent=self)
            link.clicked.connect(lambda _=False, target=field: go_to(target))
            self._lines.addWidget(FlowRow(link))
            links.append(link)
        self._links = tuple(links)
        tab_through(self, *links)
        self.setVisible(bool(problems))
        if problems:
            said = ". ".join([self._title, *(text for text, _ in problems)])
            self.setAccessibleName(said)
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            _bring_into_view(self)
            announce(self, said, urgent=True)


def go_to(field: QWidget) -> None:
    """Put the focus on a field and bring it into view."""
    target = field.control if isinstance(field, LabelledField) else field
    if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
        inside = [
            w for w in target.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isEnabled()
        ]
        target = inside[0] if inside else target
    target.setFocus(Qt.FocusReason.OtherFocusReason)
    _bring_into_view(target)


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 20, 80)
        above = above.parentWidget()
