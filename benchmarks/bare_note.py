"""The floor of making a case note: its text in ReportLab's own paragraphs and tables, untagged, sealed by pyHanko."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.lib.colors import grey
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from qa_desktop.domain.note import CaseNote, JsonValue, NoteSection, note_as_json
from tests.documents.keys import Identity
from tests.documents.reading import leaves

BODY = ParagraphStyle("body", fontName="Floor-Regular", fontSize=9.5, leading=13.75, spaceAfter=4)
STRONG = ParagraphStyle("strong", fontName="Floor-Strong", fontSize=12, leading=16, spaceAfter=4)
CELL = ParagraphStyle("cell", fontName="Floor-Regular", fontSize=8.5, leading=11.75)
SHARES = (0.27, 0.095, 0.35)
WIDTH = 470


def register_fonts(folder: Path) -> None:
    """Make the two fonts of the note known to ReportLab, once a process as the note does."""
    pdfmetrics.registerFont(TTFont("Floor-Regular", folder / "Inter-Regular.ttf"))
    pdfmetrics.registerFont(TTFont("Floor-Strong", folder / "Inter-SemiBold.ttf"))


def bare_note(note: CaseNote, who: Identity) -> bytes:
    """Return the sealed document."""
    output = io.BytesIO()
    SimpleDocTemplate(output, initialFontName="Floor-Regular").build(_story(note))
    signer = SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(who.certificate))),
        signing_key=load_private_key_from_pemder_data(who.private_key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
    )
    said = PdfSignatureMetadata(field_name="seal", subfilter=SigSeedSubFilter.PADES)
    sealed = io.BytesIO()
    PdfSigner(said, signer=signer, new_field_spec=SigFieldSpec("seal")).sign_pdf(
        IncrementalPdfFileWriter(output), output=sealed
    )
    return sealed.getvalue()


def _story(note: CaseNote) -> list[Flowable]:
    story: list[Flowable] = []
    for name, value in note_as_json(note).items():
        if name == "sections":
            for section in note.sections:
                story += _section(section)
        elif name == "plan" and note.plan:
            heads = [column.label for column in note.plan.columns]
            story.append(_table([heads, *note.plan.rows], [1 / len(heads)] * len(heads)))
        else:
            story += _paragraphs(value, name)
    return story


def _section(section: NoteSection) -> list[Flowable]:
    head = Paragraph(escape(f"{section.number} {section.title}"), STRONG)
    if not section.columns:
        values = note_as_json(CaseNote("", "", "", "", "", (), sections=(section,)))
        return [head, *_paragraphs(values, "")]
    rows: list[Sequence[str]] = [["Item", *section.columns, section.comment_label]]
    for answer in section.answers:
        ticks = ["✓" if answer.grade and answer.grade.label == column else "" for column in section.columns]
        rows.append([f"{answer.number} {answer.label}", *ticks, answer.comment or answer.not_applicable])
    return [head, _table(rows, [SHARES[0], *[SHARES[1]] * len(section.columns), SHARES[2]])]


def _paragraphs(value: JsonValue, name: str) -> list[Flowable]:
    return [Paragraph(escape(text), BODY) for text in leaves(value, name)]


def _table(rows: Sequence[Sequence[str]], shares: Sequence[float]) -> Flowable:
    cells = [[Paragraph(escape(text), CELL) for text in row] for row in rows]
    lines = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    return Table(cells, colWidths=[share * WIDTH for share in shares], repeatRows=1, style=lines)
