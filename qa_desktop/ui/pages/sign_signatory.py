"""One signatory at a time: the statement, the ways to answer it, and who attests the signature."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Value
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_sign import (
    SignatoryView,
    SignView,
    absent,
    attestation,
    declined_by,
    later_by,
    opened_again,
    signed_by,
)
from qa_desktop.ui.widgets.buttons import Chip, LinkButton, PrimaryButton, SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.ink_pad import InkPad
from qa_desktop.ui.widgets.panes import Card, Column, Frame
from qa_desktop.ui.widgets.text import Small, Strong, Subheading, Words, restyle


class Way(Enum):
    """How a signatory answers."""

    DRAW = "draw"
    TYPE = "type"
    DECLINE = "decline"
    ABSENT = "absent"
    LATER = "later"


class SignatoryRow(QWidget):
    """The signatories beside each other; the one whose turn it is has a frame."""

    chosen = Signal(str)
    """The role."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = ColumnsLayout(self, gap=14, least_width=self.fontMetrics().averageCharWidth() * 26)
        self.cards: dict[str, SignatoryCard] = {}

    def show_signatories(self, signatories: tuple[SignatoryView, ...], current: str) -> None:
        """Show how each line stands."""
        for one in signatories:
            card = self.cards.get(one.block.role)
            if card is None:
                card = self.cards[one.block.role] = SignatoryCard(one, self)
                card.link.clicked.connect(lambda _=False, role=one.block.role: self.chosen.emit(role))
                self._layout.addWidget(card)
            card.show_signatory(one, current=one.block.role == current)

    def focus_first(self) -> None:
        """Go to the first line that can still be answered."""
        for card in self.cards.values():
            if card.link.isVisible():
                card.link.setFocus(Qt.FocusReason.OtherFocusReason)
                return


class SignatoryCard(Frame):
    """One signatory's line, small."""

    def __init__(self, view: SignatoryView, parent: QWidget) -> None:
        super().__init__("card", parent)
        column = Column(self, gap=2, margins=(16, 10, 16, 10))
        optional = self.tr(" (optional)") if view.block.optional else ""
        column.addWidget(Subheading(f"{view.number} {view.block.label}{optional}", self))
        self._words = Strong("", self)
        column.addWidget(self._words)
        self._detail = Small("", self)
        column.addWidget(self._detail)
        self.link = LinkButton("", parent=self)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_signatory(self, view: SignatoryView, *, current: bool) -> None:
        """Show how the line stands."""
        self._words.setText(self.tr("Signing now") if current and view.is_open else view.words)
        detail = " · ".join(part for part in (view.name if not view.is_open else "", view.detail) if part)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.link.setText(self.tr("Sign") if view.is_open else self.tr("Change"))
        self.link.setAccessibleName(f"{self.link.text()}: {view.block.label}")
        self.link.setVisible(not current and view.may_change)
        frame = "chosen" if current else "card"
        if self.property("frame") != frame:
            self.set_look(frame)
            restyle(self)


