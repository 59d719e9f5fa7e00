"""The note as a PDF, as it would be now or as it was sealed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QMargins, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from qa_desktop.errors import QaDesktopError
from qa_desktop.ui.theme import current_tokens
from qa_desktop.ui.widgets.buttons import SmallButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column, Pane, Surface
from qa_desktop.ui.widgets.text import Muted, Subheading


class NotePreview(Pane):
    """Shows the pages of the note under each other, fitted to the width."""

    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None, name: str = "", back: str = "") -> None:
        """`name` is what it shows where that is no note, and `back` where its way back leads."""
        super().__init__(Surface.COVER, "left", parent)
        self.setAccessibleName(name or self.tr("The note"))
        self.wanted = False
        column = self._column = Column(self, gap=8, margins=(14, 12, 14, 12))
        self._back = SmallButton(back or self.tr("Back to signing"), parent=self)
        self._back.clicked.connect(self.back_requested)
        self._back_row = FlowRow(self._back)
        self._back_row.hide()
        column.addWidget(self._back_row)
        self._title = Subheading(name or self.tr("The note as it will be"), self)
        column.addWidget(self._title)
        self._words = Muted("" if name else self.tr("The note is being made."), self)
        column.addWidget(self._words)
        self._rest = QWidget(self)
        column.addWidget(self._rest, 1)
        self._view: QPdfView | None = None
        self._then: Callable[[], None] | None = None
        self.back_requested.connect(self._go_back)

    def prepare(self) -> QPdfView:
        """Make what shows pages, hidden until there are any; it takes its time, so it has a turn of its own."""
        if self._view is not None:
            return self._view
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        view = self._view = QPdfView(self)
        view.hide()
        view.setAccessibleName(self.tr("Pages: {}").format(self.accessibleName()))
        view.setDocument(self.document)
        view.setPageMode(QPdfView.PageMode.MultiPage)
        view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        view.setFrameShape(QPdfView.Shape.NoFrame)
        # A bar that comes and goes makes the pages narrower and wider: where they just fit, Qt never gets to an end.
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setDocumentMargins(QMargins(0, 0, 0, 6))
        self._column.addWidget(view, 1)
        self._dress()
        return view

    @property
    def page_count(self) -> int:
        """How many pages are shown."""
        is_shown = self._view is not None and self._view.isVisibleTo(self)
        return self.document.pageCount() if is_shown else 0

    def show_pdf(self, pdf: bytes) -> None:
        """Show a PDF, staying where the reader was."""
        view = self.prepare()
        place = view.verticalScrollBar().value()
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        ready = self.document.status() == QPdfDocument.Status.Ready
        self._show_view(shown=ready)
        if not ready:
            self._words.setText(self.tr("This cannot be shown here. You can save a copy and open it."))
        view.verticalScrollBar().setValue(place)

    def show_problem(self, error: QaDesktopError) -> None:
        """Say why there is no preview."""
        self._show_view(shown=False)
        self._words.setText(error.sentence)

    def set_sealed(self, *, sealed: bool) -> None:
        """Say which note it is."""
        self._title.setText(self.tr("The sealed note") if sealed else self.tr("The note as it will be"))

    def set_wanted(self, *, wanted: bool) -> None:
        """Remember whether the person wants the note in place of the page."""
        self.wanted = wanted

    def set_back(self, then: Callable[[], None] | None) -> None:
        """Offer the way back where the note has taken the place of the page."""
        self._then = then
        self._back_row.setVisible(then is not None)

    @override
    def changeEvent(self, event: QEvent, /) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()

    def _dress(self) -> None:
        """Lay the pages on the colour of the pane; the view paints its ground in the palette's "dark"."""
        view = getattr(self, "_view", None)  # Qt tells of a change before anything is made
        if isinstance(view, QPdfView):
            palette = view.palette()
            palette.setColor(QPalette.ColorRole.Dark, QColor(current_tokens().cover))
            view.setPalette(palette)

    def _show_view(self, *, shown: bool) -> None:
        if self._view is not None:
            self._view.setVisible(shown)
        self._words.setVisible(not shown)
        self._rest.setVisible(not shown)

    def _go_back(self) -> None:
        if self._then is not None:
            self._then()
