"""Measures a case note built and sealed against bare ReportLab and pyHanko, and verified against pyHanko alone."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import ParamSpec

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from benchmarks.bare_note import bare_note, register_fonts
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from qa_desktop.documents.case_note import NotePrinter
from qa_desktop.documents.seal import seal
from qa_desktop.documents.verify import verify
from qa_desktop.domain.note import CaseNote
from tests.documents.keys import Identity, self_made
from tests.documents.rochdale_notes import t2_note
from tests.documents.sample_notes import bra_note

FONTS = Path(__file__).parents[1] / "resources" / "fonts"
NOTES = {"case_note_sealed": bra_note(), "case_note_of_a_matrix_sealed": t2_note()}
LIMIT = Limit(ratio=2.0)
VERIFIED_LIMIT = Limit(ratio=3.0)
Given = ParamSpec("Given")
AT = datetime(2026, 11, 21, 16, 0, tzinfo=UTC)


def main() -> None:
    """Make each note again and again, and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15, help="how often each note is made")
    runs: int = parser.parse_args().runs
    register_fonts(FONTS)
    printer, auditor = NotePrinter(FONTS), self_made("Siân Prŷs-Jones")
    for name, note in NOTES.items():
        printed(printer, note, auditor)  # both read their fonts and modules once, before anything is measured
        bare_note(note, auditor)
        values, floors = side_by_side(runs, timed(printed, printer, note, auditor), timed(bare_note, note, auditor))
        report(name, values, floors, LIMIT)
    sealed = printed(printer, bra_note(), auditor)
    checked(sealed)
    report("case_note_verified", *side_by_side(runs, timed(verify, sealed), timed(checked, sealed)), VERIFIED_LIMIT)


def timed(work: Callable[Given, object], *given: Given.args, **named: Given.kwargs) -> Callable[[int], float]:
    """Return the work as a run that tells how long it took."""
    return lambda _run: milliseconds(lambda: work(*given, **named))


def printed(printer: NotePrinter, note: CaseNote, who: Identity) -> bytes:
    """Return the note as the application makes it."""
    pdf = printer.build(note, attach_values=True, made_at=AT)
    return seal(pdf, "seal-auditor", who.certificate, who.private_key, name="Siân Prŷs-Jones", reason="Audit", at=AT)


def checked(pdf: bytes) -> PdfSignatureStatus:
    """Return what pyHanko alone says of the seal; that the seal's own bytes hold nothing else it does not ask."""
    (found,) = PdfFileReader(io.BytesIO(pdf), strict=True).embedded_signatures
    return validate_pdf_signature(found, ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False))


if __name__ == "__main__":
    main()
