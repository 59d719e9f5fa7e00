"""Says what a list would bring into a register, before anything is begun, and which rows it would not."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.services.import_entries import ReadEntries
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead
from qa_desktop.ui.widgets.status import Banner, BannerKind, BusyBar
from qa_desktop.ui.widgets.text import Words
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

LEAST_HEIGHT = 140


class ImportEntriesDialog(QDialog):
    """How many rows are ready, and the others one by one."""

    begin_requested = Signal()
    rest_requested = Signal()
    """Save the rows that are not taken."""

    def __init__(self, title: str, found: ReadEntries, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Import into {}").format(title))
        outer = Column(self, gap=0)
        column = Column(gap=12, margins=(24, 20, 24, 12))
        outer.addLayout(column, 1)
        mine = counted(len(found.ready) - found.asked, "entry can", "entries can")
        lead = self.tr("{} be begun, and counted once signed.").format(mine)
        if found.asked:
            others = counted(found.asked, "entry is", "entries are")
            asked = self.tr("{} asked of the person whom the row names, who finds it on the home page.").format(others)
            lead = asked if found.asked == len(found.ready) else f"{lead} {asked}"
        self.head = PageHead(self.windowTitle(), lead)
        column.addWidget(self.head)
        self.busy = BusyBar(self)
        column.addWidget(self.busy)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        column.addWidget(self.trouble)
        if found.unknown:
            left = self.tr("Nothing is taken from these columns: {}.").format(", ".join(found.unknown))
            column.addWidget(Words(left))
        self.wrong_words = Words(self.tr("These rows are not taken:"))
        column.addWidget(self.wrong_words)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("Rows that are not taken"), lines_of, self, folds=False)
        self.list.setModel(self.model)
        self.list.setMinimumHeight(LEAST_HEIGHT)
        column.addWidget(self.list, 1)
        self.nothing = Words(self.tr("Every row can be taken."))
        column.addWidget(self.nothing)
        column.addStretch(0)
        cancel = QuietButton(self.tr("Close"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.rest_button = SecondaryButton(self.tr("Save the rows that are not taken"))
        self.rest_button.setAutoDefault(False)
        self.rest_button.clicked.connect(self.rest_requested)
        verb = self.tr("Ask for {}") if found.ready and found.asked == len(found.ready) else self.tr("Begin {}")
        self.begin_button = PrimaryButton(verb.format(counted(len(found.ready), "entry", "entries")))
        self.begin_button.setEnabled(bool(found.ready))
        self.begin_button.clicked.connect(self.begin_requested)
        outer.addWidget(FooterBar(cancel, self.rest_button, self.begin_button))
        self.resize(78 * self.fontMetrics().averageCharWidth(), 560)
        self.show_wrong(found)
        (self.begin_button if found.ready else self.list).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wrong(self, found: ReadEntries) -> None:
        """Show which rows are not taken."""
        rows = tuple(TwoLines(self.tr("Row {}").format(one.row), one.words) for one in found.wrong)
        self.model.show_rows(rows)
        for shown in (self.list, self.wrong_words, self.rest_button):
            shown.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def show_progress(self, done: int, of: int) -> None:
        """Say how many are begun."""
        self.begin_button.setEnabled(False)
        self.busy.begin(self.tr("{} of {} begun").format(done, of))

    def show_begun(self, made: int, asked: int, found: ReadEntries) -> None:
        """Say what came of it, and which rows are left."""
        self.busy.end()
        mine, theirs = (counted(many, "entry is", "entries are") for many in (made, asked))
        begun = self.tr("{} begun: “Not signed yet” lists them.").format(mine)
        others = self.tr("{} asked of others: “Draw and allocate” lists them.").format(theirs)
        told = " ".join(words for words, many in ((begun, made or not asked), (others, asked)) if many)
        self.head.set_words(self.windowTitle(), told)
        self.show_wrong(found)
        self.nothing.hide()

    def show_problem(self, sentence: str) -> None:
        """Say why it was not done."""
        self.busy.end()
        self.trouble.set_text(sentence)
