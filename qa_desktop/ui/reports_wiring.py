"""Joins the reports page with the services: reports are made beside the worker of the store, drafts are kept on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog, QLineEdit
from shiboken6 import isValid

from qa_desktop.clock import local_day
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.draft import Given, Structure
from qa_desktop.domain.reports.measured import Measured
from qa_desktop.domain.reports.report import BrokenOff, Report
from qa_desktop.services.desk import Desk
from qa_desktop.services.keep_reports import Handed
from qa_desktop.services.make_report import ReportWish
from qa_desktop.services.prepare_email import PreparedEmail
from qa_desktop.ui.background import Job, Phrased, Workers, sentence_of
from qa_desktop.ui.pages.report_given import BY_EMAIL
from qa_desktop.ui.pages.reports import ReportsPage
from qa_desktop.ui.presenters.audit_handover import write_file
from qa_desktop.ui.presenters.audit_telling import drafted_words
from qa_desktop.ui.presenters.carried_filter import CarriedFilter
from qa_desktop.ui.presenters.reports import (
    DraftView,
    Progress,
    choices_of,
    draft_view,
    file_name,
    given_words,
    made,
)

EMAILS, FIGURES = "E-mail (*.eml)", "CSV files (*.csv)"
KINDS = {
    ".pdf": "PDF (*.pdf)",
    ".docx": "Word (*.docx)",
    ".xlsx": "Spreadsheet (*.xlsx)",
    ".html": "Web page (*.html)",
    ".txt": "Text (*.txt)",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """The file that was saved last, of what is on the page."""

    report: Report
    file: Path
    data: bytes


class ReportsWiring(QObject):
    """Everything that the page does."""

    def __init__(
        self, desk: Desk, workers: Workers, saved: Callable[[], None], carried: CarriedFilter | None = None
    ) -> None:
        """`carried` is what was chosen on the insight page, where somebody came from there."""
        self.page = ReportsPage(carried)
        super().__init__(self.page)
        self._desk, self._workers, self._note_saved = desk, workers, saved
        self._making: Job[bytes | None] | None = None
        self._progress = self._making_progress = Progress()
        self._measured: tuple[Measured, ...] | None = None
        self.saved: Saved | None = None
        self.ask_file: Callable[[str, str], str] = self._ask_file
        self.ask_figures: Callable[[], str] = self._ask_figures
        page = self.page
        page.report_chosen.connect(self._show)
        page.words_settled.connect(self._keep_words)
        page.arranged.connect(self._arrange)
        page.preview_wanted.connect(self._preview)
        page.save_requested.connect(self._save)
        page.figures_requested.connect(self._bring_in)
        page.stop_requested.connect(self._stop)
        page.given.email_requested.connect(self._email)
        page.given.give_requested.connect(self._give)
        self._problem = Phrased(page.show_problem, sentence_of)
        read = partial(choices_of, desk, local_day(desk.clock.now()))
        workers.documents.submit(read, page.show_choices, self._problem)

    def _show(self, report: str, period: str) -> None:
        self.saved, self._measured = None, None
        self._read(report, period)

    def _read(self, report: str, period: str) -> None:
        """Read the draft behind what is still being kept, so that nothing that was typed is missing."""
        view = partial(draft_view, self._desk, report, period)
        self._workers.database.submit(view, self._shown, self._problem, page=self.page)

    def _shown(self, view: DraftView) -> None:
        if (view.report, view.period) == self.page.chosen:
            self.page.show_draft(view)

    def _keep_words(self, part: str, text: str) -> None:
        view, desk = self.page.view, self._desk
        if view is None or not view.may_keep:
            return
        template, period = desk.reports().template(view.report), ReportPeriod.parse(view.period)
        keep = partial(desk.keep_reports.save, template, period, {part: text})
        self._workers.database.submit(keep, lambda _: self._note_saved(), self._problem)

    def _arrange(self, structure: Structure) -> None:
        view, desk = self.page.view, self._desk
        if view is None:
            return
        if not view.may_keep:
            self.page.preview_soon()
            return
        template, period = desk.reports().template(view.report), ReportPeriod.parse(view.period)
        before = self.page.structure.added

        def arranged(made_as: Structure) -> None:
            self._note_saved()
            if isValid(self.page) and made_as.added != before:  # a section came or went: the parts are other ones
                self._read(view.report, view.period)

        keep = partial(desk.keep_reports.arrange, template, period, structure)
        self._workers.database.submit(keep, arranged, self._problem)

    def _wish(self) -> ReportWish | None:
        view, page = self.page.view, self.page
        if view is None or not page.turns.is_done:
            return None
        template = self._desk.reports().template(view.report)
        period, topic = ReportPeriod.parse(view.period), page.topic.text()
        return ReportWish(template, period, topic, self._measured, page.words, page.structure)

    def _preview(self) -> None:
        wish, page = self._wish(), self.page
        if wish is None or (page.view is not None and page.view.wants_topic and not page.topic.text().strip()):
            return
        if self._making is not None:
            self._making.cancel()
            self._making_progress.is_stopped = True
        progress = self._making_progress = self._begin()
        desk = self._desk

        def make() -> bytes | None:
            try:
                return desk.write_report(made(desk, wish, progress), ".pdf")
            except BrokenOff:
                return None

        self._making = self._workers.documents.submit(make, self._previewed, self._problem, page=page)

    def _previewed(self, pdf: bytes | None) -> None:
        self._making = None
        if pdf is None:
            self._tell_stopped()
        else:
            self.page.show_pages(pdf)

    def _begin(self) -> Progress:
        """Show that a report is being made; what is stopped is the one that was begun last."""
        progress = self._progress = Progress()
        self.page.show_making(self.page.tr("The report is being made"), progress)
        return progress

    def _stop(self) -> None:
        self._progress.is_stopped = self._making_progress.is_stopped = True

    def _tell_stopped(self) -> None:
        self.page.show_done(self.page.tr("Stopped. Nothing was saved."))

    def _save(self, ending: str, sealed: bool) -> None:  # noqa: FBT001 - a slot of a signal with two values
        wish, page, desk = self._wish(), self.page, self._desk
        if wish is None:
            return
        pin, given = None, True
        if sealed and desk.has_pin():
            pin, given = QInputDialog.getText(
                page, page.tr("Seal the report"), page.tr("Your PIN"), QLineEdit.EchoMode.Password
            )
        chosen = self.ask_file(file_name(wish.template.id, wish.period.name, ending), KINDS[ending]) if given else ""
        if not chosen:
            return
        file = Path(chosen) if Path(chosen).suffix.casefold() == ending else Path(f"{chosen}{ending}")
        progress = self._begin()

        def save() -> Saved | None:
            try:
                report = made(desk, wish, progress)
                write = desk.write_report
                data = write.sealed(report, ending, pin) if sealed else write(report, ending)
                progress.go_on()
            except BrokenOff:
                return None
            return Saved(report, write_file(file, data), data)

        self._workers.documents.submit(save, self._tell_saved, self._problem, page=page)

    def _tell_saved(self, saved: Saved | None) -> None:
        if saved is None:
            self._tell_stopped()
            return
        self.saved = saved
        self.page.show_done(self.page.tr("Saved as {}.").format(saved.file.name))
        self.page.given.offer(saved=True)

    def _email(self, to: tuple[str, ...]) -> None:
        page, saved = self.page, self.saved
        if saved is None:
            page.show_problem(page.tr("Save the report first: the e-mail takes the file that you saved."))
            return
        prepare = partial(self._desk.write_report.email, saved.report, to, (saved.file.name, saved.data))
        ask = partial(self._ask_email, saved, to)
        self._workers.documents.submit(prepare, ask, self._problem, page=page)

    def _ask_email(self, saved: Saved, to: tuple[str, ...], email: PreparedEmail) -> None:
        chosen = self.ask_file(f"{saved.file.stem}.eml", EMAILS)
        if not chosen:
            return

        def written(path: Path) -> None:
            self.page.show_done(drafted_words(path.name, email.unknown))
            self._give(to, BY_EMAIL)

        write = partial(write_file, Path(chosen), email.data)
        self._workers.documents.submit(write, written, self._problem, page=self.page)

    def _give(self, to: tuple[str, ...], how: str) -> None:
        view, saved, desk = self.page.view, self.saved, self._desk
        if view is None or saved is None or not view.may_keep:
            return
        if not to:
            self.page.show_problem(self.page.tr("Say who got it: tick somebody, or write a name."))
            return
        template, period = desk.reports().template(view.report), ReportPeriod.parse(view.period)

        def give() -> tuple[Given, ...]:
            for one in to:
                desk.keep_reports.give(template, period, Handed(one, how, saved.file.name), saved.data)
            return desk.keep_reports.given(template.id, period.name)

        def kept(given: tuple[Given, ...]) -> None:
            self._note_saved()
            if isValid(self.page):
                self.page.given.show_given(given_words(given))

        self._workers.database.submit(give, kept, self._problem)

    def _bring_in(self) -> None:
        chosen = self.ask_figures()
        if not chosen:
            return

        def brought(found: tuple[Measured, ...]) -> None:
            self._measured = found
            self.page.show_done(self.page.tr("Performance figures in this report: {}.").format(len(found)))
            self.page.preview_soon()

        self._workers.documents.submit(
            partial(self._desk.reports().measured, Path(chosen)), brought, self._problem, page=self.page
        )

    def _ask_file(self, name: str, kind: str) -> str:
        chosen, _ = QFileDialog.getSaveFileName(self.page, self.page.tr("Save"), name, kind)
        return chosen

    def _ask_figures(self) -> str:
        title = self.page.tr("Bring in performance figures")
        chosen, _ = QFileDialog.getOpenFileName(self.page, title, "", FIGURES)
        return chosen
