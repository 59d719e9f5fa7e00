"""The library: every tool, what there is to know of it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.ui.item_models.tools import IN_USE
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.tools_form import FormCard
from qa_desktop.ui.pages.tools_preview import FactsCard, OriginCard, OutlineCard
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.pages.tools_versions import VersionsCard
from qa_desktop.ui.presenters.tools import ToolPreview
from qa_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton, SmallButton
from qa_desktop.ui.widgets.head_row import HeadRow
from qa_desktop.ui.widgets.panes import Column, FooterBar, PageHead, Row, ScrollingColumn, clear
from qa_desktop.ui.widgets.status import Banner, BannerKind, EmptyState
from qa_desktop.ui.widgets.tool_picker import ToolPicker

SIDE_BY_SIDE_FROM = 88
LIST_LETTERS = 44
WIDEST = 16777215  # Qt's own QWIDGETSIZE_MAX


class ToolsPage(Page):
    """Screen 9, to read: the list and the tool's own page, side by side where there is room."""

    preview_requested = Signal(str, str)
    """A tool's id and the version that stands for it."""
    try_requested = Signal(str, str)
    """A tool's id and version: the person wants to see it as it will look to the pair."""
    start_requested = Signal(str)
    adapt_requested = Signal(str, str)
    """A tool's id and version: the person makes their own tool out of it."""
    drafts_requested = Signal()
    """The person wants to see the tools that are being written, or to begin one."""
    import_requested = Signal()
    """The person brings in a tool from a spreadsheet."""
    form_card_shown = Signal(object)
    """The FormCard that offers to save the shown version as a spreadsheet."""
    publishing_shown = Signal(str, object)
    """A tool's id and the card that says how its version stands towards the other laptops."""
    versions_shown = Signal(str, str, object)
    """A tool's id and version, and the card that says how its versions stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tools", parent)
        self._shown = ("", "")
        outer = Column(self, gap=0)
        line = Row(gap=0)
        self._left = QWidget()
        left = Column(self._left, gap=12, margins=(28, 22, 20, 12))
        left.addWidget(self._make_head())
        self._notes = Banner("", BannerKind.CAUTION, parent=self)
        self._notes.hide()
        left.addWidget(self._notes)
        self.picker = ToolPicker(self, every_tool=True)
        self.picker.tool_changed.connect(self._ask)
        self.picker.tool_opened.connect(self._open)
        left.addWidget(self.picker, 1)
        self.preview = ScrollingColumn(self, gap=12, widest=760)
        self.preview.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.preview.setAccessibleName(self.tr("About the tool"))
        line.addWidget(self._left, 1)
        line.addWidget(self.preview, 2)
        outer.addLayout(line, 1)
        outer.addWidget(self._make_footer())
        self._parts: Iterator[QWidget] = iter(())
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.timeout.connect(self._show_next)
        self._previewing = False
        self._say_nothing()
        self._fit()

    @property
    def is_filling(self) -> bool:
        """Whether cards of the shown tool are still to follow."""
        return self._later.isActive()

    def offer_adapting(self) -> None:
        """Offer to write tools, and to make one's own out of the one shown; for whom the editor is there."""
        self.adapt_button.show()
        self.drafts_button.show()

    def offer_import(self) -> None:
        """Offer to bring in a tool from a spreadsheet; for whom `import_requested` leads somewhere."""
        self.import_button.show()

    def show_preview(self, tool: ToolPreview) -> None:
        """Show a tool; its cards follow one by one while the page is already there."""
        clear(self.preview.body)
        self._shown = (tool.id, tool.version)
        self.preview.setAccessibleName(self.tr("About {}").format(tool.title))
        self.preview.verticalScrollBar().setValue(0)
        above = self.tr("{} · version {}").format(tool.authority, tool.version)
        self.preview.add(PageHead(tool.title, tool.purpose, above))
        self._parts = self._parts_of(tool)
        self._later.start()
        for button in (self.try_button, self.preview_button, self.adapt_button):
            button.setEnabled(True)
        row = self.picker.row
        self.start_button.setEnabled(row is None or row.state == IN_USE)

    def show_notes(self, notes: tuple[str, ...]) -> None:
        """Say which published tools cannot be used on this laptop, and why."""
        self._notes.set_text("\n".join(notes))

    @override
    def focus_first(self) -> None:
        self.picker.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def focus_search(self) -> None:
        self._show_preview(there=False)
        self.picker.focus_search()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _make_head(self) -> HeadRow:
        self.import_button = SmallButton(self.tr("Bring in from a spreadsheet"))
        self.import_button.clicked.connect(self.import_requested)
        self.import_button.hide()
        self.drafts_button = SmallButton(self.tr("Write a tool"))
        self.drafts_button.clicked.connect(self.drafts_requested)
        self.drafts_button.hide()
        ways = (self.drafts_button, self.import_button)
        return HeadRow(PageHead(self.tr("Tools")), *ways)

    def _make_footer(self) -> FooterBar:
        self.back_button = QuietButton(self.tr("← All tools"))
        self.back_button.clicked.connect(lambda: self._show_preview(there=False))
        self.start_button = PrimaryButton(self.tr("Start an audit with this tool"))
        self.start_button.setEnabled(False)
        self.start_button.clicked.connect(lambda: self.start_requested.emit(self.picker.tool_id))
        self.preview_button = SecondaryButton(self.tr("Read about it"))
        self.preview_button.setEnabled(False)
        self.preview_button.clicked.connect(lambda: self._open(self.picker.tool_id))
        self.adapt_button = SecondaryButton(self.tr("Make your own from this"))
        self.adapt_button.setEnabled(False)
        self.adapt_button.clicked.connect(lambda: self.adapt_requested.emit(*self._shown))
        self.adapt_button.hide()
        self.try_button = SecondaryButton(self.tr("See it as it will look"))
        self.try_button.clicked.connect(lambda: self.try_requested.emit(*self._shown))
        actions = (self.adapt_button, self.preview_button, self.try_button, self.start_button)
        return FooterBar(self.back_button, *actions)

    def _parts_of(self, tool: ToolPreview) -> Iterator[QWidget]:
        """Yield one card after the other; a card is served once it stands on the page."""
        yield FactsCard(tool)
        yield OriginCard(tool)
        yield OutlineCard(tool)
        versions = VersionsCard()
        yield versions
        self.versions_shown.emit(tool.id, tool.version, versions)
        publishing = PublishCard(tool.version)
        yield publishing
        self.publishing_shown.emit(tool.id, publishing)
        form = FormCard(tool.id, tool.version)
        yield form
        self.form_card_shown.emit(form)

    def _show_next(self) -> None:
        part = next(self._parts, None)
        if part is None:
            self._later.stop()
            self.preview.body.addStretch(1)
        else:
            self.preview.add(part)

    def _ask(self, tool_id: str) -> None:
        row = self.picker.row
        if tool_id and row is not None:
            self.preview_requested.emit(tool_id, row.version)
        else:
            self._say_nothing()

    def _open(self, tool_id: str) -> None:
        if not tool_id:
            return
        self._show_preview(there=True)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say_nothing(self) -> None:
        self._later.stop()
        clear(self.preview.body)
        words = self.tr("Choose a tool to see its questions, its guidance and where they come from.")
        self.preview.add(EmptyState("", words))
        self._shown = ("", "")
        for button in (self.start_button, self.try_button, self.preview_button, self.adapt_button):
            button.setEnabled(False)

    def _show_preview(self, *, there: bool) -> None:
        self._previewing = there
        self._fit()
        if not there:
            self.picker.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fit(self) -> None:
        letter = self.fontMetrics().averageCharWidth()
        wide = self.width() >= SIDE_BY_SIDE_FROM * letter
        self._left.setVisible(wide or not self._previewing)
        self._left.setMaximumWidth(LIST_LETTERS * letter if wide else WIDEST)
        self.preview.setVisible(wide or self._previewing)
        self.back_button.setVisible(not wide and self._previewing)
        self.preview_button.setVisible(not wide and not self._previewing)
