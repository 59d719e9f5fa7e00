"""Wires what makes reports, and what writes them to files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qa_desktop.settings import resources_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from qa_desktop.clock import Clock
    from qa_desktop.domain.audit import Audit
    from qa_desktop.domain.closing import Closing
    from qa_desktop.domain.figures.tables import FigureTable
    from qa_desktop.domain.ports import NewIds
    from qa_desktop.domain.reports.report import Report
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.keep_exemplars import KeepExemplars
    from qa_desktop.services.keep_measured import KeepMeasured
    from qa_desktop.services.keep_reports import KeepReports
    from qa_desktop.services.list_registers import ListRegisters
    from qa_desktop.services.make_report import MakeReport
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.planning import Planning
    from qa_desktop.services.prepare_email import PrepareEmail
    from qa_desktop.services.show_figures import ShowFigures
    from qa_desktop.services.sign_audit import SealPdf
    from qa_desktop.services.write_report import WriteReport

ENDINGS = (".pdf", ".docx", ".xlsx", ".html", ".txt")
"""How reports are written: pages, for editing, tables, large print, words alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """What reports tell beside figures."""

    registers: ListRegisters
    exemplars: KeepExemplars
    planning: Planning
    measured: KeepMeasured
    closing: Callable[[Audit], Closing]


def reports_for(
    store: SqlStore, open_audit: OpenAudit, figures: ShowFigures, told: Told, clock: Clock
) -> Callable[[], MakeReport]:
    """Return what makes reports; loaded when the first is asked for."""

    def made() -> MakeReport:
        from qa_desktop.services.make_report import MakeReport
        from qa_desktop.services.report_parts import ReportReads
        from qa_desktop.toolkit.measured_file import read_measured
        from qa_desktop.toolkit.report_library import ReportLibrary

        library = ReportLibrary(resources_dir() / "reports")
        reads = ReportReads(
            lambda: library.all,
            lambda: library.catalogue,
            open_audit,
            store.plans.every_allocation,
            told.registers.counts,
            told.exemplars,
            told.planning.programme.between,
            told.closing,
            read_measured,
            told.measured.shown_in,
        )
        return MakeReport(store.owner, figures, reads, clock)

    return made


def keeping_for(store: SqlStore, means: tuple[Clock, NewIds]) -> KeepReports:
    """Return what keeps drafts of reports, and who got them."""
    from qa_desktop.domain.organisation import DESK
    from qa_desktop.services.keep_reports import KeepReports

    return KeepReports(store, lambda: store.plans.in_stream(DESK), means)


def measuring_for(store: SqlStore) -> KeepMeasured:
    """Return what keeps performance figures."""
    from qa_desktop.domain.organisation import DESK
    from qa_desktop.services.keep_measured import KeepMeasured

    return KeepMeasured(store, lambda: store.plans.in_stream(DESK))


def writing_for(store: SqlStore, seal_pdf: SealPdf, email: PrepareEmail, clock: Clock) -> WriteReport:
    """Return what writes reports to files."""
    from qa_desktop.services.write_report import WriteReport

    def write(report: Report, ending: str, *, for_seal: bool) -> bytes:
        return report_file(report, ending, clock.now(), for_seal=for_seal)

    return WriteReport(write, seal_pdf, store.sealing.open_sealer, email, clock)


def figure_sheet(counted: str, tables: Sequence[FigureTable]) -> bytes:
    """Return tables as a spreadsheet, with what they count on its first sheet."""
    from qa_desktop.documents.report_sheet import tables_sheet
    from qa_desktop.domain.figures.tables import FigureTable

    about = FigureTable("About", ("What", "Words"), (("What is counted", counted),))
    return tables_sheet(about, [(one.title, one) for one in tables])


def report_file(report: Report, ending: str, made_at: datetime, *, for_seal: bool = False) -> bytes:
    """Return a report as the bytes of a file with this ending, one of `ENDINGS`; raise InputProblem for others.

    `for_seal` leaves a place on the PDF for the seal of whoever made it.
    """
    from qa_desktop.errors import InputProblem

    fonts = resources_dir() / "fonts"
    match ending.casefold():
        case ".pdf":
            from qa_desktop.documents.report import build_report

            return build_report(report, fonts, made_at=made_at, for_seal=for_seal)
        case ".docx":
            from qa_desktop.documents.report_docx import report_docx

            return report_docx(report, fonts, made_at=made_at)
        case ".xlsx":
            from qa_desktop.documents.report_sheet import report_sheet

            return report_sheet(report)
        case ".html":
            from qa_desktop.documents.report_page import report_page

            return report_page(report)
        case ".txt":
            from qa_desktop.domain.reports.plain_text import report_text

            return report_text(report).encode("utf-8", "replace")
        case _:
            raise InputProblem(f"A report is written as {', '.join(ENDINGS)}, not as “{ending}”.")
