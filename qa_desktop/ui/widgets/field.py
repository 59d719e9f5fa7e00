"""A control with its label, hint, problem and word count, so that every field reads the same."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.text import Small, Strong, Words, restyle


class LabelledField(QWidget):
    """A label above its control, a hint between them, a problem where there is one."""

    def __init__(
        self, label: str, control: QWidget, hint: str = "", parent: QWidget | None = None, *, optional: bool = False
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._column = Column(self, gap=7)
        self.label = Strong("", self)
        self.label.setBuddy(control)
        self._column.addWidget(self.label)
        self._hint: Small | None = None
        self._problem: Words | None = None
        self._count: Small | None = None
        self._column.addWidget(control)
        self._hint_text = ""
        if hint:
            self.set_hint(hint)
        self.set_label(label, optional=optional)
        if isinstance(control, GrowingTextEdit) and control.word_limit:
            control.words_changed.connect(self._show_count)
            self._show_count(control.word_count)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @property
    def problem(self) -> str:
        """What is wrong with the field, as shown; empty where nothing is."""
        return self._problem.text() if self._problem is not None else ""

    @property
    def count(self) -> str:
        """What is said of the number of words; empty where there is no limit."""
        return self._count.text() if self._count is not None else ""

    def set_label(self, label: str, *, optional: bool = False) -> None:
        """Ask in other words."""
        shown = self.tr("{} (optional)").format(label) if optional else label
        self.label.setText(shown.replace("&", "&&"))  # a label with a buddy takes a single one for an access key
        self.control.setAccessibleName(shown)

    def set_hint(self, hint: str) -> None:
        """Show another hint under the label."""
        self._hint_text = hint
        if self._hint is None:
            self._hint = Small("", self)
            self._column.insertWidget(1, self._hint)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._describe()

    def add_below(self, widget: QWidget) -> None:
        """Show something that belongs to what is entered, below it."""
        self._column.addWidget(widget)

    def set_problem(self, text: str) -> None:
        """Say what is wrong, in the same words as the summary; empty takes it away."""
        if self._problem is None:
            self._problem = Words("", "problem", self)
            self._column.insertWidget(self._column.indexOf(self.control), self._problem)
        self._problem.setText(text)
        self._problem.setVisible(bool(text))
        self.control.setProperty("wrong", bool(text))
        restyle(self.control)
        self._describe()

    def _describe(self) -> None:
        self.control.setAccessibleDescription(" ".join(part for part in (self.problem, self._hint_text) if part))

    def _show_count(self, words: int) -> None:
        limit = getattr(self.control, "word_limit", None) or 0
        over = words - limit
        if self._count is None:
            self._count = Small("", self)
            self._column.addWidget(self._count)
        if over > 0:
            self._count.setText(self.tr("{} words, {} over the limit of {}").format(words, over, limit))
        else:
            self._count.setText(self.tr("{} of {} words").format(words, limit))
        self._count.set_role("problem" if over > 0 else "small")
        self._count.show()


def line_field(label: str, hint: str = "", *, optional: bool = False) -> tuple[LabelledField, QLineEdit]:
    """Return a field for one line of text, and the line itself."""
    line = QLineEdit()
    return LabelledField(label, line, hint, optional=optional), line
