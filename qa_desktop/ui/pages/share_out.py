"""Who audits the cases of a draw: over whom they are shared out, whose cases each takes, with which tool, by when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.sampling.share_out import Auditor, Reach
from qa_desktop.services.share_out_cases import LEAD, PEER
from qa_desktop.ui.page import Page
from qa_desktop.ui.presenters.drawn import REACHES, ShareChoice, ShareView, parts_of
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.error_summary import ErrorSummary
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import BusyBar
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words

NOT_NOW, ALL = "", "all"
FAIR = (
    "Nobody gets a case whose worker they are. As many cases as possible are given within the monthly quotas, and "
    "those who have and did fewest get most."
)


class ShareOutPage(Page):
    """A proposal is made from what is chosen; nothing is sent before it was looked at."""

    left = Signal()
    list_requested = Signal()
    """Choose the list of the draw again."""
    tool_chosen = Signal(str)
    proposed = Signal(object)
    """A ShareChoice."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("Draw and allocate", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=16, widest=980)
        page.setAccessibleName(self.tr("Who audits them"))
        outer.addWidget(page, 1)
        self.summary = ErrorSummary(self)
        page.add(self.summary)
        self.head = PageHead(self.tr("Who audits them"), FAIR)
        page.add(self.head)
        self.busy = BusyBar(self)
        page.add(self.busy)
        self.list_card = Card(self.tr("The list is needed again"))
        self.list_card.add(
            Words(
                self.tr("Who may take a case depends on its team, service and worker. QA Desktop keeps none of them.")
            )
        )
        self.list_button = SecondaryButton(self.tr("Choose the list of this draw"))
        self.list_button.clicked.connect(self.list_requested)
        self.list_card.add(FlowRow(self.list_button))
        page.add(self.list_card)
        self._add_what(page, today)
        self.people_card = Card(self.tr("People"), padded=False)
        page.add(self.people_card)
        page.body.addStretch(1)
        back = QuietButton(self.tr("The draw"))
        back.clicked.connect(self.left)
        self.propose_button = PrimaryButton(self.tr("Propose"))
        self.propose_button.clicked.connect(self._go_on)
        outer.addWidget(FooterBar(back, self.propose_button))
        self._people: tuple[Auditor, ...] = ()
        self.takes: dict[str, Select] = {}

    @property
    def is_pair(self) -> bool:
        """Whether a lead and a peer are wanted for each case."""
        return bool(self.who.currentData())

    def show_view(self, view: ShareView) -> None:
        """Offer who is here."""
        self.busy.end()
        self.head.set_words(self.tr("Who audits them"), FAIR, view.title)
        self.show_list_needed(needed=view.needs_list)
        self.tool.clear()
        for tool_id, title in view.tools:
            self.tool.addItem(title, tool_id)
        self.who.setCurrentIndex(int(view.is_pair))
        self.reach.setCurrentIndex(self.reach.findData(view.reach))
        self._people = view.people
        self._fit()
        self.tool.setCurrentIndex(self.tool.findData(view.tool) if view.tool else -1)
        if self.tool.currentIndex() >= 0:
            self.tool_chosen.emit(view.tool)

    def show_list_needed(self, *, needed: bool) -> None:
        """Ask for the list, or do not any more."""
        self.list_card.setVisible(needed)
        self.propose_button.setEnabled(not needed)

    def show_due(self, day: date | None) -> None:
        """Propose by when the cases are audited."""
        self.due.set_date(day)

    def show_problem(self, sentence: str) -> None:
        """Say why nothing was proposed."""
        self.busy.end()
        self.propose_button.setEnabled(not self.list_card.isVisibleTo(self))
        self.summary.show_problems([(sentence, None)])

    @override
    def focus_first(self) -> None:
        first = self.list_button if self.list_card.isVisibleTo(self) else self.tool
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_what(self, page: ScrollingColumn, today: date) -> None:
        card = Card(self.tr("What they do"))
        box = QWidget()
        grid = ColumnsLayout(box, gap=14, least_width=260)
        self.tool = Select(self.tr("Tool"))
        self.tool.setPlaceholderText(self.tr("Choose the tool"))
        self.tool.activated.connect(lambda _: self.tool_chosen.emit(str(self.tool.currentData())))
        self._tool_field = LabelledField(self.tr("Tool"), self.tool)
        self.due = DateField(today)
        self._due_field = LabelledField(self.tr("By when"), self.due, optional=True)
        self.who = Select(self.tr("Who audits each case"))
        self.who.addItem(self.tr("One auditor"), False)
        self.who.addItem(self.tr("A lead and a peer, each on a form of their own"), True)
        self.who.activated.connect(lambda _: self._fit())
        self.reach, self.peer_reach = Select(self.tr("Whose cases")), Select(self.tr("Whose cases the peer takes"))
        for select in (self.reach, self.peer_reach):
            for reach, words in REACHES.items():
                select.addItem(words, reach)
        self._reach_field = LabelledField(self.tr("Whose cases"), self.reach)
        self._peer_field = LabelledField(self.tr("Whose cases the peer takes"), self.peer_reach)
        who = LabelledField(self.tr("Who audits each case"), self.who)
        for field in (self._tool_field, self._due_field, who, self._reach_field, self._peer_field):
            grid.addWidget(field)
        card.add(box)
        page.add(card)

    def _fit(self) -> None:
        self._reach_field.set_label(self.tr("Whose cases the lead takes") if self.is_pair else self.tr("Whose cases"))
        self._peer_field.setVisible(self.is_pair)
        clear(self.people_card.body)
        self.takes = {}
        if not self._people:
            self.people_card.add(Muted(self.tr("Nobody is known here yet. People arrive with a sync.")))
        else:
            everybody = SmallButton(self.tr("Everybody takes part"))
            everybody.clicked.connect(self._take_all)
            line = FlowRow(everybody)
            line.setContentsMargins(18, 2, 18, 8)
            self.people_card.add(line)
        for one in self._people:
            self.people_card.add(self._row(one))

    def _take_all(self) -> None:
        for select in self.takes.values():
            select.setCurrentIndex(select.findData(ALL))

    def _row(self, one: Auditor) -> CardRow:
        line = CardRow()
        words = QWidget()
        column = Column(words, gap=2)
        column.addWidget(Strong(one.name))
        load = self.tr("{} this month, {} in twelve months").format(one.this_month, one.done)
        column.addWidget(Small(" · ".join(part for part in (one.role, one.team, one.service, load) if part)))
        line.add(words, 1)
        select = self.takes[one.key] = Select(self.tr("What {} takes").format(one.name))
        select.addItem(self.tr("Not this time"), NOT_NOW)
        select.addItem(self.tr("Either part") if self.is_pair else self.tr("Takes part"), ALL)
        if self.is_pair:
            select.addItem(self.tr("Lead only"), LEAD)
            select.addItem(self.tr("Peer only"), PEER)
        line.add(select)
        return line

    def _go_on(self) -> None:
        taken = {key: str(select.currentData()) for key, select in self.takes.items()}
        takes: dict[str, tuple[str, ...]] = {
            key: () if what == ALL else (what,) for key, what in taken.items() if what != NOT_NOW
        }
        problems: list[tuple[str, QWidget | None]] = []
        if self.tool.currentIndex() < 0:
            problems.append((self.tr("Choose the tool"), self._tool_field))
        if self.due.is_wrong:
            problems.append((self.tr("Enter a date, for example 18 December 2026"), self._due_field))
        if not takes:
            first = next(iter(self.takes.values()), None)
            problems.append((self.tr("Choose at least one person who takes part"), first))
        self.summary.show_problems(problems)
        if problems:
            return
        self.propose_button.setEnabled(False)
        self.busy.begin(self.tr("Sharing out"))
        reach: Reach = self.reach.currentData()
        peer: Reach = self.peer_reach.currentData()
        parts = parts_of(is_pair=self.is_pair, reach=reach, peer_reach=peer)
        self.proposed.emit(ShareChoice(parts, takes, str(self.tool.currentData()), self.due.day))
