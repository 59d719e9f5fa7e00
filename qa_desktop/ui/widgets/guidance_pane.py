"""What good looks like, beside the question: points to tick together, descriptors, and where to look."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget
from typing_extensions import override

from qa_desktop.domain.scale import ScalePoint
from qa_desktop.ui.widgets.buttons import Chip
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeBadge
from qa_desktop.ui.widgets.panes import Column, ScrollingColumn, SidePane, clear
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Subheading, Words, tab_through


@dataclass(frozen=True, slots=True)
class PointView:
    """A point of guidance and whether both have seen it."""

    id: str
    text: str
    ticked: bool = False
    group: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    """Sub-points as (letter, text)."""
    applies_to: str = ""


@dataclass(frozen=True, slots=True)
class PlacesView:
    """Where to look, for the whole page or for one question."""

    heading: str
    """The question; empty for the whole page."""
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GuidanceView:
    """Everything the pane shows for one page."""

    points: tuple[PointView, ...] = ()
    descriptors: tuple[tuple[ScalePoint, str], ...] = ()
    """Each grade with its descriptor for this page."""
    where_to_look: tuple[PlacesView, ...] = ()
    prompts: tuple[str, ...] = ()
    """Things to ask."""
    source: str = ""
    """Authority, document and section; and how far the words are printed."""


class GuidancePane(SidePane):
    """Three leaves: What good looks like, Descriptors, Where to look. Leaves without content are not offered."""

    point_ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What good looks like"))
        column = Column(self, gap=10, margins=(18, 16, 6, 12))
        self.leaves = tuple(
            Chip(text, self)
            for text in (self.tr("What good looks like"), self.tr("Descriptors"), self.tr("Where to look"))
        )
        group = QButtonGroup(self)
        for number, leaf in enumerate(self.leaves):
            group.addButton(leaf, number)
        self.leaves[0].setChecked(True)
        column.addWidget(FlowRow(*self.leaves, gap=5))
        self._pages = QStackedWidget(self)
        self._bodies = tuple(self._add_leaf(leaf.text()) for leaf in self.leaves)
        column.addWidget(self._pages, 1)
        self._source = Small("", self)
        column.addWidget(self._source)
        group.idClicked.connect(self._pages.setCurrentIndex)
        self._view = GuidanceView()
        self._ticked: set[str] = set()
        self._boxes: tuple[CheckBox, ...] = ()
        self._seen: Subheading | None = None

    @property
    def points(self) -> tuple[CheckBox, ...]:
        """The boxes of the points, in order."""
        return self._boxes

    def show_guidance(self, view: GuidanceView) -> None:
        """Show the guidance of a page; where only ticks changed, the boxes and the focus stay."""
        same = _without_ticks(view) == _without_ticks(self._view)
        self._view = view
        self._ticked = {point.id for point in view.points if point.ticked}
        if same and self.points:
            for box, point in zip(self.points, view.points, strict=True):
                box.setChecked(point.ticked)
            self._show_count()
            return
        self._fill_points(view.points)
        self._fill_descriptors(view.descriptors)
        self._fill_places(view)
        self._source.setText(view.source)
        self._source.setVisible(bool(view.source))
        offered = (bool(view.points), bool(view.descriptors), bool(view.where_to_look or view.prompts))
        for leaf, there in zip(self.leaves, offered, strict=True):
            leaf.setVisible(there)
        first = offered.index(True) if True in offered else 0
        self.leaves[first].setChecked(True)
        self._pages.setCurrentIndex(first)

    @override
    def focus_first(self) -> None:
        """Put the focus on the first thing that can be used (F2)."""
        shown = self._pages.currentIndex()
        target = self.points[0] if shown == 0 and self.points else self.leaves[shown]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 46, super().sizeHint().height())

    def _add_leaf(self, name: str) -> Column:
        page = ScrollingColumn(self, gap=9)
        page.keep_margins(0, 4, 10, 12)
        page.setAccessibleName(name)
        self._pages.addWidget(page)
        return page.body

    def _fill_points(self, points: tuple[PointView, ...]) -> None:
        body = self._bodies[0]
        clear(body)
        self._seen = Subheading("", self)
        body.addWidget(self._seen)
        boxes: list[CheckBox] = []
        group = ""
        for point in points:
            if point.group != group:
                group = point.group
                body.addWidget(Strong(group, self))
            boxes.append(self._box(point))
            body.addWidget(boxes[-1])
            if point.parts:
                parts = Words("\n".join(f"{letter}  {text}" for letter, text in point.parts), "small", self)
                parts.setContentsMargins(34, 0, 0, 4)
                body.addWidget(parts)
        body.addStretch(1)
        self._boxes = tuple(boxes)
        tab_through(self.leaves[-1], *boxes)
        self._show_count()

    def _box(self, point: PointView) -> CheckBox:
        text = f"{point.text} ({point.applies_to})" if point.applies_to else point.text
        box = CheckBox(text, self)
        box.setChecked(point.ticked)
        box.setAccessibleDescription(" ".join(f"{letter} {words}" for letter, words in point.parts))
        box.clicked.connect(lambda ticked, point_id=point.id: self._tick(point_id, ticked=ticked))
        return box

    def _tick(self, point_id: str, *, ticked: bool) -> None:
        (self._ticked.add if ticked else self._ticked.discard)(point_id)
        self._show_count()
        self.point_ticked.emit(point_id, ticked)

    def _show_count(self) -> None:
        if self._seen is not None:
            self._seen.setText(self.tr("Seen together: {} of {}").format(len(self._ticked), len(self._view.points)))

    def _fill_descriptors(self, descriptors: tuple[tuple[ScalePoint, str], ...]) -> None:
        body = self._bodies[1]
        clear(body)
        for point, text in descriptors:
            body.addWidget(GradeBadge(point, self), 0, Qt.AlignmentFlag.AlignLeft)
            body.addWidget(Muted(text, self))
            body.addSpacing(6)
        body.addStretch(1)

    def _fill_places(self, view: GuidanceView) -> None:
        body = self._bodies[2]
        clear(body)
        if view.where_to_look:
            body.addWidget(Subheading(self.tr("Look in"), self))
        for places in view.where_to_look:
            if places.heading:
                body.addWidget(Strong(places.heading, self))
            self._add_lines(body, places.lines)
        if view.prompts:
            body.addWidget(Subheading(self.tr("Ask"), self))
            self._add_lines(body, view.prompts)
        body.addStretch(1)

    def _add_lines(self, body: Column, lines: tuple[str, ...]) -> None:
        for line in lines:
            body.addWidget(Words(f"•  {line}", parent=self))


def _without_ticks(view: GuidanceView) -> tuple[object, ...]:
    points = tuple((p.id, p.text, p.group, p.parts, p.applies_to) for p in view.points)
    return points, view.descriptors, view.where_to_look, view.prompts, view.source
