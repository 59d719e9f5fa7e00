"""What the audits say: one filter for all figures, charts with their tables, and the audits behind each part."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.control import ControlChart
from qa_desktop.domain.figures.drawing import Target
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.question import FigureChoices, FigureFilter, period_label
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.insight_behind import BehindCard
from qa_desktop.ui.presenters.carried_filter import CarriedFilter
from qa_desktop.ui.presenters.insight import (
    OF_ONE,
    ChartView,
    InsightChoices,
    InsightQuestion,
    InsightView,
    Shown,
    shown_title,
)
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.figure_chart import FigureChart
from qa_desktop.ui.widgets.figure_table import FigureTableView
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState
from qa_desktop.ui.widgets.text import Words

LEAST_LETTERS = 18
NOTHING = InsightChoices(FigureChoices())
SOON_MS = 30
ALWAYS = frozenset({"shown", "period"})
"""What there is to choose before anything was signed."""
PART = "|"
"""Between a month and what was changed in it."""


class InsightPage(Page):
    """Every choice asks anew; what is shown is what is saved."""

    question_asked = Signal(object)
    """An InsightQuestion."""
    behind_asked = Signal(int, str, str)
    """Which chart, the group, domain or month, and the grade; in a map the domain and the group."""
    more_requested = Signal()
    audit_requested = Signal(str)
    picture_requested = Signal()
    sheet_requested = Signal()
    export_requested = Signal()
    room_requested = Signal()
    report_requested = Signal()
    themes_requested = Signal()

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Insight", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14, widest=1100)
        outer.addWidget(self.column, 1)
        self.head = PageHead(self.tr("Insight"), "")
        self.themes_button = SecondaryButton(self.tr("Themes"))
        self.themes_button.setAccessibleDescription(self.tr("The list of themes, and quotations to be redacted"))
        self.themes_button.clicked.connect(self.themes_requested)
        self.column.add(HeadRow(self.head, self.themes_button))
        self._selects: dict[str, Select] = {}
        self.column.add(self._filters(periods))
        self.small = CheckBox(self.tr("Leave out small counts"), self)
        self.small.setChecked(True)
        self.small.toggled.connect(lambda _: self.ask())
        self.column.add(self.small)
        self.busy = BusyBar(self)
        self.column.add(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        self.column.add(self.trouble)
        self._usual = self.tr("They come from signed audits. Choose another time or fewer filters.")
        self.empty = EmptyState(self.tr("No figures here yet"), self._usual)
        self.empty.hide()
        self.column.add(self.empty)
        self._charts = Column(gap=14)
        self.column.body.addLayout(self._charts)
        self.cards: list[ChartCard] = []
        self.behind = BehindCard(self)
        self.behind.hide()
        self.behind.more_requested.connect(self.more_requested)
        self.behind.audit_requested.connect(self.audit_requested)
        self.column.add(self.behind)
        self.column.body.addStretch(1)
        self.picture_button = QuietButton(self.tr("Save as picture"))
        self.picture_button.clicked.connect(self.picture_requested)
        self.sheet_button = QuietButton(self.tr("Save as spreadsheet"))
        self.sheet_button.clicked.connect(self.sheet_requested)
        self.export_button = QuietButton(self.tr("Export audits"))
        self.export_button.clicked.connect(self.export_requested)
        self.room_button = QuietButton(self.tr("Inspection room"))
        self.room_button.clicked.connect(self.room_requested)
        self.report_button = SecondaryButton(self.tr("Make a report"))
        self.report_button.clicked.connect(self.report_requested)
        outer.addWidget(
            FooterBar(self.picture_button, self.sheet_button, self.export_button, self.room_button, self.report_button)
        )
        self._choices = NOTHING
        self.view: InsightView | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._ask_now)

    @property
    def question(self) -> InsightQuestion:
        """What is chosen."""
        period = self._chosen("period")
        whole = FigureFilter.of(ReportPeriod.parse(period)) if period else FigureFilter()
        wanted = FigureFilter(
            first=whole.first,
            last=whole.last,
            authority=self._chosen("authority"),
            tool=self._chosen("tool"),
            service=self._chosen("service"),
            team=self._chosen("team"),
            practitioner=self._chosen("practitioner"),
            category=self._chosen("category"),
            theme=self._chosen("theme"),
        )
        shown = Shown(self._chosen("shown") or Shown.MONTHS.value)
        since, _, change = self._chosen("since").partition(PART)
        return InsightQuestion(
            wanted,
            shown,
            self._chosen("item") or OVERALL,
            hide_small=self.small.isChecked(),
            since=since if shown is Shown.CONTROL else "",
            change=change if shown is Shown.CONTROL else "",
            register=self._chosen("register") if shown is Shown.BESIDE else "",
        )

    @property
    def carried(self) -> CarriedFilter:
        """What is chosen, for a report."""
        asked = self.question
        return CarriedFilter(
            asked.filter, self._chosen("period"), asked.shown, self._choices.titles, hide_small=asked.hide_small
        )

    def show_choices(self, choices: InsightChoices) -> None:
        """Offer what occurs in the figures; what was chosen stays chosen where it still occurs."""
        self._choices = choices
        found = choices.choices
        _fill(
            self._selects["shown"],
            tuple((one.value, self.tr(shown_title(one, choices.words))) for one in choices.shown),
        )
        every = (("", self.tr("Every tool")),) if len(choices.titles) > 1 else ()
        _fill(self._selects["tool"], (*choices.titles, *every))
        self._selects["tool"].setVisible(bool(choices.titles))
        months = ((one, period_label(one)) for one in reversed(found.months))
        changes = ((f"{month}{PART}{what}", f"{period_label(month)}: {what}") for month, what in choices.changes)
        _fill(self._selects["since"], (("", self.tr("No change marked")), *changes, *months))
        _fill(self._selects["register"], choices.registers)
        for name, words, values in (
            ("authority", self.tr("Every authority"), choices.authorities),
            ("service", self.tr("Every service"), _named(found.services)),
            ("team", self.tr("Every team"), _named(found.teams)),
            ("category", self.tr("Every category of case"), _named(found.categories)),
            ("theme", self.tr("Every theme"), _named(found.themes)),
            ("practitioner", self.tr("Every practitioner"), _named(choices.practitioners)),
        ):
            _fill(self._selects[name], (("", words), *values))
            self._selects[name].setVisible(bool(values))
        self._offer_items()
        self.ask()

    def ask(self) -> None:
        """Ask for what is chosen, once the choices have settled."""
        self._soon.start()

    def show_figures(self, view: InsightView) -> None:
        """Show what came of the question."""
        self.busy.end()
        self.trouble.set_text("")
        self.view = view
        self.head.set_words(self.tr("Insight"), view.counted)
        self.behind.hide()
        for card in self.cards:
            card.setParent(None)
            card.deleteLater()
        self.cards = [ChartCard(one, view, self.column.inner) for one in view.charts]
        for place, card in enumerate(self.cards):
            card.part_chosen.connect(partial(self.behind_asked.emit, place))
            self._charts.addWidget(card)
        self.empty.set_words(self.tr("No figures here yet"), view.empty or self._usual)
        self.empty.setVisible(not self.cards)
        self.picture_button.setEnabled(any(card.chart is not None for card in self.cards))
        self.sheet_button.setEnabled(bool(self.cards))
        self.export_button.setEnabled(bool(self.cards))
        self.room_button.setEnabled(bool(self.cards))
        announce(self, view.counted)

    def show_behind(self, title: str, rows: tuple[AuditLine, ...], *, more: bool, first: bool) -> None:
        """Show a page of the audits behind a figure."""
        self.behind.show_rows(title, rows, more=more, first=first)
        if first:
            self.column.ensureWidgetVisible(self.behind)

    def show_problem(self, sentence: str) -> None:
        """Say why there are no figures."""
        self.busy.end()
        self.trouble.set_text(sentence)
        announce(self, sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self._selects["shown"].setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, name: str) -> Select:
        """Return one of the choices by name."""
        return self._selects[name]

    def _ask_now(self) -> None:
        self.busy.begin(self.tr("Counting"))
        self.question_asked.emit(self.question)

    def _chosen(self, name: str) -> str:
        select = self._selects[name]
        return str(select.currentData() or "")

    def _filters(self, periods: tuple[tuple[str, str], ...]) -> QWidget:
        box = QWidget(self)
        letters = self.fontMetrics().averageCharWidth() * LEAST_LETTERS
        line = ColumnsLayout(box, gap=10, least_width=letters)
        for name, words in (
            ("shown", self.tr("What to show")),
            ("tool", self.tr("Tool")),
            ("period", self.tr("Of which time")),
            ("item", self.tr("What is graded")),
            ("since", self.tr("When something was changed")),
            ("register", self.tr("Which feedback")),
            ("authority", self.tr("Authority")),
            ("service", self.tr("Service")),
            ("team", self.tr("Team")),
            ("category", self.tr("Category of case")),
            ("theme", self.tr("Theme")),
            ("practitioner", self.tr("Practitioner")),
        ):
            select = self._selects[name] = Select(words, self)
            select.activated.connect(lambda _=0, chosen=name: self._choose(chosen))
            select.setVisible(name in ALWAYS)
            line.addWidget(select)
        _fill(self._selects["shown"], tuple((one.value, self.tr(one.title)) for one in Shown))
        _fill(self._selects["period"], (("", self.tr("Every time")), *periods))
        return box

    def _choose(self, name: str) -> None:
        if name in ("tool", "shown"):
            self._offer_items()
        self.ask()

    def _offer_items(self) -> None:
        """Offer what the chosen tool grades, where one of it is shown."""
        items = dict(self._choices.items).get(self._chosen("tool"), ())
        _fill(self._selects["item"], items or ((OVERALL, self._choices.words.overall),))
        shown = Shown(self._chosen("shown") or Shown.MONTHS.value)
        self._selects["item"].setVisible(shown in OF_ONE and bool(items))
        self._selects["since"].setVisible(shown is Shown.CONTROL)
        self._selects["register"].setVisible(shown is Shown.BESIDE)


class ChartCard(Card):
    """A chart with its table."""

    part_chosen = Signal(str, str)
    """The group, domain or month, and the grade; in a map the domain and the group."""

    def __init__(self, view: ChartView, of: InsightView, parent: QWidget) -> None:
        super().__init__(view.table.title, parent)
        self.view = view
        self.chart: FigureChart | None = None
        if view.drawn is not None:
            self.chart = FigureChart(view.drawn, of.policy, self)
            self.chart.target_chosen.connect(self._choose_target)
            self.add(self.chart)
        if view.note:
            self.add(Words(view.note, parent=self))
        self.table = FigureTableView(view.table, self)
        self.table.cell_chosen.connect(self._choose_cell)
        self.add(self.table)

    def _choose_target(self, target: Target) -> None:
        self.part_chosen.emit(target.name, target.column)

    def _choose_cell(self, row: int, column: int) -> None:
        """Ask for what is behind a cell of the table, where it tells of anything."""
        told = self.view.drawn
        if isinstance(told, Breakdown):
            if column < len(told.scale.points) and told.bars[row].tells(column):
                self.part_chosen.emit(told.bars[row].name, told.scale.points[column].code)
        elif isinstance(told, HeatMap):
            if not told.cells[row][column].is_hidden:
                self.part_chosen.emit(told.rows[row][0], told.columns[column])
        elif isinstance(told, ControlChart):
            if told.points[row].is_known:
                self.part_chosen.emit(told.points[row].name, "")
        elif self.view.names:
            self.part_chosen.emit(self.view.names[row], self.view.table.heads[column + 1])


def _named(values: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return values as choices that are called as they are."""
    return tuple((one, one) for one in values)


def _fill(select: Select, offered: tuple[tuple[str, str], ...]) -> None:
    kept = select.currentData()
    select.clear()
    for value, words in offered:
        select.addItem(words, value)
    select.setCurrentIndex(max(0, select.findData(kept)))
