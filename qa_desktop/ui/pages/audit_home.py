"""The home of an audit: what is done and what is left, in three phases, and what is the auditor's alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.record import NOBODY
from qa_desktop.ui.item_models.steps import Step, StepState
from qa_desktop.ui.pages.audit_columns import TwoColumns
from qa_desktop.ui.pages.audit_late import LateEntriesCard, WaitingNotices
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.audit_version import VersionNotice
from qa_desktop.ui.presenters.audit_overview import StepLine, progress_words
from qa_desktop.ui.presenters.audit_section import private_words
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_sharing import SharingView
from qa_desktop.ui.presenters.audit_steps import CHECK, FILING, FOLLOW_UP, TELL, THEMES, rail_steps
from qa_desktop.ui.presenters.audit_words import day_words
from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.widgets.buttons import LinkButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeBadge
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, Frame, Row, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.step_list import paint_state
from qa_desktop.ui.widgets.text import Muted, PageTitle, Small, Strong

PREPARATION = paths.preparation("audit", "notes")
ICON = 20
PREPARE, TOGETHER, FINISH = range(3)
"""The phases of an audit (PRACTICE P-01)."""


class AuditHomePage(AuditPage):
    """The task list of an audit."""

    amendment_requested = Signal()
    sharing_requested = Signal()

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        audit = session.audit
        head = Column(gap=4)
        head.addWidget(PageTitle(audit.tool.title, self.sheet))
        self._subject = Muted("", self.sheet)
        head.addWidget(self._subject)
        self.column.body.addLayout(head)
        self._signed = Banner(
            self.tr("This audit is signed. Nothing in it can be changed; a correction is an amendment."),
            BannerKind.GOOD,
            self.tr("Make an amendment"),
            self.sheet,
        )
        self._signed.action_requested.connect(self.amendment_requested)
        self.column.add(self._signed)
        self.private = Banner(private_words(audit), parent=self.sheet)
        self.private.setVisible(audit.is_private)
        self.column.add(self.private)
        self.waiting = WaitingNotices(self.sheet)
        self.late = LateEntriesCard(self.sheet)
        self.version = VersionNotice(self.sheet)
        for part in (self.waiting, self.late, self.version):
            part.rows_changed.connect(self.rows_changed)
            self.column.add(part)
        self._columns = TwoColumns(self.sheet)
        self.column.add(self._columns)
        self.column.body.addStretch(1)
        for column in (self._columns.left, self._columns.right):
            column.addStretch(1)
        self._tasks: dict[str, TaskRow] = {}
        self._phases: dict[int, Card] = {}
        self._shown: list[Callable[[Audit, frozenset[str]], None]] = []
        """What shows a change, of what is there by now."""
        self._pair_mode = False
        self._sharing = SharingView(session.desk.owner.name if _is_own(session) else "")
        self._show_head(audit)
        self.make(*(partial(self._task, step) for step in rail_steps(audit, session.overview)), self._make_check)
        self.make(self._make_people, self._make_sittings, self._make_private)
        self.make(partial(self._private_text, PREPARATION, self.tr("Preparation notes")))
        sorting = self.tr("Sort it into the audit or throw it away before signing.")
        self.make(partial(self._private_text, paths.JOTTER, self.tr("Jotter"), sorting))
        self.making.do_some()

    def show_sharing(self, view: SharingView) -> None:
        """Show whose audit it is and who has a part in it."""
        if view == self._sharing:
            return
        self._sharing = view
        self._show_sharing()

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._show_head(audit)
        for show in self._shown:
            show(audit, changed)

    @override
    def focus_first(self) -> None:
        if self.waiting.has_news:
            self.waiting.focus_first()
            return
        self.making.do_until(self._has_unfinished)
        unfinished = [row for row in self._tasks.values() if row.state is not StepState.COMPLETE]
        for row in unfinished or self._tasks.values():
            row.link.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        if on == self._pair_mode:
            return
        self._pair_mode = on
        self.version.set_quiet(on=on)
        self.making.do_all()
        self._private.setVisible(not on)
        self.check.setVisible(not (on or self.audit.is_signed))
        self._show_sharing()

    def _show_head(self, audit: Audit) -> None:
        words = (audit.subject, audit.tool.authority, progress_words(audit, self.session.overview))
        self._subject.setText(" · ".join(part for part in words if part))
        self._signed.setVisible(audit.is_signed and not audit.record.is_held)

    def _has_unfinished(self) -> bool:
        return any(row.state is not StepState.COMPLETE for row in self._tasks.values())

    def _task(self, step: Step) -> None:
        """Show one step in the card of its phase."""
        row = self._tasks.get(step.id)
        if row is None:
            card = self._phase_of(step.id)
            row = self._tasks[step.id] = TaskRow(step.title, card)
            row.link.clicked.connect(lambda _=False, wanted=step.id: self.step_requested.emit(wanted, ""))
            card.body.insertWidget(self._place_in(step.id), row)
            self.show_made(row)
        row.show_step(step, next((line for line in self.session.overview.lines if line.step == step.id), None))

    def _phase_of(self, step: str) -> Card:
        phase = _phase(step)
        if phase not in self._phases:
            title = (self.tr("Prepare"), self.tr("Together"), self.tr("Finish"))[phase]
            card = self._phases[phase] = Card(title, self._columns.sides[0], padded=False)
            card.body.setSpacing(0)
            left = self._columns.left
            left.insertWidget(left.count() - 1, card)
            self.show_made(card)
        return self._phases[phase]

    def _place_in(self, step: str) -> int:
        """Return the place of a new row in its card: behind the rows that are there, above the way to the check."""
        return sum(_phase(other) == _phase(step) for other in self._tasks) - 1

    def _make_check(self) -> None:
        self.check = LinkButton(self.tr("Check before signing (optional)"), parent=self._phases[FINISH])
        self.check.clicked.connect(lambda: self.step_requested.emit(CHECK, ""))
        self.themes = LinkButton(self.tr("Themes: tag what this audit says"), parent=self._phases[FINISH])
        self.themes.clicked.connect(lambda: self.step_requested.emit(THEMES, ""))
        for link in (self.check, self.themes):
            around = Row(margins=(50, 6, 18, 6))
            around.addWidget(link)
            self._phases[FINISH].body.addLayout(around)
        self._begin(self._show_tasks)
        self.show_made(self.check)
        self.show_made(self.themes)

    def _make_people(self) -> None:
        self._people = Card(self.tr("Who takes part"), self._columns.sides[1])
        self._begin(self._show_who)
        self._put_aside(self._people)

    def _make_sittings(self) -> None:
        self._sittings = Card(self.tr("Sittings"), self._columns.sides[1])
        self._begin(self._show_sittings)
        self._put_aside(self._sittings)

    def _make_private(self) -> None:
        card = self._private = Card(self.tr("Yours alone"), self._columns.sides[1])
        card.add(Small(self.tr("Never in the note, in pair mode, or on anyone else's laptop."), card))
        if self._pair_mode:
            card.hide()
        self._put_aside(card)

    def _private_text(self, path: str, label: str, hint: str = "") -> None:
        edit = GrowingTextEdit(self._private, lines=2)
        field = LabelledField(label, edit, hint, self._private, optional=True)
        self._private.add(field)
        self.fields.text(path, edit)
        self.show_made(field)

    def _put_aside(self, card: Card) -> None:
        """Put a card below the others of the right column."""
        right = self._columns.right
        right.insertWidget(right.count() - 1, card)
        self.show_made(card)

    def _begin(self, show: Callable[[Audit, frozenset[str]], None]) -> None:
        """Show something as it is now, and again whenever it changes."""
        self._shown.append(show)
        show(self.audit, frozenset())

    def _show_tasks(self, audit: Audit, _changed: frozenset[str]) -> None:
        self.check.setVisible(not (audit.is_signed or self._pair_mode))
        steps = rail_steps(audit, self.session.overview)
        for step in steps:
            self._task(step)
        there = {step.id for step in steps}
        for step_id, row in self._tasks.items():
            row.setVisible(step_id in there)

    def _show_sharing(self) -> None:
        """Show whose the audit is and what came too late; nothing of it in front of the practitioner."""
        if self._show_who in self._shown:
            self._show_who(self.audit, frozenset())
        view = SharingView("") if self._pair_mode else self._sharing
        self.waiting.show_waiting(view.waiting)
        self.late.show_entries(view.late)

    def _show_who(self, audit: Audit, changed: frozenset[str]) -> None:
        if changed and not any(path.startswith(("person/", "about/")) for path in changed):
            return
        clear(self._people.body)
        practitioner = audit.text(paths.about("practitioner"))
        auditor = self._sharing.auditor
        lines = [(auditor, audit.tool.words.auditor)] if auditor else []
        lines += self._sharing.others
        lines += [(practitioner, audit.tool.words.practitioner)] if practitioner else []
        for person in audit.people:
            state = "" if person.present else self.tr(", not present")
            lines.append((person.name or self.tr("No name yet"), f"{person.role}{state}".strip(", ")))
        for name, role in lines:
            person_lines = QWidget(self._people)
            both = Column(person_lines, gap=0)
            both.addWidget(Strong(name, person_lines))
            both.addWidget(Small(role, person_lines))
            self._people.add(person_lines)
        change = LinkButton(self.tr("Change who takes part"), parent=self._people)
        change.clicked.connect(lambda: self.step_requested.emit(flow.ABOUT, ""))
        self._people.body.addWidget(FlowRow(change))
        if self._sharing.may_give and not self._pair_mode:
            share = SecondaryButton(self.tr("Hand over or share"), parent=self._people)
            share.clicked.connect(self.sharing_requested)
            self._people.body.addWidget(FlowRow(share))
        self.rows_changed()

    def _show_sittings(self, audit: Audit, changed: frozenset[str]) -> None:
        if changed and not any(path.startswith("sitting/") for path in changed):
            return
        clear(self._sittings.body)
        days = [sitting.day for sitting in audit.sittings]
        for day in days:
            self._sittings.add(Strong(day_words(day), self._sittings))
        if self.today not in days and not audit.is_signed and not audit.record.read_only_reason:
            self._sittings.add(Small(self.tr("Deadlines run from the last sitting."), self._sittings))
            add = SmallButton(self.tr("Add today as another sitting"), parent=self._sittings)
            add.clicked.connect(self._add_today)
            self._sittings.add(FlowRow(add))

    def _add_today(self) -> None:
        entry = self.session.new_entry()
        self.session.record({paths.entry("sitting", entry, "day"): self.today.isoformat()})


class TaskRow(Frame):
    """One step: how far it is, its title as a link, and its grade."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__("row", parent)
        self.state = StepState.NOT_STARTED
        line = Row(self, gap=12, margins=(18, 6, 18, 6))
        self._icon = StateIcon(self)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        words = Column(gap=5)
        self.link = LinkButton(title, parent=self)
        words.addWidget(self.link)
        self._words = Small("", self)
        self._words.setContentsMargins(2, 0, 0, 0)
        words.addWidget(self._words)
        line.addLayout(words, 1)
        self._badge = GradeBadge(parent=self)
        line.addWidget(self._badge)

    def show_step(self, step: Step, line: StepLine | None) -> None:
        """Show how far the step is."""
        self.state = step.state
        self._icon.show_state(step.state)
        grade = line.grade if line else None
        self._words.setText(line.state.label if line and grade and not line.later else step.caption)
        self.link.setText(step.title)
        self.link.setAccessibleDescription(step.caption)
        self._badge.setVisible(grade is not None)
        if grade is not None:
            self._badge.set_point(grade)


class StateIcon(QWidget):
    """How far a step is, as the rail paints it; the words beside it say the same."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = StepState.NOT_STARTED

    def show_state(self, state: StepState) -> None:
        """Show another state."""
        self._state = state
        self.update()

    @override
    def sizeHint(self) -> QSize:
        size = max(ICON, self.fontMetrics().height())
        return QSize(size, size)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.sizeHint().width()
        box = QRectF((self.width() - size) / 2, (self.height() - size) / 2, size, size)
        paint_state(painter, self._state, box, current_tokens())
        painter.end()


def _is_own(session: AuditSession) -> bool:
    return session.audit.record.owner in (session.desk.owner.id, NOBODY)


def _phase(step: str) -> int:
    """Return which of the three phases a step belongs to."""
    if step == flow.ABOUT:
        return PREPARE
    return FINISH if step in (flow.SIGN, FILING, TELL, FOLLOW_UP) else TOGETHER
