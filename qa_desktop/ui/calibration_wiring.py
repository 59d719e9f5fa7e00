"""Joins the pages of the calibration pack with the service: drafted and approved on the worker of the store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from qa_desktop.clock import local_day
from qa_desktop.domain.calibration import PackAudit
from qa_desktop.domain.figures.question import Behind, FiguredAudit, FigureFilter
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.desk import Desk
from qa_desktop.services.make_calibration import Pack, pack_files
from qa_desktop.ui.background import Phrased, Workers, sentence_of
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.calibration_choice import CalibrationChoicePage
from qa_desktop.ui.pages.calibration_texts import CalibrationTextsPage
from qa_desktop.ui.presenters.agreement import periods
from qa_desktop.ui.presenters.audit_handover import write_file
from qa_desktop.ui.presenters.themes import audit_lines

PAGE = 100


@dataclass(frozen=True, slots=True)
class CalibrationWays:
    """How to get round the window."""

    show: Callable[[Page], None]
    leave: Callable[[], None]
    choose: Callable[[], None]
    """Choose audits anew."""
    send_soon: Callable[[], None]


class CalibrationChoiceWiring(QObject):
    """Lists signed audits, and drafts the texts of those that are chosen."""

    def __init__(self, desk: Desk, workers: Workers, ways: CalibrationWays) -> None:
        self.page = CalibrationChoicePage(periods(local_day(desk.clock.now())))
        super().__init__(self.page)
        self._desk, self._workers, self._ways = desk, workers, ways
        self._wanted = Behind(FigureFilter(), limit=PAGE)
        page = self.page
        page.left.connect(ways.leave)
        page.period_chosen.connect(self._choose)
        page.more_requested.connect(self._more)
        page.draft_requested.connect(self._draft)
        self._problem = Phrased(page.show_problem, sentence_of)
        self._choose("")

    def _choose(self, period: str) -> None:
        wanted = FigureFilter.of(ReportPeriod.parse(period)) if period else FigureFilter()
        self._wanted = Behind(wanted, limit=PAGE)
        self.page.busy.begin(self.page.tr("Looking for signed audits"))
        self._more()

    def _more(self) -> None:
        wanted = self._wanted
        read = partial(self._desk.figures.behind, wanted)
        take = partial(self._take, wanted)
        self._workers.documents.submit(read, take, self._problem, page=self.page)

    def _take(self, wanted: Behind, found: tuple[FiguredAudit, ...]) -> None:
        if wanted is not self._wanted:
            return
        self.page.show_rows(audit_lines(found), more=len(found) == PAGE, first=wanted.after is None)
        if found:
            self._wanted = replace(wanted, after=found[-1])

    def _draft(self, audits: tuple[str, ...]) -> None:
        def drafted(found: tuple[PackAudit, ...]) -> None:
            self._ways.show(CalibrationTextsWiring(self._desk, self._workers, self._ways, found).page)

        draft = partial(self._desk.theming.calibration.draft, [AuditId(one) for one in audits])
        self.page.busy.begin(self.page.tr("The texts are being drafted"))
        self._workers.database.submit(draft, drafted, self._problem, page=self.page)


class CalibrationTextsWiring(QObject):
    """Approves the texts as they were mended, and saves pack and key."""

    def __init__(self, desk: Desk, workers: Workers, ways: CalibrationWays, drafted: tuple[PackAudit, ...]) -> None:
        self.page = CalibrationTextsPage(drafted)
        super().__init__(self.page)
        self._desk, self._workers, self._ways = desk, workers, ways
        self.ask_folder: Callable[[], str] = self._ask_folder
        self.page.left.connect(ways.choose)
        self.page.approve_requested.connect(self._approve)
        self.page.begun.connect(self._keep_begun)

    def _approve(self, drafted: tuple[PackAudit, ...], looked: bool) -> None:  # noqa: FBT001 - a slot of a signal
        page, desk = self.page, self._desk
        folder = self.ask_folder()
        if not folder:
            return
        page.show_making()

        def approved(pack: Pack) -> None:
            self._ways.send_soon()
            save = partial(_saved, desk, pack, Path(folder))
            self._workers.documents.submit(save, self._tell, page.show_problem, page=page)

        approve = partial(desk.theming.calibration.approve, drafted, looked_through=looked)
        self._workers.database.submit(approve, approved, page.show_problem, page=page)

    def _keep_begun(self, shown: tuple[PackAudit, ...], mended: tuple[PackAudit, ...]) -> None:
        keep = partial(self._desk.theming.calibration.keep_begun, shown, mended)
        self._workers.database.submit(keep, lambda _: None, self.page.show_problem)

    def _tell(self, folder: Path) -> None:
        words = self.page.tr("Saved in {}: pack.pdf for moderators, key.pdf for whoever leads the training.")
        self.page.show_done(words.format(folder.name))

    def _ask_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self.page, self.page.tr("Into which folder"))


def _saved(desk: Desk, pack: Pack, folder: Path) -> Path:
    for name, data in pack_files(pack, desk.write_report):
        write_file(folder / name, data)
    return folder
