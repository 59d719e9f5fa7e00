"""Asks why an audit is put on hold and who may look meanwhile, and says beforehand what follows."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.holding import HoldReason, Terms
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.presenters.holds import OFFER, NamedPerson
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton, SmallButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Subheading, Words
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

LIST_HEIGHT = 120


class PlaceHold(QDialog):
    """Reason, words, a day to look again, and people. It stays until the hold is placed."""

    hold_requested = Signal(object)
    """Terms."""

    def __init__(self, people: tuple[NamedPerson, ...], title: str, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people = people
        self._shown: tuple[NamedPerson, ...] = ()
        self._named: dict[str, NamedPerson] = {}
        self.setWindowTitle(self.tr("Put on hold"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        page.add(PageHead(self.windowTitle(), title))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        page.add(Muted(OFFER, self))
        self._add_reasons(page)
        self._add_words(page, today)
        self._add_people(page)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.hold_button = PrimaryButton(self.tr("Put on hold"))
        self.hold_button.setAutoDefault(False)
        self.hold_button.setEnabled(False)
        self.hold_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.hold_button))
        self.resize(64 * self.fontMetrics().averageCharWidth(), 680)
        self._filter()
        next(iter(self.reasons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def terms(self) -> Terms | None:
        """What is chosen; None while no reason is."""
        reason = next((one for one, button in self.reasons.items() if button.isChecked()), None)
        if reason is None:
            return None
        people = tuple(one.id for one in self._named.values())
        return Terms(reason, self.why.toPlainText().strip(), self.review.day, people)

    def show_problem(self, words: str) -> None:
        """Say why it was not done."""
        self.problem.set_text(words)
        self.hold_button.setEnabled(True)
        announce(self.problem, words, urgent=True)

    def _add_reasons(self, page: ScrollingColumn) -> None:
        page.add(Subheading(self.tr("Reason"), self))
        lines = Column(gap=2)
        self.reasons: dict[HoldReason, RadioButton] = {}
        for reason in HoldReason:
            button = self.reasons[reason] = RadioButton(reason.title, self)
            button.toggled.connect(lambda _: self.hold_button.setEnabled(True))
            lines.addWidget(button)
        page.body.addLayout(lines)

    def _add_words(self, page: ScrollingColumn, today: date) -> None:
        self.why = GrowingTextEdit(lines=3)
        hint = self.tr("Whoever may look at the audit can read this. It goes when the audit is disposed of.")
        page.add(LabelledField(self.tr("Why, in words"), self.why, hint, optional=True))
        self.review = DateField(today)
        self.review_field = LabelledField(
            self.tr("Look at it again on"), self.review, self.tr("It ends nothing by itself."), optional=True
        )
        page.add(self.review_field)

    def _add_people(self, page: ScrollingColumn) -> None:
        page.add(Subheading(self.tr("Who may look besides (optional)"), self))
        always = self.tr("Its auditor, QA officers and the head of service keep what they see without a hold.")
        page.add(Muted(always, self))
        self.named = QWidget(self)
        self._named_lines = Column(self.named, gap=2)
        self.named.hide()
        page.add(self.named)
        self.search = SearchLine(self.tr("Search people"), self.tr("Search by name or role"), self)
        page.add(self.search)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("People"), lines_of, self)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        self.list.setMinimumHeight(LIST_HEIGHT)
        page.body.addWidget(self.list, 1)
        self.name_button = SmallButton(self.tr("Name this person"))
        self.name_button.setAutoDefault(False)
        self.name_button.setEnabled(False)
        self.name_button.clicked.connect(self._name)
        page.add(FlowRow(self.name_button))
        self.search.textChanged.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.name_button.setEnabled(now.isValid()))

    def _filter(self) -> None:
        words = self.search.text().strip().casefold()
        left = (one for one in self._people if one.id not in self._named)
        self._shown = tuple(one for one in left if words in f"{one.name} {one.role}".casefold())
        self.model.show_rows(tuple(TwoLines(one.name, one.role) for one in self._shown))
        self.name_button.setEnabled(self.list.currentIndex().isValid())

    def _name(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._shown):
            person = self._shown[row]
            self._named[person.id] = person
            announce(self, self.tr("{} may look too").format(person.name))
            self._show_named()
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_out(self, person: NamedPerson) -> None:
        self._named.pop(person.id, None)
        self._show_named()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_named(self) -> None:
        clear(self._named_lines)
        for person in self._named.values():
            line = FlowRow(Words(f"{person.name}, {person.role.lower()}"), self._leave_out_link(person))
            self._named_lines.addWidget(line)
        self.named.setVisible(bool(self._named))
        self._filter()

    def _leave_out_link(self, person: NamedPerson) -> LinkButton:
        link = LinkButton(self.tr("Leave out"))
        link.setAccessibleName(self.tr("Leave out {}").format(person.name))
        link.clicked.connect(lambda: self._leave_out(person))
        return link

    def _go_on(self) -> None:
        wrong = self.tr("This is no day. Write it as 31 January 2027.") if self.review.is_wrong else ""
        self.review_field.set_problem(wrong)
        if wrong:
            self.review.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self.review, wrong, urgent=True)
            return
        self.problem.hide()
        self.hold_button.setEnabled(False)
        self.hold_requested.emit(self.terms)
