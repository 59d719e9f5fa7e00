"""The home page: what to carry on, what is due, what was done this month."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from qa_desktop.overriding import override
from qa_desktop.ui import keys
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.home_work import WorkCard
from qa_desktop.ui.presenters.home import HomeRow, HomeView
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.kept_focus import kept_focus
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.status import EmptyState
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Words

SIDE_BY_SIDE_FROM = 92


class HomePage(Page):
    """Screen 1."""

    start_requested = Signal()
    audit_requested = Signal(str)
    """An audit's id."""
    allocation_requested = Signal(str)
    """Start an audit that was allocated: the allocation's id."""
    work_requested = Signal(str, str)
    """See due work: which of it and of which kind, as `WorkGroup` names them."""
    work_line_requested = Signal(str, str)
    """An audit's id, and the page of it."""
    answer_requested = Signal(str)
    """Answer an allocation, by its id."""
    quotas_requested = Signal()
    list_requested = Signal()
    tools_requested = Signal()
    checks_requested = Signal()
    """See the regular checks that were missed or are due."""
    """See the tools that are to be looked through."""
    sample_requested = Signal()
    """Try things out on an audit that is never sent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        outer = Column(self, gap=0)
        page = ScrollingColumn(self, gap=18, widest=1180)
        page.setAccessibleName(self.tr("Your work"))
        outer.addWidget(page)
        self.head = PageHead(self.tr("Your work"))
        self.start_button = PrimaryButton(self.tr("Start an audit"), keys.shown("start"))
        self.start_button.clicked.connect(self.start_requested)
        page.add(HeadRow(self.head, self.start_button))
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(18)
        self.allocated = Card(self.tr("Allocated to you"), padded=False)
        self.carry_on = Card(self.tr("Carry on"), padded=False)
        self.signed = Card(self.tr("Signed lately"), padded=False)
        self.month = Card(self.tr("This month"))
        self.checks = Reminder(self.tr("Regular checks"), self.tr("See the checks"))
        self.checks.button.clicked.connect(self.checks_requested)
        self.needs_you = WorkCard(self)
        self._columns.addLayout(_stack(self.allocated, self.carry_on, self.signed), 31)
        self.reviews = Reminder(self.tr("Tools"), self.tr("See the tools"))
        self.reviews.button.clicked.connect(self.tools_requested)
        self._columns.addLayout(_stack(self.month, self.checks, self.needs_you, self.reviews), 20)
        page.body.addLayout(self._columns)
        page.body.addStretch(1)
        self.buttons: tuple[SmallButton, ...] = ()
        self._month_words = Words("", parent=self)
        self.month.add(self._month_words)
        self._quota = Words("", parent=self)
        self._quota.hide()
        self.month.add(self._quota)
        self.quotas_button = SmallButton(self.tr("Quotas of everybody"))
        self.quotas_button.clicked.connect(self.quotas_requested)
        self.quotas_button.hide()
        self.month.add(FlowRow(self.quotas_button))
        self._sync = Small("", self)
        self.month.add(self._sync)
        self.allocated.hide()
        self.signed.hide()
        self.needs_you.hide()
        self.needs_you.work_requested.connect(self.work_requested)
        self.needs_you.line_requested.connect(self.work_line_requested)

    def show_home(self, view: HomeView) -> None:
        """Show what there is; the keyboard stays where it is."""
        with kept_focus(self, self.focus_first):
            self._show_home(view)

    def show_reviews(self, words: str) -> None:
        """Say which tools are to be looked through; empty where none is."""
        self.reviews.tell(words)

    def show_checks(self, words: str) -> None:
        """Say which regular checks were missed or are due; empty where none is."""
        self.checks.tell(words)

    @property
    def quota_words(self) -> str:
        """What is said of what is expected this month; empty where nothing is."""
        return self._quota.text()

    def show_quota(self, words: str) -> None:
        """Say how far one is with what is expected in this month; empty where nothing is."""
        self._quota.setText(words)
        self._quota.setVisible(bool(words))

    def show_sync_line(self, words: str) -> None:
        """Say what is only on this laptop, where the top bar has no room for it."""
        self._sync.setText(words)

    @override
    def focus_first(self) -> None:
        (self.buttons[0] if self.buttons else self.start_button).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _show_home(self, view: HomeView) -> None:
        self.set_crumb(view.day)
        self.head.set_words(self.tr("Your work"), view.lead)
        made: list[SmallButton] = []
        self._fill(self.allocated, view.allocated, self.tr("Start"), made)
        if view.more_allocated:
            self.allocated.add(_inset(Small(self.tr("{} more, due later").format(view.more_allocated))))
        self.allocated.setVisible(bool(view.allocated))
        self._fill(self.carry_on, view.drafts, self.tr("Resume"), made)
        if not view.drafts:
            empty = EmptyState("", self.tr("Audits that you start appear here until they are signed."), inset=True)
            self.carry_on.add(empty)
            sample = QuietButton(self.tr("Try a sample audit"))
            sample.clicked.connect(self.sample_requested)
            self.carry_on.body.addWidget(sample, 0, Qt.AlignmentFlag.AlignLeft)
        if view.more_drafts:
            more = QuietButton(self.tr("See {} more").format(view.more_drafts))
            more.clicked.connect(self.list_requested)
            self.carry_on.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._fill(self.signed, view.signed, self.tr("Open"), made)
        self.signed.setVisible(bool(view.signed))
        made += self.needs_you.show_work(view)
        self._month_words.setText(self.tr("Signed: {}").format(view.signed_this_month))
        self._sync.setText(view.sync_line)
        self.buttons = tuple(made)

    def _fit(self) -> None:
        wide = self.width() >= SIDE_BY_SIDE_FROM * self.fontMetrics().averageCharWidth()
        self._sync.setVisible(not wide)  # where the top bar has no room for it
        directions = QBoxLayout.Direction
        self._columns.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _fill(self, card: Card, rows: tuple[HomeRow, ...], verb: str, made: list[SmallButton]) -> None:
        clear(card.body)
        for row in rows:
            card.add(self._row(card, row, verb, made))

    def _row(self, card: Card, row: HomeRow, verb: str, made: list[SmallButton]) -> CardRow:
        line = CardRow()
        words = QWidget()
        column = Column(words, gap=2)
        if row.due:
            column.addWidget(_due_words(row))
        column.addWidget(Strong(row.title))
        if row.caption:
            column.addWidget(Small(row.caption))
        line.add(words, 1)
        button = SmallButton(verb)
        button.setAccessibleName(f"{verb}: {row.name}")
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        asked = self.allocation_requested if card is self.allocated else self.audit_requested
        button.clicked.connect(lambda _=False, row_id=row.audit_id: asked.emit(row_id))
        made.append(button)
        if card is self.allocated:
            line.add(self._answer_button(row, made))
        line.add(button)
        return line

    def _answer_button(self, row: HomeRow, made: list[SmallButton]) -> SmallButton:
        button = SmallButton(self.tr("Answer"))
        button.setAccessibleName(self.tr("Answer: {}").format(row.title))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.answer_requested.emit(row.audit_id))
        made.append(button)
        return button


class Reminder(Card):
    """Something to look at, with the way there; hidden where nothing is to be said."""

    def __init__(self, title: str, see: str) -> None:
        super().__init__(title)
        self.words = Words("", parent=self)
        self.add(self.words)
        self.button = SmallButton(see)
        self.add(FlowRow(self.button))
        self.hide()

    def tell(self, words: str) -> None:
        """Say it; nothing where it is empty."""
        self.words.setText(words)
        self.setVisible(bool(words))


def _due_words(row: HomeRow) -> Words:
    return Words(f"■ {row.due}", "problem") if row.overdue else Words(row.due, "subheading")


def _stack(*cards: QWidget) -> Column:
    column = Column(gap=18)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return column


def _inset(words: Muted | Small) -> Muted | Small:
    words.setContentsMargins(18, 2, 18, 8)
    return words
