"""Brings a tool in from a spreadsheet: what it makes and all that is lost is shown before anything of it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.import_form_details import FormDetailsCard
from qa_desktop.ui.pages.tools_preview import preview_parts
from qa_desktop.ui.presenters.import_form import DetailsView, FoundView, PlacedWords, RefusedView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Card, CardRow, Column, FooterBar, PageHead, ScrollingColumn, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Heading, Small, Words

MOST_ROWS = 80
"""More places than this are told in one text: a workbook may hold thousands, and each row costs the window time."""


class ImportFormPage(Page):
    """One page that asks for a file, says what is in it, and brings it in."""

    file_requested = Signal()
    read_again_requested = Signal()
    stop_requested = Signal()
    accepted = Signal(object)
    """A DetailsView."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tools", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=14, widest=760)
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setAccessibleName(self.tr("What the spreadsheet holds"))
        self.busy = BusyBar(self)
        self.busy.cancel_requested.connect(self._stop)
        self.details: FormDetailsCard | None = None
        outer.addWidget(self.column, 1)
        self.back_button = QuietButton(self.tr("← All tools"))
        self.back_button.clicked.connect(self.left)
        self.again_button = SecondaryButton(self.tr("Read it again"))
        self.again_button.clicked.connect(self.read_again_requested)
        self.choose_button = SecondaryButton(self.tr("Choose another file"))
        self.choose_button.clicked.connect(self.file_requested)
        self.take_button = PrimaryButton(self.tr("Choose a file"))
        self.take_button.clicked.connect(self._take)
        outer.addWidget(FooterBar(self.back_button, self.again_button, self.choose_button, self.take_button))
        self._is_found = False
        self.show_start()

    def show_start(self) -> None:
        """Say what can be brought in, and ask for the file."""
        self._begin(self.tr("Bring in from a spreadsheet"), self.tr("A form that your authority keeps in Excel."))
        card = Card(self.tr("Which spreadsheets"))
        for words in (
            self.tr(
                "Workbooks in the XLSForm layout, as KoboToolbox, ODK and Survey123 use it, with a sheet called "
                "“survey”; and every tool that was saved from here as an XLSForm."
            ),
            self.tr("The workbook is only read. Macros are never run, and links are not followed."),
            self.tr("You see the tool and everything that cannot be carried over before anything is kept."),
            self.tr("It becomes a draft that you can change. No audit uses it before you publish it."),
        ):
            card.add(Words(words))
        self.column.add(card)
        self._end(found=False, can_read_again=False)

    def show_reading(self, file: str) -> None:
        """Say that a file is being read; it can be stopped."""
        self._begin(self.tr("Bring in from a spreadsheet"), file)
        self._end(found=False, can_read_again=False)
        self.take_button.setEnabled(False)
        self.busy.begin(self.tr("Reading {}").format(file), can_cancel=True)

    def show_refused(self, view: RefusedView) -> None:
        """Say why a workbook makes no tool, each mistake by its place."""
        self._begin(self.tr("This cannot be brought in"), view.file)
        self.column.add(Banner(view.words, BannerKind.PROBLEM))
        if view.mistakes:
            self.column.add(_placed(self.tr("What to put right"), view.mistakes))
        self._end(found=False, can_read_again=True)
        announce(self, view.words, urgent=True)

    def show_found(self, view: FoundView) -> None:
        """Show what a form makes and what is lost."""
        self._begin(view.preview.title, view.lead, view.file)
        if view.losses:
            words = self.tr("Not everything in this form can be carried over. Read what is lost before you go on.")
            self.column.add(Banner(words, BannerKind.CAUTION))
            self.column.add(_placed(self.tr("What is lost, or becomes another"), view.losses))
        else:
            words = self.tr("Everything in this form is carried over.")
            self.column.add(Banner(words, BannerKind.GOOD))
        self.details = FormDetailsCard(view.details)
        self.column.add(self.details)
        self.column.add(Heading(self.tr("The tool as it will be")))
        for part in preview_parts(view.preview):
            self.column.add(part)
        self._end(found=True, can_read_again=True)
        self.take_button.setText(self.tr("Bring it in without these") if view.losses else self.tr("Bring it in"))
        announce(self, words)

    def show_problem(self, view: RefusedView) -> None:
        """Say why the tool is not kept; it can be put right and tried again."""
        self.take_button.setEnabled(True)
        if self.details is not None:
            lines = [f"{one.place}: {one.words}" if one.place else one.words for one in view.mistakes]
            self.details.show_problems(lines or [view.words])

    @override
    def focus_first(self) -> None:
        first = self.column if self._is_found else self.take_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, title: str, lead: str, above: str = "") -> None:
        self.busy.end()
        self.busy.setParent(self)
        clear(self.column.body)
        self.details = None
        self.column.add(PageHead(title, lead, above))
        self.column.add(self.busy)
        self.column.verticalScrollBar().setValue(0)

    def _end(self, *, found: bool, can_read_again: bool) -> None:
        self._is_found = found
        self.column.body.addStretch(1)
        self.again_button.setVisible(can_read_again)
        self.choose_button.setVisible(found)
        self.take_button.setEnabled(True)
        if not found:
            self.take_button.setText(self.tr("Choose another file") if can_read_again else self.tr("Choose a file"))
        self.focus_first()

    def _take(self) -> None:
        if not self._is_found:
            self.file_requested.emit()
            return
        details: DetailsView | None = self.details.read() if self.details else None
        if details is not None:
            self.take_button.setEnabled(False)
            self.accepted.emit(details)

    def _stop(self) -> None:
        self.stop_requested.emit()
        self.show_start()
        announce(self, self.tr("Stopped. Nothing was kept."))


def _placed(heading: str, told: Sequence[PlacedWords]) -> Card:
    card = Card(heading, padded=False)
    for one in told[:MOST_ROWS]:
        card.add(_row(one.place, one.words))
    if rest := told[MOST_ROWS:]:
        card.add(_row("", "\n".join(f"{one.place}: {one.words}" for one in rest)))
    return card


def _row(place: str, words: str) -> CardRow:
    line = CardRow()
    block = QWidget()
    column = Column(block, gap=2)
    if place:
        column.addWidget(Small(place))
    column.addWidget(Words(words))
    line.add(block, 1)
    return line
