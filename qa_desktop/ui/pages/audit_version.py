"""What the home of an audit says of the version of its tool: a quiet line, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from qa_desktop.ui.presenters.audit_version import VersionView
from qa_desktop.ui.presenters.audit_words import count_words
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.flow import FlowRow
from qa_desktop.ui.widgets.panes import Column
from qa_desktop.ui.widgets.status import Banner, BannerKind
from qa_desktop.ui.widgets.text import Small


class VersionNotice(QWidget):
    """Offers the newer version, and says how the audit came to its own; hidden where neither is to say."""

    preview_requested = Signal()
    """The person wants to see what going on would do."""
    earlier_requested = Signal()
    """The person wants to read what was written for earlier versions."""
    rows_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = Column(self, gap=6)
        self.offer = Banner("", BannerKind.NOTE, self.tr("See what would change"), self)
        self.offer.action_requested.connect(self.preview_requested)
        self.went_on = Small("", self)
        self.earlier = LinkButton("", parent=self)
        self.earlier.clicked.connect(self.earlier_requested)
        self._earlier_row = FlowRow(self.earlier)
        for widget in (self.offer, self.went_on, self._earlier_row):
            column.addWidget(widget)
        self._view = VersionView()
        self._is_quiet = False
        self._show()

    def show_version(self, view: VersionView) -> None:
        """Say how it stands."""
        if view != self._view:
            self._view = view
            self._show()

    def set_quiet(self, *, on: bool) -> None:
        """Say nothing, as in pair mode."""
        self._is_quiet = on
        self._show()

    def _show(self) -> None:
        view = VersionView() if self._is_quiet else self._view
        self.offer.set_text(view.offer)
        self.went_on.setText(view.went_on)
        self.went_on.setVisible(bool(view.went_on))
        words = count_words(view.earlier, "entry of an earlier version", "entries of earlier versions")
        self.earlier.setText(self.tr("Read {}").format(words))
        self._earlier_row.setVisible(view.earlier > 0)
        self.setVisible(bool(view.offer or view.went_on))
        self.rows_changed.emit()


class AuditVersions(QObject):
    """What an open audit says of its version, from the moment when its home page is made."""

    preview_requested = Signal()
    earlier_requested = Signal()

    def __init__(self, shell: QWidget) -> None:
        super().__init__(shell)
        self._notice: VersionNotice | None = None
        self._view = VersionView()

    def take_home(self, notice: VersionNotice) -> None:
        """Say it on the home page."""
        self._notice = notice
        notice.preview_requested.connect(self.preview_requested)
        notice.earlier_requested.connect(self.earlier_requested)
        notice.show_version(self._view)

    def show_view(self, view: VersionView) -> None:
        """Say how it stands now."""
        self._view = view
        if self._notice is not None:
            self._notice.show_version(view)
