"""Joins the dialog of an export with the service: it is recorded on the worker of the store, and written beside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.exports.columns import TABLES
from qa_desktop.domain.exports.room import RoomWish
from qa_desktop.domain.exports.wish import MAY_EXPORT, Detail, Exported, ExportWatch, ExportWish, Stopped
from qa_desktop.domain.figures.question import Behind, FiguredAudit
from qa_desktop.services.desk import Desk
from qa_desktop.services.export_audits import ExportAudits, ExportJob
from qa_desktop.ui.background import Phrased, Reporter, Workers, sentence_of
from qa_desktop.ui.dialogs.export_audits import ExportDialog, TakingDialog
from qa_desktop.ui.dialogs.make_room import RoomDialog
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.presenters.themes import audit_lines
from qa_desktop.ui.presenters.times import counted

PAGE = 100
TITLES = {table.id: table.title for table in TABLES}


@dataclass(slots=True)
class Writing:
    """One export that is being written; set by the window, read by the worker."""

    is_stopped: bool = False


class ExportWiring(QObject):
    """Offers to export the audits of the filter that is on the insight page."""

    def __init__(self, desk: Desk, workers: Workers, page: InsightPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._workers = workers
        self._page = page
        self._writing = Writing()
        self.dialog: TakingDialog | None = None
        for button in (page.export_button, page.room_button):
            button.setVisible(desk.owner.role in MAY_EXPORT[Detail.PSEUDONYMS])
        page.export_requested.connect(partial(self._begin, ExportDialog, "audits"))
        page.room_requested.connect(partial(self._begin, RoomDialog, "inspection"))

    def _begin(self, kind: type[ExportDialog | RoomDialog], name: str) -> None:
        """Ask how the audits that are shown are taken away."""
        details = tuple(one for one in Detail if self._desk.owner.role in MAY_EXPORT[one])
        if self._page.view is None or self.dialog is not None or not details:
            return
        view = self._page.view
        dialog = self.dialog = kind(view.question.filter, view.counted, details, self._page)
        dialog.name.setText(f"{name}-{local_day(self._desk.clock.now()).isoformat()}")
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog.show_folder(Path(documents))
        dialog.folder_requested.connect(partial(self._choose_folder, dialog))
        dialog.export_requested.connect(partial(self._export, dialog))
        dialog.stop_requested.connect(self._stop)
        if isinstance(dialog, RoomDialog):
            self._list_audits(dialog)
        dialog.finished.connect(lambda _: self._let_go(dialog))
        dialog.open()

    def _list_audits(self, dialog: RoomDialog) -> None:
        """List the audits of the filter as they are asked for, the latest first."""

        def read(after: FiguredAudit | None) -> None:
            wanted = Behind(dialog.wanted, after=after, limit=PAGE)
            behind = partial(self._desk.figures.behind, wanted)
            self._workers.documents.submit(behind, partial(take, after), problem, page=dialog)

        def take(after: FiguredAudit | None, found: tuple[FiguredAudit, ...]) -> None:
            last[:] = found[-1:]
            dialog.show_rows(audit_lines(found), more=len(found) == PAGE, first=after is None)

        problem = Phrased(dialog.show_problem, sentence_of)
        last: list[FiguredAudit] = []
        dialog.audits_requested.connect(lambda: read(None))
        dialog.more_requested.connect(lambda: read(last[0]))

    def _export(self, dialog: TakingDialog, wish: ExportWish | RoomWish, place: Path) -> None:
        writing = self._writing = Writing()
        problem = Phrased(dialog.show_problem, sentence_of)
        pin, given = None, True
        if isinstance(wish, RoomWish) and self._desk.has_pin():
            words, hidden = self.tr("Your PIN"), QLineEdit.EchoMode.Password
            pin, given = QInputDialog.getText(dialog, self.tr("Seal the list of files"), words, hidden)
        if not given:
            dialog.show_stopped()
            return

        def stops() -> bool:
            return writing.is_stopped or not isValid(dialog)

        def begun() -> tuple[ExportAudits, ExportJob]:
            if isinstance(wish, RoomWish):
                return self._desk.inspection_room().begin(wish, pin, stops)
            exports = self._desk.exports()
            return exports, exports.begin(wish)

        def go_on(what: tuple[ExportAudits, ExportJob]) -> None:
            exports, job = what
            reporter = Reporter[tuple[str, int, int]](lambda told: self._show_progress(dialog, told), dialog)
            watch = ExportWatch(lambda table, done, of: reporter.tell((table, done, of)), stops)
            self._workers.documents.submit(
                partial(_written, exports, job, place, watch), partial(self._show_done, dialog), problem, page=dialog
            )

        self._workers.database.submit(begun, go_on, problem, page=dialog)

    def _show_progress(self, dialog: TakingDialog, told: tuple[str, int, int]) -> None:
        table, done, of = told
        dialog.show_progress(self.tr("Being written: {}").format(self.tr(TITLES[table])), done, of)

    def _show_done(self, dialog: TakingDialog, done: Exported | None) -> None:
        if done is None:
            dialog.show_stopped()
            return
        audits = counted(done.rows["audits"], "audit is", "audits are")
        words = self.tr("{} in {}. It is not encrypted: delete it when it has served.").format(audits, done.place)
        if done.left_out:
            left = counted(done.left_out, "audit was", "audits were")
            words += self.tr(" {} left out: only a newer QA Desktop can show all that is in them.").format(left)
        dialog.show_done(words)

    def _stop(self) -> None:
        self._writing.is_stopped = True

    def _choose_folder(self, dialog: TakingDialog) -> None:
        chosen = QFileDialog.getExistingDirectory(dialog, self.tr("Into which folder"))
        if chosen:
            dialog.show_folder(Path(chosen))

    def _let_go(self, dialog: TakingDialog) -> None:
        self.dialog = None
        dialog.deleteLater()


def _written(exports: ExportAudits, job: ExportJob, place: Path, watch: ExportWatch) -> Exported | None:
    """Write an export; return None where it was stopped."""
    try:
        return exports.write(job, place, watch)
    except Stopped:
        return None
