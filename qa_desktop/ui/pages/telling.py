"""Tell: everybody whom a signed audit is told to, with who told them, when and how, and e-mails as drafts (P-43)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.telling import Tell, open_tells, tells
from qa_desktop.services.note_access import Access
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.pages.drafts import Drafts
from qa_desktop.ui.pages.telling_card import TellCard
from qa_desktop.ui.presenters.audit_handover import file_stem
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_telling import lead_words
from qa_desktop.ui.widgets.buttons import SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Card, Column
from qa_desktop.ui.widgets.text import Muted, PageTitle


class TellPage(AuditPage):
    """The page on which telling is looked after."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        head = Column(gap=4)
        head.addWidget(PageTitle(self.tr("Tell"), self.sheet))
        self._lead = Muted("", self.sheet)
        head.addWidget(self._lead)
        self.column.body.addLayout(head)
        self.cards: dict[str, TellCard] = {}
        self._list = Column(gap=16)
        self.column.body.addLayout(self._list)
        self._email = self._email_card()
        self.column.add(self._email)
        self._learning = self._learning_card()
        self.column.add(self._learning)
        self.drafts = Drafts(self, self.sheet)
        self.column.add(self.drafts)
        self.column.body.addStretch(1)
        self.show_audit(session.audit, frozenset())

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        found = tells(audit)
        for one in found:
            if one.key not in self.cards:
                card = self.cards[one.key] = TellCard(self, one, self.sheet)
                card.email_requested.connect(lambda key=one.key: self._draft_for(key))
                card.letter_requested.connect(lambda key=one.key: self._letter_for(key))
                self._list.addWidget(card)
                self.rows_changed()
            self.cards[one.key].show_tell(one)
        waiting = open_tells(audit)
        self._lead.setText(lead_words(found, waiting))
        self._email.setVisible(bool(found) and not audit.is_private)
        self.email_button.setEnabled(any(not one.is_told for one in waiting))

    @override
    def set_pair_mode(self, *, on: bool) -> None:
        self._learning.setVisible(not on)

    @override
    def focus_first(self) -> None:
        waiting = open_tells(self.audit)
        card = self.cards.get(waiting[0].key) if waiting else next(iter(self.cards.values()), None)
        if card is not None:
            card.focus_first()
        else:
            self.points.setFocus(Qt.FocusReason.OtherFocusReason)

    def _email_card(self) -> Card:
        card = Card(self.tr("E-mails and letters"), self.sheet)
        words = self.tr("Nothing is sent from here: your mail program opens a saved draft, and a letter is printed.")
        card.add(Muted(words, card))
        self.attach = CheckBox(self.tr("With the sealed note; otherwise they only say where it is"), card)
        self.attach.setChecked(True)
        card.add(self.attach)
        self.email_button = SecondaryButton(self.tr("Prepare an e-mail to all who are still to be told"), parent=card)
        self.email_button.clicked.connect(self._draft_for_all)
        card.add(FlowRow(self.email_button))
        return card

    def _learning_card(self) -> Card:
        card = Card(self.tr("Learning for all staff"), self.sheet)
        self.points = GrowingTextEdit(card, lines=2)
        hint = self.tr("What everybody should take from this audit; no case, no names. It is kept in the draft alone.")
        card.add(LabelledField(self.tr("Key recommendations"), self.points, hint, card, optional=True))
        button = self.learning_button = SecondaryButton(self.tr("Prepare an e-mail to all staff"), parent=card)
        button.clicked.connect(self._draft_learning)
        card.add(FlowRow(button))
        return card

    def _draft_for(self, key: str) -> None:
        self._draft([one for one in tells(self.audit) if one.key == key])

    def _letter_for(self, key: str) -> None:
        audit, attach, desk = self.audit, self.attach.isChecked(), self.session.desk
        person = next(one for one in tells(audit) if one.key == key)
        self.drafts.save("letter", lambda: desk.prepare_email.letter(audit, person, attach=attach), Access.TEXT_COPIED)

    def _draft_for_all(self) -> None:
        self._draft([one for one in open_tells(self.audit) if not one.is_told])

    def _draft(self, people: list[Tell]) -> None:
        audit, attach = self.audit, self.attach.isChecked()
        desk = self.session.desk
        what = Access.NOTE_SAVED if attach else Access.TEXT_COPIED
        self.drafts.save(file_stem(audit), lambda: desk.prepare_email.tell(audit, people, attach=attach), what)

    def _draft_learning(self) -> None:
        words, desk = self.points.text, self.session.desk
        self.drafts.save("learning", lambda: desk.prepare_email.learning(words), None)
