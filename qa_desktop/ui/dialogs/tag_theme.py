"""Asks with which theme some words of an audit are tagged, as a strength or as something to be developed."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.suggesting.model import Likely
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.tag_themes import Tag
from qa_desktop.ui.widgets.announce import announce
from qa_desktop.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from qa_desktop.ui.widgets.choices import RadioButton
from qa_desktop.ui.widgets.field import LabelledField
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, ScrollingColumn
from qa_desktop.ui.widgets.select import Select
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Subheading


@dataclass(frozen=True, slots=True)
class TagOffer:
    """What the dialog begins with."""

    quote: str
    item: str
    names: tuple[str, ...]
    """The themes of the list; where there are none, every name will do."""
    kind: ThemeKind | None = None
    name: str = ""


class TagTheme(QDialog):
    """It stays until the words are tagged."""

    tagged = Signal(object)
    """A Tag."""

    def __init__(self, offer: TagOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tag with a theme"))
        self._item = offer.item
        self._likely: Likely | None = None
        column = Column(self, gap=0)
        page = ScrollingColumn(self, gap=12)
        page.setAccessibleName(self.windowTitle())
        column.addWidget(page, 1)
        lead = self.tr("The theme rests on these words. They stay in the team until somebody redacts them.")
        page.add(PageHead(self.windowTitle(), lead))
        self.problem = Banner("", BannerKind.PROBLEM)
        self.problem.hide()
        page.add(self.problem)
        self.quote = GrowingTextEdit(self, lines=2)
        self.quote.set_text(offer.quote)
        page.add(LabelledField(self.tr("Words of the audit"), self.quote, parent=self))
        page.add(Subheading(self.tr("What they tell of"), self))
        self.kinds = {kind: RadioButton(kind.label, self) for kind in ThemeKind}
        page.add(FlowRow(*self.kinds.values(), gap=18))
        self.names: Select | QLineEdit = self._names(offer)
        page.add(LabelledField(self.tr("Theme"), self.names, parent=self))
        self.likely_button = LinkButton("", parent=self)
        self.likely_button.clicked.connect(self._take_likely)
        self.likely_button.hide()
        page.add(self.likely_button)
        page.body.addStretch(1)
        cancel = QuietButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self.tag_button = PrimaryButton(self.tr("Tag"))
        self.tag_button.setDefault(True)
        self.tag_button.clicked.connect(self._tag)
        column.addWidget(FooterBar(cancel, self.tag_button))
        self.resize(64 * self.fontMetrics().averageCharWidth(), 520)
        if offer.kind is not None:
            self.kinds[offer.kind].setChecked(True)
        next(one for one in self.kinds.values() if offer.kind is None or one.isChecked()).setFocus(
            Qt.FocusReason.OtherFocusReason
        )

    def show_likely(self, likely: Likely | None) -> None:
        """Offer what the words probably speak of; nothing is chosen by that."""
        self._likely = likely
        self.likely_button.setVisible(likely is not None)
        if likely is not None:
            words = self.tr("Suggested: {}, {}").format(likely.theme.name, likely.kind.label.lower())
            self.likely_button.setText(words)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why the words were not tagged."""
        self.problem.set_text(error.sentence)
        announce(self.problem, error.sentence, urgent=True)

    @property
    def name(self) -> str:
        """The theme that is chosen."""
        return self.names.currentText() if isinstance(self.names, Select) else self.names.text()

    def choose(self, kind: ThemeKind, name: str) -> None:
        """Choose a kind and a theme."""
        self.kinds[kind].setChecked(True)
        if isinstance(self.names, Select):
            self.names.setCurrentIndex(max(0, self.names.findText(name)))
        else:
            self.names.setText(name)

    def _names(self, offer: TagOffer) -> Select | QLineEdit:
        if not offer.names:
            return QLineEdit(offer.name, self)
        select = Select(self.tr("Theme"), self)
        for name in offer.names:
            select.addItem(name, name)
        select.setCurrentIndex(max(0, select.findText(offer.name)))
        return select

    def _take_likely(self) -> None:
        if self._likely is not None:
            self.choose(self._likely.kind, self._likely.theme.name)
            self.tag_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tag(self) -> None:
        kind = next((one for one, button in self.kinds.items() if button.isChecked()), None)
        if kind is None:
            words = self.tr("Say whether it is a strength or an area for development.")
            self.problem.set_text(words)
            announce(self.problem, words, urgent=True)
            next(iter(self.kinds.values())).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.tagged.emit(Tag(kind, self.name, self.quote.text, self._item))
