"""Write a report as a file, sealed on request with the key of whoever makes it, and draft the e-mail that takes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.ports import Sealer
from qa_desktop.domain.reports.report import Report
from qa_desktop.errors import InputProblem
from qa_desktop.services.prepare_email import PreparedEmail, PrepareEmail
from qa_desktop.services.sign_audit import SealPdf

SEALED, SEAL, REASON = ".pdf", "Report", "Report as it was made"
"""What can be sealed, the signature field in it, and why it is sealed."""


class WriteFile(Protocol):
    """Writes a report as the bytes of a file."""

    def __call__(self, report: Report, ending: str, *, for_seal: bool) -> bytes:
        """Return the file; raise InputProblem for an ending that there is not."""
        ...


class WriteReport:
    """Reads nothing of the store but the sealing key; on any thread."""

    def __init__(
        self,
        write: WriteFile,
        seal_pdf: SealPdf,
        open_sealer: Callable[[str | None], Sealer],
        email: PrepareEmail,
        clock: Clock,
    ) -> None:
        self._write = write
        self._seal = seal_pdf
        self._open_sealer = open_sealer
        self._email = email
        self._clock = clock

    def __call__(self, report: Report, ending: str) -> bytes:
        """Return the report as a file with this ending; raise InputProblem for one that there is not."""
        return self._write(report, ending, for_seal=False)

    def sealed(self, report: Report, ending: str, pin: str | None = None) -> bytes:
        """Return the PDF of a report, sealed by its maker.

        Raises:
            InputProblem: only a PDF can be sealed.
            NotAllowed: the PIN is wrong, or none was given where one is needed.
        """
        if ending.casefold() != SEALED:
            raise InputProblem(f"Only a PDF can be sealed, not a “{ending}” file. Name one that ends in .pdf.")
        pdf = self._write(report, ending, for_seal=True)
        sealer = self._open_sealer(pin)
        return self._seal(pdf, SEAL, sealer, name=report.made_by, reason=REASON, at=self._clock.now())

    def email(self, report: Report, to: tuple[str, ...], file: tuple[str, bytes]) -> PreparedEmail:
        """Return the draft of an e-mail with a report; `file` is the name and content of what is attached."""
        return self._email.report(to, f"{report.title}, {report.period}", file)