class SignatoryPanel(Card):
    """What the signatory whose turn it is reads and says."""

    said = Signal(object)
    """The fields of the signature line, by path."""

    def __init__(self, page: AuditPage) -> None:
        super().__init__(parent=page.sheet)
        self._page = page
        self._view: SignView | None = None
        self._signatory: SignatoryView | None = None
        self._way = Way.DRAW
        self._attested = ""
        self.add(Subheading(self.tr("What you are signing"), self))
        self._statement = Words("", parent=self)
        self.add(self._statement)
        self._done_words = Strong("", self)
        self.add(self._done_words)
        self._again = SmallButton(self.tr("Take this back and sign again"), parent=self)
        self._again.clicked.connect(self._take_back)
        self.add(FlowRow(self._again))
        self._form = QWidget(self)
        self.add(self._form)
        self._build_form()

    @property
    def role(self) -> str:
        """Whose turn it is."""
        return self._signatory.block.role if self._signatory else ""

    def show_signatory(self, view: SignView, signatory: SignatoryView) -> None:
        """Show one signatory; what was begun stays while it is the same one."""
        another = self._signatory is None or self._signatory.block.role != signatory.block.role
        was_open = self._signatory is not None and self._signatory.is_open
        self._view, self._signatory = view, signatory
        self._statement.setText(f"“{signatory.block.statement}”")
        self._form.setVisible(signatory.is_open)
        self._done_words.setVisible(not signatory.is_open)
        self._done_words.setText(f"{signatory.block.label}: {signatory.words} {signatory.detail}".strip())
        self._again.setVisible(not signatory.is_open and signatory.may_change)
        if another or (signatory.is_open and not was_open):
            self._clear(signatory)

    def focus_first(self) -> None:
        """Go to where this signatory begins."""
        target: QWidget = self._again
        if self._signatory is not None and self._signatory.is_open:
            target = self.chips[self._way]
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, way: Way) -> None:
        """Take another way of answering."""
        self._way = way
        self.chips[way].setChecked(True)
        signs = way in (Way.DRAW, Way.TYPE)
        self.ink.setVisible(way is Way.DRAW)
        self._reason_field.setVisible(way in (Way.DECLINE, Way.ABSENT))
        self._reason_field.set_label(
            self.tr("Why, in their own words") if way is Way.DECLINE else self.tr("Why they are not present")
        )
        self._day_field.setVisible(way is Way.LATER)
        self._attest_field.setVisible(signs)
        self.record_button.setText(
            {
                Way.DRAW: self.tr("Record this signature"),
                Way.TYPE: self.tr("Sign with this name"),
                Way.DECLINE: self.tr("Record that they decline"),
                Way.ABSENT: self.tr("Record that they are not present"),
                Way.LATER: self.tr("Record the date"),
            }[way]
        )
        self._propose_attestation()

    def record(self) -> None:
        """Record what the signatory says, or say what is missing."""
        missing = self._missing()
        for field in (self._name_field, self._reason_field, self._day_field):
            field.set_problem(missing.get(field, ""))
        self._ink_problem.setVisible(self._way is Way.DRAW and not self.ink.has_ink)
        if missing or (self._way is Way.DRAW and not self.ink.has_ink):
            first = next(iter(missing), None)
            (first.control if first else self.chips[Way.TYPE]).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.said.emit(self._values())

    def _build_form(self) -> None:
        column = Column(self._form, gap=12)
        self.chips: dict[Way, Chip] = {}
        group = QButtonGroup(self)
        row = FlowRow(parent=self._form)
        for way, words in (
            (Way.DRAW, self.tr("Draw")),
            (Way.TYPE, self.tr("Type your name")),
            (Way.DECLINE, self.tr("Decline, with a reason")),
            (Way.ABSENT, self.tr("Not present")),
            (Way.LATER, self.tr("Sign later")),
        ):
            chip = self.chips[way] = Chip(words, row)
            group.addButton(chip)
            chip.clicked.connect(lambda _=False, chosen=way: self.choose(chosen))
            row.add(chip)
        column.addWidget(row)
        form = self._form
        self.name, self.reason = QLineEdit(form), GrowingTextEdit(form, lines=2)
        self.day = DateField(self._page.today, form)
        self._name_field = LabelledField(self.tr("Name"), self.name, parent=form)
        self._reason_field = LabelledField(self.tr("Why"), self.reason, parent=form)
        self._day_field = LabelledField(self.tr("They will sign by"), self.day, parent=form)
        self.ink = InkPad(self.tr("the signatory"), form)
        self._ink_problem = Words(self.tr("Draw the signature, or type the name instead"), "problem", form)
        self._ink_problem.hide()
        self.attest = QLineEdit(form)
        hint = self.tr("Stands beside the signature.")
        who = self.tr("Who was there, and who operated the laptop")
        self._attest_field = LabelledField(who, self.attest, hint, form)
        self.attest.textEdited.connect(lambda _: self._stop_proposing())
        for widget in (
            self._name_field,
            self._ink_problem,
            self.ink,
            self._reason_field,
            self._day_field,
            self._attest_field,
        ):
            column.addWidget(widget)
        self.record_button = PrimaryButton("", parent=form)
        self.record_button.clicked.connect(self.record)
        column.addWidget(FlowRow(self.record_button))

    def _clear(self, signatory: SignatoryView) -> None:
        self.name.setText(signatory.name)
        self.reason.set_text("")
        self.day.set_date(None)
        self.ink.clear()
        self._attested = ""
        self.attest.clear()
        for way in (Way.DECLINE, Way.ABSENT, Way.LATER):
            self.chips[way].setVisible(not signatory.block.seals)
        for field in (self._name_field, self._reason_field, self._day_field):
            field.set_problem("")
        self._ink_problem.hide()
        self.choose(self._way if self._way in (Way.DRAW, Way.TYPE) else Way.DRAW)

    def _propose_attestation(self) -> None:
        if self._view is None or self._way not in (Way.DRAW, Way.TYPE) or self.attest.text() != self._attested:
            return
        owner = self._page.session.desk.owner.name
        self._attested = attestation(self._view, self.role, owner, drawn=self._way is Way.DRAW)
        self.attest.setText(self._attested)

    def _stop_proposing(self) -> None:
        self._attested = "\0"

    def _missing(self) -> dict[LabelledField, str]:
        missing: dict[LabelledField, str] = {}
        if not self.name.text().strip() and self._way in (Way.DRAW, Way.TYPE, Way.LATER):
            missing[self._name_field] = self.tr("Enter the name")
        if self._way in (Way.DECLINE, Way.ABSENT) and not self.reason.text.strip():
            missing[self._reason_field] = self.tr("Give the reason")
        if self._way is Way.LATER and self.day.day is None:
            missing[self._day_field] = self.tr("Give a date, such as 27/11/2026")
        return missing

    def _values(self) -> dict[str, Value]:
        role, name = self.role, self.name.text()
        now = self._page.session.desk.clock.now()
        day = self.day.day
        ways: dict[Way, Callable[[], dict[str, Value]]] = {
            Way.DRAW: lambda: signed_by(role, name, self.ink.png(), self.attest.text(), now),
            Way.TYPE: lambda: signed_by(role, name, b"", self.attest.text(), now),
            Way.DECLINE: lambda: declined_by(role, name, self.reason.text, now),
            Way.ABSENT: lambda: absent(role, name, self.reason.text),
            Way.LATER: lambda: later_by(role, name, day) if day else {},
        }
        return ways[self._way]()

    def _take_back(self) -> None:
        if self._signatory is not None and self._signatory.mark.state is not SignatureState.OPEN:
            self._page.session.record(opened_again(self.role))
