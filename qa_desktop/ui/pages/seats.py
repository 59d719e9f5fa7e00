"""Two-seat grading: one after the other chooses unseen, then both look together and agree."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.field_words import field_title
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.two_seats import SKIPPED, Moment, Seat, TwoSeats, difference, scale_at
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui import keys
from qa_desktop.ui.pages.audit_page import AuditPage
from qa_desktop.ui.presenters.audit_session import AuditSession
from qa_desktop.ui.presenters.audit_steps import SEATS_TITLE
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeBadge, GradeGroup
from qa_desktop.ui.widgets.panes import Card, Column, clear
from qa_desktop.ui.widgets.text import Heading, Muted, PageTitle, Strong, Words, one_line


class SeatsPage(AuditPage):
    """The page on which the two choose apart. What they choose is in memory alone."""

    def __init__(self, session: AuditSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent, widest=860)
        self._seats = TwoSeats("")
        self._origin = ""
        self._scale: Scale | None = None
        self.group: GradeGroup | None = None
        self.buttons: tuple[Button, ...] = ()
        head = Column(gap=4)
        head.addWidget(PageTitle(SEATS_TITLE, self))
        lead = self.tr(
            "Each of you chooses without seeing the other’s choice, or skips. Then you look together. What you chose "
            "apart is in no note and no report."
        )
        head.addWidget(Muted(lead, self))
        self.column.body.addLayout(head)
        self.card = Card()
        self.column.add(self.card)
        self.column.body.addStretch(1)

    def begin(self, path: str, origin: str) -> bool:
        """Begin with a grade of the page `origin`; tell whether two can choose there."""
        self._scale = scale_at(self.audit, path)
        if self._scale is None:
            return False
        self._seats, self._origin = TwoSeats(path), origin
        self._show()
        return True

    @override
    def show_audit(self, audit: Audit, changed: frozenset[str]) -> None:
        super().show_audit(audit, changed)
        if self._seats.path and scale_at(audit, self._seats.path) is None:
            self._seats = TwoSeats("")
            self._clear()

    @override
    def focus_place(self, path: str) -> bool:
        return False

    @override
    def focus_first(self) -> None:
        if self.group is not None:
            self.group.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def finish(self) -> bool:
        self._go_back()
        return False

    @property
    def seats(self) -> TwoSeats:
        """How far the two are."""
        return self._seats

    def _take(self, seats: TwoSeats) -> None:
        self._seats = seats
        if seats.moment is Moment.TOGETHER:
            self.session.first_choices.remember(seats)
        self._show()
        self.focus_first()

    def _clear(self) -> None:
        clear(self.card.body)
        self.group, self.buttons = None, ()

    def _show(self) -> None:
        self._clear()
        match self._seats.moment:
            case Moment.HAND_OVER:
                self._show_hand_over()
            case Moment.TOGETHER:
                self._show_together()
            case _:
                self._show_choice()
        self.card.add(FlowRow(*self.buttons))
        self.rows_changed()

    def _show_choice(self) -> None:
        seat = self._seats.turn
        if seat is None or self._scale is None:
            return
        other = Seat.AUDITOR if seat is Seat.PRACTITIONER else Seat.PRACTITIONER
        words = self.tr("{} chooses now. {}, please look away.").format(self._who(seat), self._who(other))
        question = self._question
        self._say(question, words)
        self.group = GradeGroup(self._scale, question, clearable=False)
        self.card.add(self.group)
        done = PrimaryButton(self.tr("Hide my choice and go on"), parent=self)
        done.setEnabled(False)
        group = self.group
        group.grade_chosen.connect(lambda code: done.setEnabled(bool(code)))
        done.clicked.connect(lambda: self._take(self._seats.choose(group.code)))
        skip = SecondaryButton(self.tr("Skip this time"), parent=self)
        skip.clicked.connect(lambda: self._take(self._seats.choose(SKIPPED)))
        self.buttons = (done, skip)

    def _show_hand_over(self) -> None:
        who = self._who(Seat.AUDITOR)
        self._say(self.tr("Hand the laptop over"), self.tr("The first choice is hidden. {} is next.").format(who))
        go_on = PrimaryButton(self.tr("I have the laptop"), parent=self)
        go_on.clicked.connect(lambda: self._take(self._seats.hand_over()))
        self.buttons = (go_on,)

    def _show_together(self) -> None:
        seats, points = self._seats, {point.code: point for point in self._scale.points} if self._scale else {}
        said = []
        for seat, code in seats.revealed.items():
            badge = GradeBadge(points.get(code), self, none_text=self.tr("Skipped"))
            said.append(f"{self._who(seat)}: {badge.accessibleName()}")
            self.card.add(FlowRow(one_line(Strong(self._who(seat), self)), badge, gap=12))
        together = SecondaryButton(self.tr("Choose together"), parent=self)
        together.clicked.connect(self._go_back)
        self.buttons = (together,)
        if seats.agreed:
            label = points[seats.agreed].label
            take = PrimaryButton(self.tr("Take “{}”").format(label), parent=self)
            take.clicked.connect(self._take_agreed)
            self.buttons = (take, together)
        elif seats.differ:
            words = self.tr(
                "Talk about what each of you saw, then choose together. Only if you still differ, record it: the "
                "{}’s {} stands, and the note has both views."
            ).format(lower_first(self._who(Seat.AUDITOR)), lower_first(self.audit.tool.words.grade))
            self.card.add(Words(words, parent=self))
            differ = SecondaryButton(self.tr("We still differ: record it"), parent=self)
            differ.clicked.connect(self._record_difference)
            self.buttons = (together, differ)
        announce(self, ". ".join(said), urgent=True)

    def _say(self, heading: str, words: str) -> None:
        self.card.add(Heading(heading, self))
        self.card.add(Words(words, parent=self))
        announce(self, f"{heading}. {words}", urgent=True)

    def _who(self, seat: Seat) -> str:
        words = self.audit.tool.words
        return words.practitioner if seat is Seat.PRACTITIONER else words.auditor

    @property
    def _question(self) -> str:
        return field_title(self.audit.tool, self._seats.path)

    def _take_agreed(self) -> None:
        self.session.record({self._seats.path: self._seats.agreed})
        self._go_back()

    def _record_difference(self) -> None:
        entry = self.session.new_entry()
        self.session.record(difference(self.audit, self._seats, entry))
        place = paths.entry("disagreement", entry, "auditor_view")
        self.session.when_settled(lambda: self.step_requested.emit(flow.PLAN, place))

    def _go_back(self) -> None:
        self.step_requested.emit(self._origin or flow.PLAN, self._seats.path)


class SeatsButton(FlowRow):
    """Offers to choose apart first, where the page has a grade that can be changed."""

    def __init__(self, page: AuditPage) -> None:
        self.button = SmallButton(page.tr("Each choose first, unseen"), keys.shown("two_seats"), page)
        super().__init__(self.button)
        self._page = page
        self.button.clicked.connect(lambda: page.seats_requested.emit(page.grade_at_hand()))
        page.session.audit_changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.button.setVisible(bool(self._page.grade_at_hand()))
