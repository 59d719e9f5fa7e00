"""An immediate safety concern: whom to call, since when, and the record of who was told (PRACTICE P-30)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain import paths, safety
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.authority_settings import Safety
from qa_desktop.domain.concern import Concern
from qa_desktop.services.safety_contacts import missing_words
from qa_desktop.ui.pages.audit_columns import TwoColumns
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.concern_card import ConcernCard
from qa_desktop.ui.presenters.audit_concern import (
    NOBODY,
    ContactView,
    concern_views,
    contact_views,
    new_call,
    standing,
)
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, PageTitle, Small, Strong, Words


class ConcernPage(AuditPage):
    """The page of an audit's safety concerns. In front of others it says in neutral words what it is for."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, widest=1120)
        self._origin = ""
        self._discreet = False
        self._contacts: Safety | None = None
        self.cards: dict[str, ConcernCard] = {}
        self.call_buttons: list[SmallButton] = []
        head = Column(gap=4)
        self.title, self._lead = PageTitle("", self.sheet), Muted("", self.sheet)
        head.addWidget(self.title)
        head.addWidget(self._lead)
        self.column.body.addLayout(head)
        self.nobody = Banner(self.tr(NOBODY), BannerKind.CAUTION, parent=self.sheet)
        self.column.add(self.nobody)
        columns = TwoColumns(self.sheet, shares=(7, 5))
        self.column.add(columns)
        self.column.body.addStretch(1)
        left, right = columns.sides
        self._begin = Card(parent=left)
        words = self.tr("Recording it starts a clock. Only you decide that it is one.")
        self._begin.add(Words(words, parent=self._begin))
        self.raise_button = PrimaryButton("", parent=self._begin)
        self.raise_button.clicked.connect(self.begin)
        self._begin.body.addWidget(FlowRow(self.raise_button))
        columns.left.addWidget(self._begin)
        self._list = Column(gap=18)
        columns.left.addLayout(self._list)
        columns.left.addStretch(1)
        self._calls = Card(self.tr("Whom to call"), right, padded=False)
        self._steps = Card(self.tr("What to do"), right)
        columns.right.addWidget(self._calls)
        columns.right.addWidget(self._steps)
        columns.right.addStretch(1)
        self.show_audit(session.audit, frozenset())
        session.worker.submit(session.desk.safety_contacts, self._show_contacts, page=self)

    def come_from(self, step: str) -> None:
        """Remember the page to go back to."""
        self._origin = step

    def begin(self) -> None:
        """Record a concern: its clock starts now."""
        entry, now = self.session.new_entry(), self.session.desk.clock.now()
        self.session.record(safety.raise_values(entry, now))
        self.session.when_settled(lambda: self._begun(entry))

    def add_call(self, who: str = "") -> None:
        """Record a call about the concern that stands, made now."""
        concern = standing(self.audit)
        card = self.cards.get(concern.id) if concern else None
        if card is not None:
            self._add_call(card, who)

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        self.look()

    def look(self) -> None:
        """Show how things stand now; called each time that the clock says something else."""
        audit = self.audit
        views = concern_views(audit, self.session.desk.clock.now())
        there = {view.concern.id for view in views}
        for entry in [key for key in self.cards if key not in there]:
            card = self.cards.pop(entry)
            self.fields.forget_inside(card)
            card.hide()
            card.deleteLater()
        for place, view in enumerate(views):
            if view.concern.id not in self.cards:
                made = self.cards[view.concern.id] = ConcernCard(self, view, self.sheet)
                made.call_requested.connect(lambda card=made: self._add_call(card, ""))
                self._list.insertWidget(place, made)
                self.rows_changed()
            self.cards[view.concern.id].show_concern(view)
        is_open = any(view.concern.state.is_open for view in views)
        self._show_words(is_open=is_open, has_any=standing(audit) is not None)

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        self._discreet = on
        self.look()
        if self._contacts is not None:
            self._show_contacts(self._contacts)

    @override
    def focus_place(self, path: str) -> bool:
        parsed = paths.Path.parse(path)
        if parsed.field == safety.CALLS and parsed.key in self.cards:
            self.cards[parsed.key].add_call.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().focus_place(path)

    @override
    def focus_first(self) -> None:
        open_ones = [view.concern.id for view in concern_views(self.audit, self.session.desk.clock.now())]
        card = next((self.cards[one] for one in open_ones if one in self.cards), None)
        if card is None or standing(self.audit) is None:
            self.raise_button.setFocus(Qt.FocusReason.OtherFocusReason)
        elif standing(self.audit) in self._waiting() and card.what.text.strip():
            card.add_call.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            card.focus_what()

    @override
    def finish(self) -> bool:
        self.step_requested.emit(self._origin, "")
        return False

    def _waiting(self) -> tuple[Concern, ...]:
        return tuple(one for one in safety.concerns(self.audit) if one.state.is_open)

    def _begun(self, entry: str) -> None:
        announce(self, self.tr("Recorded. {}").format(NOBODY), urgent=True)
        if entry in self.cards:
            self.cards[entry].focus_what()

    def _add_call(self, card: ConcernCard, who: str) -> None:
        call = new_call(self.session.new_entry(), self.session.desk.clock.now(), who)
        self.session.record(safety.call_values(call, card.id))
        form = card.form(call.id)
        self.session.when_settled(form.focus_first)

    def _show_words(self, *, is_open: bool, has_any: bool) -> None:
        discreet = self._discreet
        self.title.setText(self.tr("Call for advice") if discreet else self.tr("Immediate safety concern"))
        self._lead.setText(
            self.tr("Do not wait for the end of the audit.")
            if discreet
            else self.tr("A child may be at risk now. Do not wait for the end of the audit; nothing here is lost.")
        )
        record = self.tr("Record it") if discreet else self.tr("Record a safety concern")
        another = self.tr("Record another one") if discreet else self.tr("Record another concern")
        self.raise_button.setText(another if has_any else record)
        told = self.tr("This application has told nobody. What stands here is what you did.")
        self.nobody.set_text(told if has_any and not is_open else self.tr(NOBODY))
        self._begin.setVisible(not is_open and not self.audit.record.read_only_reason)
        for button in self.call_buttons:
            button.setVisible(has_any)

    def _show_contacts(self, contacts: Safety) -> None:
        self._contacts = contacts
        clear(self._calls.body)
        clear(self._steps.body)
        self.call_buttons = []
        for one in contact_views(contacts, discreet=self._discreet):
            self._calls.add(self._contact(one))
        if missing := missing_words(contacts.contacts):
            self._calls.add(_inset(Small(self.tr(missing), self._calls)))
        for step in contacts.steps:
            self._steps.add(Words(step, parent=self._steps))
        self._steps.setVisible(bool(contacts.steps))
        self.rows_changed()

    def _contact(self, one: ContactView) -> CardRow:
        row = CardRow(self._calls)
        words = QWidget(row)
        column = Column(words, gap=1)
        column.addWidget(Strong(one.name, words))
        column.addWidget(Words(one.number, "caution" if one.is_missing else "heading", words))
        if one.when:
            column.addWidget(Small(one.when, words))
        row.add(words, 1)
        button = SmallButton(self.tr("I called"), parent=row)
        button.setAccessibleName(self.tr("I called: {}").format(one.name))
        button.clicked.connect(lambda: self.add_call(one.name))
        button.setVisible(standing(self.audit) is not None)
        self.call_buttons.append(button)
        row.add(button)
        return row


def _inset(words: Small) -> QWidget:
    holder = QWidget()
    column = Column(holder, gap=0, margins=(18, 10, 18, 8))
    column.addWidget(words)
    return holder
