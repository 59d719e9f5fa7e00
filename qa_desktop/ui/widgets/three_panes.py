"""Rail, page and guidance side by side, which fold away by themselves where the window is narrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QWidget
from typing_extensions import override

from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.panes import Column, Pane, Row, SidePane, Surface
from qa_desktop.ui.widgets.step_list import ProgressRail

FOLD_GUIDANCE_UNDER = 104
"""Average character widths of body text; about 1,040 px at the normal size."""
FOLD_RAIL_UNDER = 76
WIDE = 136
"""From this width on the side panes have their full width."""


@dataclass(frozen=True, slots=True)
class SideWords:
    """What the pane at the right is called, where it leads back to, and its full width in letters."""

    there: str
    back: str
    letters: int = 39


class ThreePanes(QWidget):
    """The rail at the left, the page in the middle, the guidance at the right.

    Where there is no room the guidance takes the place of the page while it is wanted (F2), and the rail becomes one
    line on top. Nothing ever needs sideways scrolling.
    """

    guidance_shown = Signal(bool)

    def __init__(
        self,
        rail: ProgressRail,
        page: QWidget,
        guidance: SidePane,
        parent: QWidget | None = None,
        words: SideWords | None = None,
    ) -> None:
        super().__init__(parent)
        self.rail, self.page, self.guidance = rail, page, guidance
        self._words = words or SideWords(self.tr("What good looks like"), self.tr("Back to the question"))
        self._has_guidance = True
        column = Column(self, gap=0)
        self._top = Pane(Surface.CANVAS, parent=self)
        self._top_line = Row(self._top, gap=0)
        column.addWidget(self._top)
        self._split = QSplitter(Qt.Orientation.Horizontal, self)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(page)
        # A splitter throws a pane's handle away with it, even while a new text size is being given to every widget,
        # and Qt then dresses what is gone. So it keeps two places for good, and the panes come and go in them.
        self._rail_place, self._guidance_place = QWidget(self), QWidget(self)
        Row(self._rail_place, gap=0).addWidget(rail)
        Row(self._guidance_place, gap=0).addWidget(guidance)
        self._split.addWidget(self._rail_place)
        self._split.addWidget(self._stack)
        self._split.addWidget(self._guidance_place)
        self._split.setStretchFactor(1, 1)
        column.addWidget(self._split, 1)
        self.toggle = SmallButton(self._words.there, "F2", self)
        self.toggle.clicked.connect(self.toggle_guidance)
        bar = Pane(Surface.CANVAS, "bottom", self)
        Row(bar, margins=(16, 4, 16, 4)).addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignRight)
        bar.hide()
        self._bar = bar
        column.insertWidget(1, bar)
        rail.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._folded_guidance = False
        self._folded_rail = False

    def set_has_guidance(self, *, there: bool) -> None:
        """Offer the guidance pane, or leave it away where a page has none."""
        self._has_guidance = there
        self._show_guidance()

    def toggle_guidance(self) -> None:
        """Show the guidance where it is folded away, or go back to the page; else move the focus there (F2)."""
        if not self._has_guidance:
            return
        if not self._folded_guidance:
            self.guidance.focus_first()
            return
        showing = self._stack.currentWidget() is self.guidance
        self._stack.setCurrentWidget(self.page if showing else self.guidance)
        self.toggle.setText(self._words.there if showing else self._words.back)
        if not showing:
            self.guidance.focus_first()
        self.guidance_shown.emit(not showing)

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()
        self._share_room()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 34, 300)

    def _fit(self) -> None:
        room = self.width() / max(1, self.fontMetrics().averageCharWidth())
        self._fold_guidance(folded=room < FOLD_GUIDANCE_UNDER)
        self._fold_rail(folded=room < FOLD_RAIL_UNDER)

    def _fold_guidance(self, *, folded: bool) -> None:
        if folded == self._folded_guidance:
            return
        self._folded_guidance = folded
        if folded:
            self._stack.addWidget(self.guidance)
        else:
            self._stack.removeWidget(self.guidance)
            _take_in(self._guidance_place, self.guidance)
        self._show_guidance()

    def _show_guidance(self) -> None:
        """Show the page, with the guidance or the way to it where there is any."""
        self._stack.setCurrentWidget(self.page)
        self._guidance_place.setVisible(self._has_guidance and not self._folded_guidance)
        self.toggle.setText(self._words.there)
        self._bar.setVisible(self._has_guidance and self._folded_guidance)
        self._share_room()

    def _fold_rail(self, *, folded: bool) -> None:
        if folded == self._folded_rail:
            return
        self._folded_rail = folded
        self.rail.fold(folded=folded)
        if folded:
            self.rail.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self._top_line.addWidget(self.rail)
        else:
            self.rail.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
            _take_in(self._rail_place, self.rail)
        self._rail_place.setVisible(not folded)
        self.rail.show()
        self._share_room()

    def _share_room(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        share = min(1.0, self.width() / letter / WIDE)
        rail = 0 if self._folded_rail else round(share * 26 * letter)
        beside = self._has_guidance and not self._folded_guidance
        guidance = round(share * self._words.letters * letter) if beside else 0
        self._split.setSizes([rail, max(200, self.width() - rail - guidance), guidance])


def _take_in(place: QWidget, pane: QWidget) -> None:
    layout = place.layout()
    if layout is not None:
        layout.addWidget(pane)
    pane.show()
