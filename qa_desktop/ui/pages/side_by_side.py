"""Two forms of one case side by side, domain by domain, with what a moderator settled about them."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.audit_columns import TwoColumns
from qa_desktop.ui.presenters.moderation import DomainView, PairView, SideView
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeBadge
from qa_desktop.ui.widgets.panes import Card, Column, FooterBar, PageHead, Pane, ScrollingColumn, Surface
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.tag import Tag
from qa_desktop.ui.widgets.text import Heading, Muted, Small, Strong, Words

DIFFERS = "≠"


class SideBySidePage(Page):
    """Lead at the left, peer at the right; one above the other where the window is narrow. Nothing is changed here."""

    left = Signal()
    begin_requested = Signal()

    def __init__(self, back: str, parent: QWidget | None = None) -> None:
        super().__init__("Moderation", parent)
        outer = Column(self, gap=0)
        self.column = ScrollingColumn(self, gap=16)
        self.column.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setAccessibleName(self.tr("Both forms"))
        outer.addWidget(self.column, 1)
        self.head = PageHead("")
        self.column.add(self.head)
        self.trouble = Banner("", BannerKind.PROBLEM)
        self.trouble.hide()
        self.column.add(self.trouble)
        self.settled = Card(self.tr("What was settled"))
        self.settled.hide()
        self.column.add(self.settled)
        self.only = CheckBox(self.tr("Differences only"))
        self.only.toggled.connect(lambda _: self._filter())
        self.column.add(self.only)
        self.cards = Column(gap=16)
        self.column.body.addLayout(self.cards)
        self.column.body.addStretch(1)
        self.back_button = QuietButton(back)
        self.back_button.clicked.connect(self.left)
        self.begin_button = PrimaryButton("")
        self.begin_button.clicked.connect(self.begin_requested)
        self.begin_button.hide()
        outer.addWidget(FooterBar(self.back_button, self.begin_button))
        self.domains: list[DomainCard] = []
        self._to_make: list[DomainView] = []
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._make_next)

    def show_pair(self, view: PairView) -> None:
        """Show both forms; the first domain at once, the others in turns of their own."""
        self.set_crumb(view.title)
        self.head.set_words(view.title, view.lead)
        self._show_settled(view)
        self.only.setVisible(any(one.differs for one in view.domains))
        self.begin_button.setText(view.go_on)
        self.begin_button.setVisible(bool(view.go_on))
        for card in self.domains:
            card.setParent(None)
            card.deleteLater()
        self.domains = []
        self._to_make = list(view.domains)
        self._make_next()
        self._later.start()

    @property
    def is_complete(self) -> bool:
        """Whether every domain is on the page."""
        return not self._to_make

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why something was not done."""
        self.trouble.set_text(error.sentence)
        announce(self, error.sentence, urgent=True)

    @override
    def focus_first(self) -> None:
        self.column.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_settled(self, view: PairView) -> None:
        self.settled.setVisible(bool(view.settled))
        if not view.settled:
            return
        if view.final is not None:
            badge = GradeBadge(view.final, self.settled)
            self.settled.add(FlowRow(Strong(self.tr("Final grade"), self.settled), badge))
        self.settled.add(Words(view.settled, parent=self.settled))
        for line in view.plan:
            self.settled.add(Small(f"• {line}", self.settled))

    def _make_next(self) -> None:
        now, self._to_make = self._to_make[:1], self._to_make[1:]
        for domain in now:
            card = DomainCard(domain, self.column.inner)
            self.domains.append(card)
            card.setVisible(domain.differs or not self.only.isChecked())
            self.cards.addWidget(card)
        if not self._to_make:
            self._later.stop()

    def _filter(self) -> None:
        for card in self.domains:
            card.setVisible(card.differs or not self.only.isChecked())


class DomainCard(Card):
    """What both gave for one domain. Where they differ it says so in words, with a sign."""

    def __init__(self, view: DomainView, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.differs = view.differs
        said = self.tr("{}: graded differently") if view.differs else self.tr("{}: graded alike")
        self.setAccessibleName(said.format(view.label))
        head = [Heading(view.label, parent=self)]
        mark: list[QWidget] = [Tag(f"{DIFFERS} {self.tr('Differ')}", self)] if view.differs else []
        self.add(FlowRow(*head, *mark))
        columns = TwoColumns(self, shares=(1, 1), gap=26)
        for side, given, column in zip(
            columns.sides, (view.lead, view.peer), (columns.left, columns.right), strict=True
        ):
            column.addWidget(_side(given, side))
            column.addStretch(1)
        self.add(columns)


def _side(view: SideView, parent: QWidget) -> QWidget:
    box = Pane(Surface.CLEAR, parent=parent)
    column = Column(box, gap=6)
    column.addWidget(Small(view.who, box))
    column.addWidget(FlowRow(GradeBadge(view.grade, box)))
    if view.first is not None:
        column.addWidget(Muted(box.tr("First given: {}").format(view.first.label), box))
    if view.reason:
        column.addWidget(Words(view.reason, parent=box))
    for line in view.evidence:
        column.addWidget(Small(f"• {line}", box))
    return box
