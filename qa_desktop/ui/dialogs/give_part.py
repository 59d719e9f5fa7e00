"""Asks to whom an audit is handed over or shown, and says beforehand what follows; takes parts back too."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from qa_desktop.domain.parts import Relation
from qa_desktop.ui.dialogs.held_parts import HeldParts
from qa_desktop.ui.item_models.two_lines import TwoLineModel, lines_of
from qa_desktop.ui.presenters.audit_sharing import WAYS, Candidate, Held, consequence
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Pane, ScrollingColumn, Surface
from qa_desktop.ui.widgets.search_line import SearchLine
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Muted, Subheading, Words
from qa_desktop.ui.widgets.two_line_list import TwoLineList, TwoLines

LIST_HEIGHT = 120
TALLEST, FRAME = 780, 40


class GivePart(QDialog):
    """What they get, who they are, and what follows. It stays until what was asked for is done."""

    give_requested = Signal(object, object)
    """A Candidate and a Relation."""
    take_back_requested = Signal(object)
    """A Held."""

    def __init__(
        self, people: tuple[Candidate, ...], title: str, *, is_signed: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._people = people
        self._shown: tuple[Candidate, ...] = ()
        self._is_signed = is_signed
        self.setWindowTitle(self.tr("Hand over or share"))
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        page.add(PageHead(self.windowTitle(), title))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        self.told = Banner("", BannerKind.GOOD)
        self.told.hide()
        page.add(self.told)
        self.held = HeldParts(self)
        self.held.hide()
        self.held.take_back_requested.connect(self._take_back)
        page.add(self.held)
        self._add_ways(page)
        self._add_people(page)
        self._follows = Pane(Surface.SURFACE, "top")
        self.words = Words("")
        Column(self._follows, margins=(22, 10, 22, 10)).addWidget(self.words)
        column.addWidget(self._follows)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.give_button = PrimaryButton("")
        self.give_button.setAutoDefault(False)
        self.give_button.clicked.connect(self._go_on)
        column.addWidget(FooterBar(cancel, self.give_button))
        room = self.screen().availableGeometry().height() - FRAME
        self.resize(64 * self.fontMetrics().averageCharWidth(), min(TALLEST, room))
        self._filter()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def relation(self) -> Relation:
        """What is chosen to be given."""
        return next(relation for relation, button in self.ways.items() if button.isChecked())

    @property
    def chosen(self) -> Candidate | None:
        """Who is chosen."""
        row = self.list.currentIndex().row()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def show_held(self, held: tuple[Held, ...]) -> None:
        """Show who has a part now."""
        self.held.show_parts(held)
        stops = (*self.held.buttons, *self.ways.values(), self.search)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def show_taken_back(self, words: str, people: tuple[Candidate, ...], held: tuple[Held, ...]) -> None:
        """Say that a part was taken back, and go on with who has one now."""
        self._people = people
        self.held.setEnabled(True)
        self.show_held(held)
        self._filter()
        self.problem.hide()
        self.told.set_text(words)
        announce(self.told, words)
        if not self.held.focus_first():
            self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, words: str) -> None:
        """Say why it was not done."""
        self.told.hide()
        self.held.setEnabled(True)
        self.problem.set_text(words)
        self._show_choice()
        announce(self.problem, words, urgent=True)

    def _add_ways(self, page: ScrollingColumn) -> None:
        page.add(Subheading(self.tr("What they get"), self))
        ways = Column(gap=2)
        self.ways: dict[Relation, RadioButton] = {}
        for relation, words in WAYS:
            button = self.ways[relation] = RadioButton(words, self)
            button.setChecked(relation is Relation.OWNER)
            button.toggled.connect(lambda on: self._filter() if on else None)
            ways.addWidget(button)
        page.body.addLayout(ways)

    def _add_people(self, page: ScrollingColumn) -> None:
        page.add(Subheading(self.tr("Who"), self))
        self.search = SearchLine(self.tr("Search people"), self.tr("Search by name or role"), self)
        page.add(self.search)
        self.model = TwoLineModel(self)
        self.list = TwoLineList(self.tr("People"), lines_of, self)
        self.list.setModel(self.model)
        self.search.search_in(self.list)
        self.list.setMinimumHeight(LIST_HEIGHT)
        page.body.addWidget(self.list, 1)
        self.nobody = Muted("", self)
        page.add(self.nobody)
        self.search.textChanged.connect(lambda _: self._filter())
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_choice())

    def _filter(self) -> None:
        kept, words = self.chosen, self.search.text().strip().casefold()
        able = [one for one in self._people if self.relation in one.relations]
        self._shown = tuple(one for one in able if words in f"{one.name} {one.role}".casefold())
        self.model.show_rows(tuple(TwoLines(one.name, one.role) for one in self._shown))
        if kept in self._shown:
            self.list.setCurrentIndex(self.model.index(self._shown.index(kept)))
        self.list.setVisible(bool(self._shown))
        nobody = self.tr("Nobody who can have this part is known here yet. People arrive with a sync.")
        self.nobody.setText("" if self._shown else self.tr("Nobody matches.") if able else nobody)
        self.nobody.setVisible(not self._shown)
        self._show_choice()

    def _show_choice(self) -> None:
        person = self.chosen
        over = self.relation is Relation.OWNER
        name = person.name if person is not None else ""
        self.give_button.setEnabled(person is not None)
        if over:
            self.give_button.setText(self.tr("Hand over to {}").format(name) if name else self.tr("Hand over"))
        else:
            self.give_button.setText(self.tr("Share with {}").format(name) if name else self.tr("Share"))
        self.words.setText(consequence(self.relation, name, is_signed=self._is_signed) if name else "")
        self._follows.setVisible(bool(name))

    def _take_back(self, held: Held) -> None:
        self.problem.hide()
        self.held.setEnabled(False)
        self.take_back_requested.emit(held)

    def _go_on(self) -> None:
        person = self.chosen
        if person is not None:
            self.problem.hide()
            self.give_button.setEnabled(False)
            self.give_requested.emit(person, self.relation)
