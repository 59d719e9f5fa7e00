"""Ties the controls of the editor to the keys of the tool, so that no page saves, checks or shows anything itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from qa_desktop.domain.tool_edit.draft import Told
from qa_desktop.domain.tool_edit.tree import Path, Plain, text_at, texts_at
from qa_desktop.ui.pages.audit_fields import reveal
from qa_desktop.ui.presenters.tool_editor import EditorSession
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.settled_line import SettledLine

NUMBER_LETTERS = 12
Options = Sequence[tuple[str, str]]
"""What can be chosen: what is kept, and how it is called."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One control on one key. `show` puts the value on screen, `settle` tells what was typed and not yet told."""

    path: Path
    control: QWidget
    field: LabelledField | None
    show: Callable[[], None]
    settle: Callable[[], None]
    is_typing: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Asked:
    """How a field asks: its label, a hint, whether it may stay empty, and what holds where the tool says nothing."""

    label: str
    hint: str = ""
    optional: bool = False
    default: str = ""


class EditorFields(QObject):
    """The bound controls of one page of the editor."""

    def __init__(self, session: EditorSession, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._bindings: list[Binding] = []
        self._told: dict[int, str] = {}
        self._is_closed = False
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._note_focus)

    def words(self, path: Path, asked: Asked, lines: int = 1) -> LabelledField:
        """Return a field for words."""
        edit = GrowingTextEdit(lines=lines)
        edit.text_settled.connect(lambda text: self._typed(path, text))
        field = _labelled(asked, edit)
        show = lambda: edit.set_text(text_at(self._session.tree, path))  # noqa: E731 - as short as its fellows below
        self._bind(Binding(path, edit, field, show, edit.settle, lambda: not edit.is_settled))
        return field

    def line(self, path: Path, asked: Asked) -> LabelledField:
        """Return a field for one line."""
        return self._line(path, asked, lambda text: text)

    def number(self, path: Path, asked: Asked, *, whole: bool = False) -> LabelledField:
        """Return a field for a number; what is none goes to the checker, which says so."""
        field = self._line(path, asked, lambda text: _number(text, whole=whole))
        letters = field.control.fontMetrics().averageCharWidth()
        field.control.setMaximumWidth(NUMBER_LETTERS * letters + 24)
        return field

    def several(self, path: Path, asked: Asked) -> LabelledField:
        """Return a field for a list of words, one a line."""
        edit = GrowingTextEdit(lines=2)

        def typed(text: str) -> None:
            found: list[Plain] = [line.strip() for line in text.split("\n") if line.strip()]
            self._typed(path, found or None)

        def show() -> None:
            lines = texts_at(self._session.tree, path)
            if [line.strip() for line in edit.text.split("\n") if line.strip()] != lines:
                edit.set_text("\n".join(lines))
            edit.setReadOnly(any("\n" in line for line in lines))

        edit.text_settled.connect(typed)
        field = _labelled(asked, edit)
        self._bind(Binding(path, edit, field, show, edit.settle, lambda: not edit.is_settled))
        return field

    def choice(
        self, path: Path, asked: Asked, options: Options, chosen: Callable[[str], None] | None = None
    ) -> LabelledField:
        """Return a field to choose from a list; `chosen` does what is more than to put the choice there."""
        select = Select(asked.label)
        for code, words in options:
            select.addItem(words, code)
        put = chosen or (lambda code: self._session.put(path, code or None))
        select.activated.connect(lambda row: put(str(select.itemData(row))))
        field = _labelled(asked, select)

        def show() -> None:
            code = text_at(self._session.tree, path) or asked.default
            row = select.findData(code)
            if row < 0 and code:  # what is there stays there, known here or not
                select.addItem(code, code)
                row = select.count() - 1
            select.setCurrentIndex(row)

        self._bind(Binding(path, select, field, show, _nothing, _never))
        return field

    def tick(
        self, path: Path, words: str, *, default: bool = False, chosen: Callable[[bool], None] | None = None
    ) -> CheckBox:
        """Return a box to tick; what is the default is not written down."""
        box = CheckBox(words)
        put = chosen or (lambda on: self._session.put(path, None if on == default else on))
        box.clicked.connect(put)

        def show() -> None:
            value = self._session.value(path)
            box.setChecked(value if isinstance(value, bool) else value is not None or default)

        self._bind(Binding(path, box, None, show, _nothing, _never))
        return box

    def place(self, path: Path, control: QWidget, show: Callable[[], None] = lambda: None) -> None:
        """Let a control that changes the tool by itself be found, told of mistakes and shown anew."""
        field = control if isinstance(control, LabelledField) else None
        target = field.control if field is not None else control
        self._bind(Binding(path, target, field, show, _nothing, _never))

    def binding(self, path: Path) -> Binding | None:
        """Return what shows the key at a path, or None."""
        return next((one for one in self._bindings if one.path == path), None)

    def refresh(self) -> None:
        """Show what the tool says now, but not in a field that is being typed in."""
        for binding in self._bindings:
            if not binding.is_typing():
                binding.show()

    def flush(self) -> None:
        """Tell everything that was typed and not yet told."""
        for binding in self._bindings:
            if isValid(binding.control):
                binding.settle()

    def say(self, told: Sequence[Told]) -> None:
        """Say at each field what is wrong with it; at the field in use once it is left, unless it was right again."""
        found: dict[int, list[str]] = {}
        for one in told:
            number = self._field_for(one.path)
            if number is not None:
                found.setdefault(number, []).append(one.words)
        self._told = {number: " ".join(words) for number, words in found.items()}
        self._show_told()

    def focus(self, path: Path) -> bool:
        """Move the focus to the field for a path; tell whether there is one."""
        number = self._field_for(path)
        if number is None:
            return False
        target = self._bindings[number].control
        if target.focusPolicy() == Qt.FocusPolicy.NoFocus:
            inside = (one for one in target.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
            target = next(inside, target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(target)
        return True

    @property
    def is_closed(self) -> bool:
        """Whether another page has taken the place of this one."""
        return self._is_closed

    def close(self) -> None:
        """Write nothing more: the fields stand for places that may be others by now."""
        self._is_closed = True

    def _field_for(self, path: Path) -> int | None:
        """Return the field whose key is the path, is nearest around it, or is the first inside it."""
        around = [
            (len(one.path), number) for number, one in enumerate(self._bindings) if path[: len(one.path)] == one.path
        ]
        if around:
            return max(around, key=lambda found: (found[0], -found[1]))[1]
        inside = (number for number, one in enumerate(self._bindings) if one.path[: len(path)] == path)
        return next(inside, None)

    def _show_told(self) -> None:
        for number, binding in enumerate(self._bindings):
            if binding.field is None:
                continue
            words = self._told.get(number, "")
            is_new = bool(words) and not binding.field.problem
            if words != binding.field.problem and not (is_new and binding.control.hasFocus()):
                binding.field.set_problem(words)

    def _line(self, path: Path, asked: Asked, read: Callable[[str], Plain]) -> LabelledField:
        line = SettledLine()
        line.setPlaceholderText(asked.default)
        line.text_settled.connect(lambda text: self._typed(path, read(text.strip())))
        field = _labelled(asked, line)
        show = lambda: line.show_text(text_at(self._session.tree, path))  # noqa: E731 - as above
        self._bind(Binding(path, line, field, show, line.settle, lambda: not line.is_settled))
        return field

    def _typed(self, path: Path, value: Plain) -> None:
        if self._is_closed:
            return
        empty = isinstance(value, str) and not value.strip()
        self._session.put(path, None if empty else value, typing=True)

    def _bind(self, binding: Binding) -> None:
        self._bindings.append(binding)
        binding.show()

    def _note_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        if not isValid(self._page) or old is None or not isValid(old) or old is now:
            return
        if any(one.control is old for one in self._bindings):
            self._session.end_text()
            self._show_told()


def _labelled(asked: Asked, control: QWidget) -> LabelledField:
    return LabelledField(asked.label, control, asked.hint, optional=asked.optional)


def _number(text: str, *, whole: bool) -> Plain:
    plain = text.replace(",", "").replace("%", "").strip()
    try:
        number = float(plain)
    except ValueError:
        return plain
    if number.is_integer() and abs(number) < 1e15:  # noqa: PLR2004 - as far as a float is exact
        return int(number)
    return plain if whole or abs(number) == float("inf") or number != number else number  # noqa: PLR0124 - NaN


def _nothing() -> None:
    """Choices are told when they are made."""


def _never() -> bool:
    return False
