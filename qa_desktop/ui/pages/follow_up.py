"""Follow-up: what becomes of a signed audit, from supervision to closing. Nothing here changes what was signed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from qa_desktop.domain import follow_up
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.looked_again import said_of
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.begin_record import RecordOffer
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.follow_up_actions import FollowedActions
from qa_desktop.ui.pages.follow_up_case import CaseCard, WrittenCard
from qa_desktop.ui.pages.follow_up_raise import RaiseCard
from qa_desktop.ui.presenters.audit_follow_up import FollowedDate, FollowUpView, follow_up_view, record_words
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_words import day_words
from qa_desktop.ui.presenters.case_follow_up import is_elsewhere
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.tag import Tag
from qa_desktop.ui.widgets.text import Muted, PageTitle, Small, Strong


class FollowUpPage(AuditPage):
    """Actions with their supervision half and check, the talk in supervision, dates, records and a re-audit."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._records: tuple[Audit, ...] = ()
        self._other: Audit | None = None
        self.column.add(PageTitle(self.tr("Follow up"), self.sheet))
        lead = self.tr("What becomes of this audit after it was signed. Nothing here changes the signed note.")
        self.column.add(Muted(lead, self.sheet))
        self.refusal = Banner("", parent=self.sheet)
        self.column.add(self.refusal)
        self.closed, self.not_closed = (
            Banner("", kind, parent=self.sheet) for kind in (BannerKind.GOOD, BannerKind.NOTE)
        )
        self.column.add(self.closed)
        self.column.add(self.not_closed)
        self.case = CaseCard(self, self.sheet)
        self.column.add(self.case)
        self.plan = FollowedActions(self, self.sheet)
        self.column.add(self.plan)
        self.talk = TalkCard(self)
        self.column.add(self.talk)
        self.dates = DatesCard(self)
        self.column.add(self.dates)
        self.written = WrittenCard(self, self.sheet)
        self.column.add(self.written)
        self.again = AgainCard(self)
        self.column.add(self.again)
        self.service = RaiseCard(self, self.sheet)
        self.column.add(self.service)
        self.column.body.addStretch(1)
        self._show(session.audit)
        self._fetch()

    @property
    def view(self) -> FollowUpView:
        """What the page shows."""
        return follow_up_view(self.audit, (self._records, self._other), self.session.desk.owner, self.today)

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self._show(audit)
        if not changed:
            self._fetch()

    @override
    def focus_first(self) -> None:
        if self.talk.isEnabled() and self.plan.focus_first():
            return
        if is_elsewhere(self.audit):
            self.case.focus_button()
        elif self.talk.isEnabled():
            self.talk.day.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.dates.focus_first()

    @override
    def focus_place(self, path: str) -> bool:
        return self.plan.focus_place(path) or super().focus_place(path)

    def _fetch(self) -> None:
        """Find the records that point to the audit: one of them may close it; and the other form of the case."""
        desk, audit_id = self.session.desk, self.audit.id

        def read() -> tuple[tuple[Audit, ...], Audit | None]:
            return desk.follow_up.records(audit_id), desk.follow_up.other_form(desk.open_audit(audit_id))

        self.session.worker.submit(read, self._take_read, page=self)
        self.session.worker.submit(lambda: desk.begin_record.offered(audit_id), self.again.offer_record, page=self)

    def _take_read(self, read: tuple[tuple[Audit, ...], Audit | None]) -> None:
        self._records, self._other = read
        self._show(self.audit)

    def _show(self, audit: Audit) -> None:
        view = self.view
        held = audit.record.read_only_reason
        self.refusal.set_text("" if held else view.refusal)
        self.closed.set_text(view.lead if view.is_closed else "")
        self.not_closed.set_text("" if view.is_closed else view.lead)
        self.case.show_case(view.case)
        self.written.show_case(view.case)
        self.plan.show_view(view)
        self.talk.setVisible(view.shows_talk)
        self.dates.show_dates(view.dates)
        self.again.show_records(self._records)
        self.service.show_audit(audit)
        for part in (self.plan, self.talk):
            part.setEnabled(not (held or view.refusal))
        self.dates.setEnabled(view.keeps_dates and not held)
        self.rows_changed()


class TalkCard(Card):
    """When the audit was talked through in supervision, with actions or without (R-101)."""

    def __init__(self, page: FollowUpPage) -> None:
        super().__init__(page.tr("Talked through in supervision"), page.sheet)
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 26)
        self.day = DateField(page.today, self)
        grid.addWidget(LabelledField(page.tr("On"), self.day, parent=self))
        self.words = GrowingTextEdit(self, lines=1)
        grid.addWidget(LabelledField(page.tr("What you talked about"), self.words, parent=self, optional=True))
        self.body.addLayout(grid)
        page.fields.day(follow_up.DISCUSSED_ON, self.day)
        page.fields.text(follow_up.DISCUSSED, self.words)


