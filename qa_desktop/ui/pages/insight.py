"""What the audits say: one filter for all figures, charts with their tables, and the audits behind each part."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.drawing import Target
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.question import FigureChoices, FigureFilter
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.insight_behind import BehindCard
from qa_desktop.ui.presenters.insight import AuditLine, ChartView, InsightChoices, InsightQuestion, InsightView, Shown
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import QuietButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.figure_chart import FigureChart
from qa_desktop.ui.widgets.figure_table import FigureTableView
from qa_desktop.ui.widgets.flow import ColumnsLayout
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar, EmptyState

LEAST_LETTERS = 18
NOTHING = InsightChoices(FigureChoices())
OF_ONE = frozenset({Shown.MONTHS, Shown.QUARTERS, Shown.TEAMS, Shown.SERVICES, Shown.CATEGORIES})
"""What tells of one domain, or of the overall grade."""
SOON_MS = 30


class InsightPage(Page):
    """Every choice asks anew; what is shown is what is saved."""

    question_asked = Signal(object)
    """An InsightQuestion."""
    behind_asked = Signal(str, str, str)
    """The scale, the group or domain, and the grade; in a map the domain and the group."""
    more_requested = Signal()
    audit_requested = Signal(str)
    picture_requested = Signal()
    sheet_requested = Signal()

    def __init__(self, periods: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("Insight", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14, widest=1100)
        outer.addWidget(self.column, 1)
        self.head = PageHead(self.tr("Insight"), "")
        self.column.add(self.head)
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
        self.empty = EmptyState(
            self.tr("No figures here yet"),
            self.tr("They come from signed audits. Choose another time or fewer filters."),
        )
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
        outer.addWidget(FooterBar(self.picture_button, self.sheet_button))
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
            tool=self._chosen("tool"),
            service=self._chosen("service"),
            team=self._chosen("team"),
            practitioner=self._chosen("practitioner"),
            category=self._chosen("category"),
            theme=self._chosen("theme"),
        )
        shown = Shown(self._chosen("shown") or Shown.MONTHS.value)
        return InsightQuestion(wanted, shown, self._chosen("item") or OVERALL, hide_small=self.small.isChecked())

    def show_choices(self, choices: InsightChoices) -> None:
        """Offer what occurs in the figures; what was chosen stays chosen where it still occurs."""
        self._choices = choices
        found = choices.choices
        _fill(self._selects["tool"], choices.titles)
        for name, words, values in (
            ("service", self.tr("Every service"), found.services),
            ("team", self.tr("Every team"), found.teams),
            ("category", self.tr("Every category of case"), found.categories),
            ("theme", self.tr("Every theme"), found.themes),
            ("practitioner", self.tr("Every practitioner"), choices.practitioners),
        ):
            _fill(self._selects[name], (("", words), *((one, one) for one in values)))
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
        self.cards = [ChartCard(one, self.column.inner) for one in view.charts]
        for card in self.cards:
            card.part_chosen.connect(self.behind_asked)
            self._charts.addWidget(card)
        self.empty.setVisible(not self.cards)
        self.picture_button.setEnabled(any(card.chart is not None for card in self.cards))
        self.sheet_button.setEnabled(bool(self.cards))
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
            ("service", self.tr("Service")),
            ("team", self.tr("Team")),
            ("category", self.tr("Category of case")),
            ("theme", self.tr("Theme")),
            ("practitioner", self.tr("Practitioner")),
        ):
            select = self._selects[name] = Select(words, self)
            select.activated.connect(lambda _=0, chosen=name: self._choose(chosen))
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
        _fill(self._selects["item"], items or ((OVERALL, self.tr("Overall grade")),))
        single = Shown(self._chosen("shown") or Shown.MONTHS.value) in OF_ONE
        self._selects["item"].setVisible(single and bool(items))


class ChartCard(Card):
    """A chart with its table."""

    part_chosen = Signal(str, str, str)

    def __init__(self, view: ChartView, parent: QWidget) -> None:
        super().__init__(view.table.title, parent)
        self.view = view
        self.chart: FigureChart | None = None
        if view.drawn is not None:
            self.chart = FigureChart(view.drawn, self)
            self.chart.target_chosen.connect(self._choose_target)
            self.add(self.chart)
        self.table = FigureTableView(view.table, self)
        self.table.cell_chosen.connect(self._choose_cell)
        self.add(self.table)

    def _choose_target(self, target: Target) -> None:
        if self.view.drawn is not None:
            self.part_chosen.emit(self.view.drawn.scale.id, target.name, target.column)

    def _choose_cell(self, row: int, column: int) -> None:
        """Ask for the audits behind a cell of the table, where it is one that counts a grade."""
        told = self.view.drawn
        if isinstance(told, Breakdown) and column < len(told.scale.points) and told.bars[row].tells(column):
            self.part_chosen.emit(told.scale.id, told.bars[row].name, told.scale.points[column].code)
        elif isinstance(told, HeatMap) and not told.cells[row][column].is_hidden:
            self.part_chosen.emit(told.scale.id, told.rows[row][0], told.columns[column])


def _fill(select: Select, offered: tuple[tuple[str, str], ...]) -> None:
    kept = select.currentData()
    select.clear()
    for value, words in offered:
        select.addItem(words, value)
    select.setCurrentIndex(max(0, select.findData(kept)))
