"""What good looks like, beside the question: points to tick together, descriptors, and where to look."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget
from typing_extensions import override

from qa_desktop.domain.scale import ScalePoint
from qa_desktop.ui.small_turns import SmallTurns
from qa_desktop.ui.widgets.buttons import Chip
from qa_desktop.ui.widgets.choices import CheckBox
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.grade import GradeBadge
from qa_desktop.ui.widgets.panes import Column, ScrollingColumn, SidePane, clear
from qa_desktop.ui.widgets.text import Muted, Small, Strong, Subheading, Words, tab_through

POINTS, DESCRIPTORS, PLACES = range(3)
"""The leaves."""


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
        group = self._group = QButtonGroup(self)
        for number, leaf in enumerate(self.leaves):
            group.addButton(leaf, number)
        self.leaves[0].setChecked(True)
        column.addWidget(FlowRow(*self.leaves, gap=5))
        self._pages = QStackedWidget(self)
        self._opened: dict[int, ScrollingColumn] = {}
        column.addWidget(self._pages, 1)
        self._source = Small("", self)
        column.addWidget(self._source)
        group.idClicked.connect(self._show_leaf)
        self._view = GuidanceView()
        self._locked = False
        self._ticked: set[str] = set()
        self._boxes: list[CheckBox] = []
        self._seen: Subheading | None = None
        self._to_make: deque[Callable[[], None]] = deque()

    @property
    def points(self) -> tuple[CheckBox, ...]:
        """The boxes of the points, in order, all of them."""
        while self._to_make:
            self._make_one()
        return tuple(self._boxes)

    def show_guidance(self, view: GuidanceView, *, locked: bool = False, turns: SmallTurns | None = None) -> None:
        """Show the guidance of a page, at once or in turns; where only ticks changed, the boxes and the focus stay.

        Nothing can be ticked where it is `locked`.
        """
        same = _without_ticks(view) == _without_ticks(self._view)
        self._view, self._locked = view, locked
        self._ticked = {point.id for point in view.points if point.ticked}
        if same and view.points:
            for box, point in zip(self._boxes, view.points, strict=False):
                box.setChecked(point.ticked)
                box.setEnabled(not locked)
            self._show_count()
            return
        self._source.setText(view.source)
        self._source.setVisible(bool(view.source))
        offered = (bool(view.points), bool(view.descriptors), bool(view.where_to_look or view.prompts))
        for leaf, there in zip(self.leaves, offered, strict=True):
            leaf.setVisible(there)
        first = offered.index(True) if True in offered else 0
        self.leaves[first].setChecked(True)
        for page in self._opened.values():
            clear(page.body)
            page.body.addStretch(1)
        self._boxes, self._seen = [], None
        if any(offered):
            self._show_leaf(first)
        self._to_make = deque((*self._points_in_turn(), *self._descriptors_in_turn(), *self._places_in_turn()))
        if turns is None:
            while self._to_make:
                self._make_one()
        else:
            turns.add_first(*(self._make_one for _ in self._to_make))

    @override
    def focus_first(self) -> None:
        """Put the focus on the first thing that can be used (F2)."""
        shown = self._group.checkedId()
        target = self.points[0] if shown == POINTS and self.points else self.leaves[shown]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 46, super().sizeHint().height())

    def _make_one(self) -> None:
        """Make the next thing; nothing where it was made before its turn, or is not wanted any more."""
        if self._to_make:
            self._to_make.popleft()()

    def _leaf(self, number: int) -> ScrollingColumn:
        page = self._opened.get(number)
        if page is None:
            page = self._opened[number] = ScrollingColumn(self._pages, gap=9)
            page.keep_margins(0, 4, 10, 12)
            page.setAccessibleName(self.leaves[number].text())
            page.body.addStretch(1)
            self._pages.addWidget(page)
        return page

    def _show_leaf(self, number: int) -> None:
        self._pages.setCurrentWidget(self._leaf(number))

    def _add(self, leaf: int, widget: QWidget, alignment: Qt.AlignmentFlag | None = None, below: int = 0) -> None:
        """Put what was made for a leaf below what stands in it."""
        body = self._leaf(leaf).body
        body.insertWidget(body.count() - 1, widget, 0, alignment or Qt.AlignmentFlag(0))
        if below:
            body.insertSpacing(body.count() - 1, below)
        if self.isVisible():
            widget.show()  # which Qt would do in a later turn

    def _points_in_turn(self) -> Iterator[Callable[[], None]]:
        group = ""
        if self._view.points:
            yield self._make_count
        for point in self._view.points:
            if point.group != group:
                group = point.group
                yield partial(self._make_words, POINTS, Strong, group)
            yield partial(self._make_box, point)
        if self._view.points:
            yield lambda: tab_through(self.leaves[-1], *self._boxes)

    def _make_count(self) -> None:
        self._seen = Subheading("", self._leaf(POINTS).inner)
        self._show_count()
        self._add(POINTS, self._seen)

    def _make_words(self, leaf: int, kind: type[Strong | Subheading | Muted | Words], text: str) -> None:
        self._add(leaf, kind(text, parent=self._leaf(leaf).inner))

    def _make_box(self, point: PointView) -> None:
        text = f"{point.text} ({point.applies_to})" if point.applies_to else point.text
        inner = self._leaf(POINTS).inner
        box = CheckBox(text, inner)
        box.setChecked(point.id in self._ticked)
        box.setEnabled(not self._locked)
        box.setAccessibleDescription(" ".join(f"{letter} {words}" for letter, words in point.parts))
        box.clicked.connect(lambda ticked, point_id=point.id: self._tick(point_id, ticked=ticked))
        self._boxes.append(box)
        self._add(POINTS, box)
        if point.parts:
            parts = Words("\n".join(f"{letter}  {text}" for letter, text in point.parts), "small", inner)
            parts.setContentsMargins(34, 0, 0, 4)
            self._add(POINTS, parts)

    def _tick(self, point_id: str, *, ticked: bool) -> None:
        (self._ticked.add if ticked else self._ticked.discard)(point_id)
        self._show_count()
        self.point_ticked.emit(point_id, ticked)

    def _show_count(self) -> None:
        if self._seen is not None:
            self._seen.setText(self.tr("Seen together: {} of {}").format(len(self._ticked), len(self._view.points)))

    def _descriptors_in_turn(self) -> Iterator[Callable[[], None]]:
        return (partial(self._make_descriptor, point, text) for point, text in self._view.descriptors)

    def _make_descriptor(self, point: ScalePoint, text: str) -> None:
        inner = self._leaf(DESCRIPTORS).inner
        self._add(DESCRIPTORS, GradeBadge(point, inner), Qt.AlignmentFlag.AlignLeft)
        self._add(DESCRIPTORS, Muted(text, inner), below=6)

    def _places_in_turn(self) -> Iterator[Callable[[], None]]:
        view, words = self._view, partial(partial, self._make_words, PLACES)
        if view.where_to_look:
            yield words(Subheading, self.tr("Look in"))
        for places in view.where_to_look:
            if places.heading:
                yield words(Strong, places.heading)
            for line in places.lines:
                yield words(Words, f"•  {line}")
        if view.prompts:
            yield words(Subheading, self.tr("Ask"))
        for line in view.prompts:
            yield words(Words, f"•  {line}")


def _without_ticks(view: GuidanceView) -> tuple[object, ...]:
    points = tuple((p.id, p.text, p.group, p.parts, p.applies_to) for p in view.points)
    return points, view.descriptors, view.where_to_look, view.prompts, view.source
