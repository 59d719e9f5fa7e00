"""The reports page: which report of which time, its parts with the officer's words, its pages, and who gets it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from qa_desktop.domain.reports.draft import AddedPart, Structure
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.report_given import ReportGivenCard
from qa_desktop.ui.pages.report_part import ReportPartCard
from qa_desktop.ui.pages.sign_preview import NotePreview
from qa_desktop.ui.presenters.carried_filter import CarriedFilter
from qa_desktop.ui.presenters.reports import DraftView, PartLine, Progress, ReportChoice
from qa_desktop.ui.small_turns import SmallTurns
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import ColumnsLayout, FlowRow
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, Row, ScrollingColumn, clear
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Muted

LEAD = "Choose a report and its time, write your words, save it, and keep who got it."
LEAST_LETTERS, SIDE_BY_SIDE = 26, 112
"""The least width of a choice, and from which width on the pages stand beside the words, in letters."""
SOON_MS, LOOK_MS = 700, 100
PDF = ".pdf"
FORMATS = (
    (PDF, "PDF"),
    (".docx", "Word, for editing"),
    (".xlsx", "Spreadsheet"),
    (".html", "Large print"),
    (".txt", "Text"),
)


class ReportsPage(Page):
    """What is written is kept as it settles; the pages follow."""

    report_chosen = Signal(str, str)
    """A report and a period."""
    words_settled = Signal(str, str)
    arranged = Signal(object)
    """The Structure."""
    preview_wanted = Signal()
    save_requested = Signal(str, bool)
    """The ending of the file, and whether it is sealed."""
    figures_requested = Signal()
    stop_requested = Signal()
    """The report that is being made is not to be made."""

    def __init__(self, carried: CarriedFilter | None = None, parent: QWidget | None = None) -> None:
        """`carried` is what was chosen on the insight page, where somebody came from there."""
        super().__init__("Reports", parent)
        self._carried = carried
        outer = Column(self, gap=0)
        line = Row(gap=0)
        outer.addLayout(line, 1)
        self.column = ScrollingColumn(self, gap=14)
        line.addWidget(self.column, 3)
        self.preview = NotePreview(self, self.tr("The report"), self.tr("Back to the words"))
        self.preview.back_requested.connect(self._show_words)
        line.addWidget(self.preview, 2)
        self.column.add(PageHead(self.tr("Reports"), self.tr(LEAD)))
        self.report, self.period = Select(self.tr("Report"), self), Select(self.tr("Period"), self)
        self.report.activated.connect(lambda _: self._offer_periods())
        self.period.activated.connect(lambda _: self._choose_period())
        self.column.add(self._choices())
        self.facts = Muted("", self)
        self.column.add(self.facts)
        self.carried_words = Banner("", BannerKind.NOTE)
        self.carried_words.hide()
        self.column.add(self.carried_words)
        self._add_states()
        self._parts = Column(gap=12)
        self.column.body.addLayout(self._parts)
        self.cards: list[ReportPartCard] = []
        self.column.add(self._own_section())
        self.given = ReportGivenCard(self.column.inner)
        self.column.add(self.given)
        self.column.body.addStretch(1)
        outer.addWidget(self._footer())
        self.turns = SmallTurns(self)
        self._every: tuple[ReportChoice, ...] = ()
        self.view: DraftView | None = None
        self._progress: Progress | None = None
        self._soon, self._look = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.preview_wanted)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._show_progress)

    @property
    def chosen(self) -> tuple[str, str]:
        """The report and the period that are chosen."""
        return str(self.report.currentData() or ""), str(self.period.currentData() or "")

    @property
    def words(self) -> dict[str, str]:
        """What is written, by part; of parts that are out it stays."""
        return {card.line.id: card.words.text for card in self.cards if card.words.text.strip()}

    @property
    def structure(self) -> Structure:
        """Which parts are in."""
        own = tuple(AddedPart(card.line.id, card.line.title) for card in self.cards if card.line.is_own)
        out = tuple(card.line.id for card in self.cards if not card.line.is_own and not card.is_in.isChecked())
        return Structure(out, own)

    def show_choices(self, every: tuple[ReportChoice, ...]) -> None:
        """Offer the reports of the authority."""
        kept = self.chosen[0]
        if not kept and self._carried is not None and (best := self._carried.best_of(every)) is not None:
            kept = best.id
        self._every = every
        self.report.clear()
        for one in every:
            self.report.addItem(one.title, one.id)
        self.report.setCurrentIndex(max(0, self.report.findData(kept)))
        self._offer_periods()

    def show_draft(self, view: DraftView) -> None:
        """Show a report as it stands; its parts come one after the other."""
        self.view = view
        self.trouble.set_text("")
        self.done.set_text("")
        self.topic_field.setVisible(view.wants_topic)
        self.figures_button.setVisible(view.takes_figures)
        self.keeping.setVisible(not view.may_keep)
        clear(self._parts)
        self.cards = []
        self.turns.stop()
        self.save_button.setEnabled(False)
        for part in view.parts:
            self.turns.add(partial(self._add_part, part, view.last))
        self.turns.add(partial(self.given.show_view, view))
        self.turns.add(self.preview_soon)
        self.turns.add(partial(self.save_button.setEnabled, True))

    def preview_soon(self) -> None:
        """Ask for the pages once nothing changes any more."""
        self._soon.start()

    def show_making(self, what: str, progress: Progress | None) -> None:
        """Show that the report is being made, and how far it is."""
        self._progress = progress
        self.busy.begin(what, can_cancel=True)
        self._look.start()

    def show_pages(self, pdf: bytes) -> None:
        """Show the pages."""
        self.end_making()
        self.trouble.set_text("")
        self.preview.show_pdf(pdf)

    def show_done(self, words: str) -> None:
        """Say what was done."""
        self.end_making()
        self.trouble.set_text("")
        self.done.set_text(words)
        announce(self, words)
        self.column.ensureWidgetVisible(self.done)

    def show_problem(self, words: str) -> None:
        """Say why something was not done."""
        self.end_making()
        self.trouble.set_text(words)
        announce(self, words, urgent=True)
        self.column.ensureWidgetVisible(self.trouble)

    def end_making(self) -> None:
        """Stop showing that it is being made."""
        self._look.stop()
        self._progress = None
        self.busy.end()

    @override
    def focus_first(self) -> None:
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def flush(self) -> None:
        for card in self.cards:
            card.words.settle()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fold()

    def _choices(self) -> QWidget:
        box = QWidget(self)
        grid = ColumnsLayout(box, gap=10, least_width=self.fontMetrics().averageCharWidth() * LEAST_LETTERS)
        grid.addWidget(LabelledField(self.tr("Report"), self.report))
        grid.addWidget(LabelledField(self.tr("Period"), self.period))
        return box

    def _add_states(self) -> None:
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self.stop_requested)
        self.trouble, self.done = Banner("", BannerKind.PROBLEM), Banner("", BannerKind.GOOD)
        self.keeping = Banner(
            self.tr("Your words go into the file, and are kept nowhere else: only QA officers keep drafts of reports."),
            BannerKind.NOTE,
        )
        for one in (self.busy, self.trouble, self.done, self.keeping):
            one.hide()
            self.column.add(one)
        self.topic = QLineEdit(self)
        self.topic.editingFinished.connect(self.preview_soon)
        self.topic_field = LabelledField(self.tr("Topic"), self.topic, self.tr("As “Supervision”"))
        self.topic_field.hide()
        self.column.add(self.topic_field)
        self.figures_button = SecondaryButton(self.tr("Bring in performance figures"))
        self.figures_button.clicked.connect(self.figures_requested)
        self.figures_button.hide()
        self.column.add(FlowRow(self.figures_button))

    def _own_section(self) -> Card:
        card = Card(self.tr("A section of your own"), self.column.inner)
        self.own_title = QLineEdit(card)
        card.add(LabelledField(self.tr("Its title"), self.own_title))
        self.own_button = SmallButton(self.tr("Add it"), parent=card)
        self.own_button.clicked.connect(self._add_own)
        self.own_title.returnPressed.connect(self._add_own)
        card.add(FlowRow(self.own_button))
        return card

    def _footer(self) -> FooterBar:
        self.pages_button = QuietButton(self.tr("Show the pages"))
        self.pages_button.clicked.connect(self._show_preview)
        self.seal = CheckBox(self.tr("Seal it"), self)
        self.format = Select(self.tr("Format"), self)
        for ending, words in FORMATS:
            self.format.addItem(self.tr(words), ending)
        self.format.currentIndexChanged.connect(lambda _: self.seal.setEnabled(self.format.currentData() == PDF))
        self.save_button = PrimaryButton(self.tr("Save the report"))
        self.save_button.setEnabled(False)  # until every part is there
        self.save_button.clicked.connect(self._save)
        return FooterBar(self.pages_button, self.seal, self.format, self.save_button)

    def _offer_periods(self) -> None:
        choice = next((one for one in self._every if one.id == self.chosen[0]), None)
        self.period.clear()
        for name, words in choice.periods if choice is not None else ():
            self.period.addItem(words, name)
        if choice is not None:
            self.facts.setText(choice.facts)
            carried = self._carried
            meant = choice.usual if carried is None else carried.period_of(choice)
            self.period.setCurrentIndex(self.period.findData(meant))
            self.carried_words.set_text("" if carried is None else carried.words(choice))
            self._ask()

    def _choose_period(self) -> None:
        self._carried = None
        self.carried_words.set_text("")
        self._ask()

    def _ask(self) -> None:
        self.flush()
        self.report_chosen.emit(*self.chosen)

    def _add_part(self, part: PartLine, last: str) -> None:
        card = ReportPartCard(part, last, self.column.inner)
        card.words_settled.connect(self._settled)
        card.put_in.connect(lambda _part, _ticked: self._arrange())
        card.taken_out.connect(self._take_out)
        self.cards.append(card)
        self._parts.addWidget(card)

    def _settled(self, part: str, text: str) -> None:
        self.words_settled.emit(part, text)
        self.given.offer(saved=False)
        self.preview_soon()

    def _arrange(self) -> None:
        self.arranged.emit(self.structure)
        self.given.offer(saved=False)
        self.preview_soon()

    def _add_own(self) -> None:
        title = self.own_title.text().strip()
        if title:
            own = self.structure
            self.own_title.clear()
            self.flush()
            self.arranged.emit(Structure(own.without, (*own.added, AddedPart("", title))))

    def _take_out(self, part: str) -> None:
        own = self.structure
        self.flush()
        self.arranged.emit(Structure(own.without, tuple(one for one in own.added if one.id != part)))

    def _save(self) -> None:
        self.flush()
        ending = str(self.format.currentData())
        self.save_requested.emit(ending, self.seal.isChecked() and ending == PDF)

    def _show_progress(self) -> None:
        if self._progress is not None and self._progress.of:
            self.busy.show_progress(self.tr("The report is being made"), self._progress.done, self._progress.of)

    def _fold(self) -> None:
        """Let the pages stand beside the words where there is room, else in their place while they are wanted."""
        wide = self.width() >= SIDE_BY_SIDE * self.fontMetrics().averageCharWidth()
        self.pages_button.setVisible(not wide and not self.preview.wanted)
        self.preview.setVisible(wide or self.preview.wanted)
        self.column.setVisible(wide or not self.preview.wanted)
        back: Callable[[], None] | None = None if wide or not self.preview.wanted else self._show_words
        self.preview.set_back(back)

    def _show_preview(self) -> None:
        self.preview.set_wanted(wanted=True)
        self._fold()
        self.preview.prepare().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_words(self) -> None:
        self.preview.set_wanted(wanted=False)
        self._fold()
        self.pages_button.setFocus(Qt.FocusReason.OtherFocusReason)
