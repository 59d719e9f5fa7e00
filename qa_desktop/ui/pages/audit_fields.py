"""Ties the controls of an audit page to the fields of the audit, so that no page saves or shows anything by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget
from shiboken6 import isValid

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.read_entries import as_day
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.grade import GradeGroup
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.select import Select

Control = TypeVar("Control", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Binding:
    """One control on one field. `show` puts a value on screen, `settle` tells what was typed and not yet told."""

    path: str
    control: QWidget
    show: Callable[[Value], None]
    settle: Callable[[], None]
    is_typing: Callable[[], bool]


class AuditFields(QObject):
    """The bound controls of one page.

    Only what changed is shown anew, and never a field that is being typed in: the caret stays where it is.
    """

    looked_at = Signal(str)
    """The path of the field that has the focus now."""

    def __init__(self, session: AuditSession, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._page = page
        self._bindings: dict[str, Binding] = {}
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._tell_place)

    def text(self, path: str, control: GrowingTextEdit) -> GrowingTextEdit:
        """Bind a text."""
        control.text_settled.connect(lambda text: self._session.record({path: text or None}))
        return self._bind(
            Binding(
                path,
                control,
                lambda value: control.set_text(_words(value)),
                control.settle,
                lambda: not control.is_settled,
            ),
            control,
        )

    def line(self, path: str, control: QLineEdit, also: Iterable[str] = ()) -> QLineEdit:
        """Bind one line of text; saved when it is left. `also` names fields that say the same and follow."""
        return self._line(path, control, lambda text: text or None, tuple(also))

    def number(self, path: str, control: QLineEdit, *, whole: bool) -> QLineEdit:
        """Bind a number; what is no number goes to the rules, which say what would be right."""
        return self._line(path, control, lambda text: _number(text, whole=whole))

    def grade(self, path: str, control: GradeGroup) -> GradeGroup:
        """Bind a choice by cards: a grade, or yes and no."""
        control.grade_chosen.connect(lambda code: self._session.record({path: code or None}))
        return self._bind(self._plain(path, control, lambda value: control.set_code(_words(value))), control)

    def tick(self, path: str, control: QAbstractButton) -> QAbstractButton:
        """Bind a tick box."""
        control.clicked.connect(lambda on: self._session.record({path: bool(on) or None}))
        return self._bind(self._plain(path, control, lambda value: control.setChecked(value is True)), control)

    def choice(self, path: str, control: Select) -> Select:
        """Bind a list of choices whose codes are the items' data."""
        control.activated.connect(lambda row: self._session.record({path: control.itemData(row) or None}))
        return self._bind(
            self._plain(path, control, lambda value: control.setCurrentIndex(control.findData(_words(value)))), control
        )

    def day(self, path: str, control: DateField) -> DateField:
        """Bind a date."""
        control.date_settled.connect(lambda day: self._session.record({path: day.isoformat() if day else None}))
        control.date_settled.connect(lambda _: self.say(path, ""))
        control.not_understood.connect(lambda _: self.say(path, self.tr("Give a date, such as 27/11/2026")))
        return self._bind(
            Binding(
                path,
                control,
                lambda value: control.set_date(as_day(value)),
                control.settle,
                lambda: control.hasFocus() and control.day != as_day(self._session.audit.value(path)),
            ),
            control,
        )

    def shown(self, path: str, control: QWidget, show: Callable[[Value], None]) -> None:
        """Bind a control that records for itself: only what to show comes from the audit."""
        self._bind(self._plain(path, control, show), control)

    def forget(self, paths: Iterable[str]) -> None:
        """Let go of controls that are about to disappear."""
        for path in paths:
            self._bindings.pop(path, None)

    def forget_inside(self, widget: QWidget) -> None:
        """Let go of every control inside a widget that is about to disappear."""
        self.forget([path for path, one in self._bindings.items() if widget.isAncestorOf(one.control)])

    def refresh(self, audit: Audit, changed: frozenset[str] = frozenset()) -> None:
        """Show what changed; everything where `changed` is empty."""
        for path in list(changed) if changed else list(self._bindings):
            binding = self._bindings.get(path)
            if binding is None or self._session.is_waiting(path) or binding.is_typing():
                continue
            binding.show(audit.value(path))
            self.say(path, "")

    def flush(self) -> None:
        """Tell everything that was typed and not yet told."""
        for binding in list(self._bindings.values()):
            if isValid(binding.control):
                binding.settle()

    def focus(self, path: str) -> bool:
        """Move the focus to a field and bring it into view; tell whether the page has it."""
        binding = self._bindings.get(path)
        if binding is None:
            return False
        target = binding.control
        if isinstance(target, GradeGroup):
            chosen = [card for card in target.cards if card.isChecked()]
            target = (chosen or list(target.cards))[0]
        elif target.focusPolicy() == Qt.FocusPolicy.NoFocus:
            inside = (one for one in target.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
            target = next(inside, target)
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(target)
        return True

    def has(self, path: str) -> bool:
        """Tell whether a control of this page shows the field."""
        return path in self._bindings

    def path_of(self, control: QWidget) -> str:
        """Return the path of the field that a control shows; empty where it shows none."""
        return next((path for path, one in self._bindings.items() if one.control is control), "")

    def field_of(self, path: str) -> LabelledField | None:
        """Return what shows a field with its label; None where this page does not."""
        binding = self._bindings.get(path)
        walker = binding.control.parentWidget() if binding else None
        while walker is not None and walker is not self._page:
            if isinstance(walker, LabelledField):
                return walker
            walker = walker.parentWidget()
        return None

    def say(self, path: str, problem: str) -> None:
        """Say at the field what is wrong with it; empty takes it away."""
        field = self.field_of(path)
        if field is not None and field.problem != problem:
            field.set_problem(problem)

    def say_all(self, error: QaDesktopError) -> bool:
        """Say each mistake at its field; tell whether every one found its place."""
        if not isinstance(error, SeveralProblems):
            return False
        placed = [mistake for mistake in error.mistakes if self.has(mistake.where)]
        for mistake in placed:
            self.say(mistake.where, mistake.message[:1].upper() + mistake.message[1:])
        return len(placed) == len(error.mistakes)

    def _line(
        self, path: str, control: QLineEdit, read: Callable[[str], Value], also: tuple[str, ...] = ()
    ) -> QLineEdit:
        def settle() -> None:
            if control.isModified():
                control.setModified(False)
                self._session.record(dict.fromkeys((path, *also), read(control.text().strip())))

        control.editingFinished.connect(settle)
        return self._bind(
            Binding(
                path,
                control,
                lambda value: control.setText(_words(value)),
                settle,
                lambda: control.hasFocus() and control.isModified(),
            ),
            control,
        )

    def _plain(self, path: str, control: QWidget, show: Callable[[Value], None]) -> Binding:
        return Binding(path, control, show, _nothing, _never)

    def _bind(self, binding: Binding, control: Control) -> Control:
        self._bindings[binding.path] = binding
        binding.show(self._session.audit.value(binding.path))
        if self._session.audit.record.read_only_reason:
            control.setEnabled(False)
        return control

    def _tell_place(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not isValid(self._page) or not self._page.isAncestorOf(now):
            return
        if isinstance(old, GrowingTextEdit | QLineEdit):
            self._session.end_text()
        for binding in self._bindings.values():
            if binding.control is now or binding.control.isAncestorOf(now):
                self.looked_at.emit(binding.path)
                return


def reveal(widget: QWidget) -> None:
    """Bring a widget into view in the page that scrolls it."""
    walker = widget.parentWidget()
    while walker is not None:
        above = walker.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 0, 80)
            return
        walker = above


def iso(day: date | None) -> str | None:
    """Return a day as it is recorded."""
    return day.isoformat() if day else None


def _words(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _number(text: str, *, whole: bool) -> Value:
    plain = text.replace(",", "").replace("%", "").strip()
    if not plain:
        return None
    try:
        return int(plain) if whole else float(plain)
    except ValueError:
        return text


def _nothing() -> None:
    """Choices are told when they are made."""


def _never() -> bool:
    return False