class DatesCard(Card):
    """The dates that follow from the audit, remedial work among them."""

    def __init__(self, page: FollowUpPage) -> None:
        super().__init__(page.tr("By when"), page.sheet)
        self._page = page
        self.rows: dict[str, DateRow] = {}

    def focus_first(self) -> None:
        """Begin with the first date that somebody marks; else stay where the page is."""
        day = next((row.day for row in self.rows.values() if row.day is not None), None)
        (day or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_dates(self, dates: tuple[FollowedDate, ...]) -> None:
        """Show each date; the rows that are there stay."""
        self.setVisible(bool(dates))
        shown = {one.task.rule.id for one in dates}
        for rule, there in self.rows.items():
            there.setVisible(rule in shown)  # what turns out to be kept with the other form goes
        for one in dates:
            row = self.rows.get(one.task.rule.id)
            if row is None:
                row = self.rows[one.task.rule.id] = DateRow(self._page, one, self)
                self.add(row)
            row.show_date(one)


class DateRow(QWidget):
    """One date: what is due, for whom, and when it was done."""

    def __init__(self, page: FollowUpPage, one: FollowedDate, parent: QWidget) -> None:
        super().__init__(parent)
        column = Column(self, gap=4, margins=(0, 6, 0, 6))
        self._label, self._due, self._state = Strong("", self), Small("", self), Tag("", self)
        self.day: DateField | None = None
        column.addWidget(FlowRow(self._label, self._state, gap=10, parent=self))
        column.addWidget(self._due)
        if not one.can_mark:
            return
        grid = ColumnsLayout(gap=14, least_width=self.fontMetrics().averageCharWidth() * 26)
        day, words = DateField(page.today, self), GrowingTextEdit(self, lines=1)
        self.day = day
        about = one.task.rule.label
        grid.addWidget(LabelledField(page.tr("Done on"), day, parent=self))
        grid.addWidget(LabelledField(page.tr("What was done"), words, parent=self, optional=True))
        day.setAccessibleName(page.tr("Done on: {}").format(about))
        words.setAccessibleName(page.tr("What was done: {}").format(about))
        page.fields.day(follow_up.of_deadline(one.task.rule.id, "done_on"), day)
        page.fields.text(follow_up.of_deadline(one.task.rule.id, "note"), words)
        column.addLayout(grid)

    def show_date(self, one: FollowedDate) -> None:
        """Show how the date stands."""
        self._label.setText(one.task.rule.label)
        self._due.setText(one.due)
        self._due.set_role("problem" if one.is_late else "small")
        self._state.setText(one.state)


class AgainCard(Card):
    """What was made after this audit, and the way to audit the case again."""

    def __init__(self, page: FollowUpPage) -> None:
        is_plan = page.audit.tool.improvement is not None
        super().__init__(page.tr("The next plan") if is_plan else page.tr("Looking again"), page.sheet)
        self._page = page
        self._records = Column(gap=4)
        self.body.addLayout(self._records)
        self.record_words = Small("", self)
        self.record_button = PrimaryButton("", parent=self)
        self.record_button.clicked.connect(lambda: self._begin(self.record_button, page.session.desk.begin_record))
        self.record_row = FlowRow(self.record_button, parent=self)
        for part in (self.record_words, self.record_row):
            self.add(part)
            part.hide()
        words = page.tr("A re-audit starts with this case and the actions still open, and with no grade or evidence.")
        asks, desk = page.tr("Re-audit this case"), page.session.desk
        begin: Callable[[AuditId], Audit] = desk.re_audit
        if is_plan:
            words = page.tr("It takes over what is not finished, and names what was finished since with its impact.")
            asks, begin = page.tr("Begin the next plan"), desk.improvements.begin_next
        self.add(Small(words, self))
        self.button = SecondaryButton(asks, parent=self)
        self.button.clicked.connect(lambda: self._begin(self.button, begin))
        self.add(FlowRow(self.button, parent=self))
        self.links: list[LinkButton] = []
        self.shown: tuple[tuple[str, tuple[str, ...]], ...] = ()
        """What is said of each record."""

    def show_records(self, records: tuple[Audit, ...]) -> None:
        """Show what points to this audit, each as a way to it, with what the signed ones say of it."""
        shown = tuple((_record_words(one), said_of(one, self._page.audit.id)) for one in records)
        if shown == self.shown:
            return
        self.shown = shown
        clear(self._records)
        self.links = []
        for record, (words, said) in zip(records, shown, strict=True):
            link = LinkButton(words, parent=self)
            link.clicked.connect(lambda _=False, wanted=record.id: self._page.audit_requested.emit(wanted, ""))
            self.links.append(link)
            self._records.addWidget(link)
            for line in said:
                self._records.addWidget(Small(line, self))

    def offer_record(self, offer: RecordOffer | None) -> None:
        """Offer the record in which the audit is followed up, where its grade asks for one."""
        if offer is not None:
            self.record_button.setText(record_words(offer))
            told = self._page.tr("Comment, reviews and the look again are written in a record of their own.")
            self.record_words.setText(told)
        for part in (self.record_words, self.record_row):
            part.setVisible(offer is not None)
        self._page.rows_changed()

    def _begin(self, button: QPushButton, begin: Callable[[AuditId], Audit]) -> None:
        page = self._page
        audit_id = page.audit.id

        def tell_problem(error: QaDesktopError) -> None:
            button.setEnabled(True)
            page.session.problem_met.emit(error, {})

        button.setEnabled(False)
        page.session.worker.submit(
            lambda: begin(audit_id), lambda made: page.audit_requested.emit(made.id, ""), tell_problem, page=page
        )


def _record_words(record: Audit) -> str:
    day = day_words(record.last_meeting())
    state = "signed" if record.is_signed else "not signed yet"
    return ", ".join(part for part in (record.tool.title, day, state) if part)
