"""What every page of an audit can do: show what changed, take the focus to a field, and hand over what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from qa_desktop.clock import local_day
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.labels import LABELS
from qa_desktop.ui.pages.audit_fields import AuditFields
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.small_turns import SmallTurns
from qa_desktop.ui.widgets.panes import Column, ScrollingColumn, lay_out_now
from qa_desktop.ui.widgets.text import tab_through

WIDEST = 980


class AuditPage(QWidget):
    """One page of an audit: a scrolling column of bound controls."""

    step_requested = Signal(str, str)
    """A step, and the path of the field to go to there; the path may be empty."""

    seats_requested = Signal(str)
    """The path of a grade on which the two want to choose apart first."""
    completed = Signal()
    """Everything of the page is there."""

    audit_requested = Signal(str, str)
    """Another audit is to be opened: its id, and at which step; where its work stopped if that is empty."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None, *, widest: int = WIDEST) -> None:
        super().__init__(parent)
        self.session = session
        self.fields = AuditFields(session, self)
        self.outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=18, widest=widest)
        self.outer.addWidget(self.column)
        self.making = SmallTurns(self)
        self.making.begun.connect(lambda: self.column.body.setEnabled(False))
        self.making.turned.connect(self._lay_out_made)
        self.making.finished.connect(self._finish_making)
        self._tabs = QTimer(self)
        self._tabs.setSingleShot(True)
        self._tabs.setInterval(0)
        self._tabs.timeout.connect(self._order_tabs)
        self._tabs.start()

    @property
    def sheet(self) -> QWidget:
        """What the parts of the page stand on: each is made inside it, since Qt dresses anew whatever it moves."""
        return self.column.inner

    @property
    def is_complete(self) -> bool:
        """Whether everything of the page is there."""
        return self.making.is_done

    @property
    def audit(self) -> Audit:
        """The audit as it is on disk."""
        return self.session.audit

    def said(self, name: str) -> str:
        """Return one of the program's own words in the language of the audit."""
        return self.audit.labels.translated.get(name) or self.tr(LABELS[name])

    def make(self, *parts: Callable[[], object]) -> None:
        """Make parts of the page one after the other, in turns of their own where they take time."""
        for part in parts:
            self.making.add(part)

    def show_made(self, widget: QWidget) -> None:
        """Show what was made, unless it is hidden: Qt would do it in a later turn, the page squeezed until then."""
        if self.isVisible() and not widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            _take_room(widget)
            widget.show()

    def rows_changed(self) -> None:
        """Put Tab in reading order again, as rows came or went; once for all while the page is being made."""
        if self.is_complete:
            self._tabs.start()

    @property
    def today(self) -> date:
        """The calendar day."""
        return local_day(self.session.desk.clock.now())

    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        """Show what changed; everything where `changed` is empty."""
        self.fields.refresh(audit, changed)

    def focus_place(self, path: str) -> bool:
        """Move the focus to the field with this path; tell whether it is here."""
        return bool(path) and self.fields.focus(path)

    def focus_first(self) -> None:
        """Move the focus to where work on this page begins."""
        self.focusNextChild()

    def show_top(self) -> None:
        """Begin at the top, as far as what has the focus stays in view."""
        focused: QWidget | None = self.focusWidget()
        self.column.verticalScrollBar().setValue(0)
        if focused is not None and self.column.isAncestorOf(focused):
            self.column.ensureWidgetVisible(focused, 0, 24)

    def flush(self) -> None:
        """Hand over what was typed and not yet told."""
        self.fields.flush()

    def finish(self) -> bool:
        """Do what the page's own continue button does; tell whether to go on to the next page."""
        return True

    def show_blockers(self) -> None:
        """Show what is to settle before signing, where this page can."""

    def grade_at_hand(self) -> str:
        """Return the path of the grade at hand on which two can choose apart; empty where there is none."""
        return ""

    def add_evidence(self) -> None:
        """Add evidence to the question at hand, where this page has questions."""

    def _finish_making(self) -> None:
        self.rows_changed()
        self.completed.emit()

    def _lay_out_made(self) -> None:
        """Lay out at once what a turn has made, which one widget after the other would have asked for."""
        self.column.body.setEnabled(True)
        if self.isVisible():
            lay_out_now()

    def _order_tabs(self) -> None:
        if not self.is_complete:
            return
        stops = list(stops_in_order(self))
        if stops:
            tab_through(*stops)

    def set_pair_mode(self, *, on: bool) -> None:
        """Leave away what is the auditor's alone, or show it again."""


def _take_room(widget: QWidget) -> None:
    """Give a widget the width that it will have, below all that is there: Qt would lay it out in a corner first."""
    holder = widget.parentWidget()
    layout = holder.layout() if holder is not None else None
    if holder is None or layout is None or layout.contentsRect().width() <= 0:
        return
    room = layout.contentsRect()
    height = widget.heightForWidth(room.width()) if widget.hasHeightForWidth() else widget.sizeHint().height()
    widget.setGeometry(room.left(), holder.height(), room.width(), height)


def stops_in_order(widget: QWidget) -> Iterator[QWidget]:
    """Yield what Tab should reach inside a widget, as its layouts place it."""
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
        if inner is not None:
            yield from stops_in_order(inner)
        return
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    layout = widget.layout()
    if layout is not None:
        yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inside, below = (item.widget(), item.layout()) if item is not None else (None, None)
        if inside is not None:
            yield from stops_in_order(inside)
        elif below is not None:
            yield from _stops_of(below)
