"""Every change is found; what is intact is never called changed; and a stranger's seal is not called trusted."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable, Iterator
from datetime import datetime

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from qa_desktop.documents.case_note import ATTACHMENT, NotePrinter
from qa_desktop.documents.seal import seal
from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain.note import note_as_json
from qa_desktop.errors import InputProblem
from tests.documents.keys import Identity, certified, self_made
from tests.documents.moments import MADE_AT, SEALED_AT
from tests.documents.sample_notes import bra_note

SEAL_ITSELF = re.compile(rb"/Contents\s*<[0-9A-F]{1000,}>")


def positions(pdf: bytes) -> Iterator[int]:
    """Yield places all over the file, and thickly where the seal itself stands, which nothing else covers."""
    chance = random.Random(20261121)  # noqa: S311 - places to test, no secret
    *_, last = SEAL_ITSELF.finditer(pdf)
    yield from range(0, len(pdf), len(pdf) // 150)
    yield from (chance.randrange(last.start(), last.start() + 2600) for _ in range(150))
    yield from range(last.start() + 2600, last.end(), 800)
    yield from (last.end() - 2, last.end() - 1, len(pdf) - 1, 0, 1, 5)


def flipped(pdf: bytes, position: int) -> bytes:
    changed = bytearray(pdf)
    changed[position] ^= (0x01, 0x02, 0x20, 0xFF)[position % 4]
    return bytes(changed)


def appended(pdf: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    change(writer)
    output = io.BytesIO()
    writer.write(output)  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
    return output.getvalue()


def test_a_note_that_nobody_sealed_is_called_not_sealed(unsealed: bytes) -> None:
    assert verify(unsealed).outcome is Outcome.NOT_SEALED


def test_a_self_made_certificate_is_intact_but_not_confirmed(sealed: bytes) -> None:
    verdict = verify(sealed)

    assert verdict.outcome is Outcome.INTACT_UNCONFIRMED
    assert "Identity not confirmed" in verdict.sentence
    assert "Siân Prŷs-Jones" in verdict.sentence


def test_a_certificate_that_the_authority_vouches_for_is_trusted(sealed: bytes, auditor: Identity) -> None:
    assert verify(sealed, [auditor.certificate]).outcome is Outcome.INTACT_TRUSTED


def test_one_seal_of_a_stranger_keeps_the_document_unconfirmed(sealed_twice: bytes, auditor: Identity) -> None:
    verdict = verify(sealed_twice, [auditor.certificate])

    assert verdict.outcome is Outcome.INTACT_UNCONFIRMED
    assert [one.trusted for one in verdict.seals] == [True, False]


def test_the_attached_values_come_back_as_they_were_printed(sealed: bytes) -> None:
    assert verify(sealed).values == note_as_json(bra_note())


def test_a_copy_for_filing_carries_no_values(printer: NotePrinter) -> None:
    filed = printer.build(bra_note(), attach_values=False, made_at=MADE_AT)

    assert verify(filed).values is None
    with pikepdf.open(io.BytesIO(filed)) as document:
        assert not document.attachments


@pytest.mark.slow
def test_no_flipped_byte_goes_unnoticed(sealed: bytes) -> None:
    unnoticed = [at for at in positions(sealed) if verify(flipped(sealed, at)).outcome is not Outcome.CHANGED]

    assert unnoticed == []


def test_a_flipped_byte_under_either_seal_is_noticed(sealed: bytes, sealed_twice: bytes) -> None:
    places = [len(sealed) // 2, len(sealed) + 40, len(sealed_twice) - 60]

    outcomes = [verify(flipped(sealed_twice, at)).outcome for at in places]

    assert outcomes == [Outcome.CHANGED] * 3


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99, 0.9999])
def test_a_document_cut_off_is_changed(sealed: bytes, share: float) -> None:
    assert verify(sealed[: int(len(sealed) * share)]).outcome in (Outcome.CHANGED, Outcome.NOT_SEALED)


def add_nothing(writer: IncrementalPdfFileWriter) -> None:
    writer.update_root()  # type: ignore[no-untyped-call] # pyHanko leaves it untyped


def add_text_to_the_first_page(writer: IncrementalPdfFileWriter) -> None:
    content = writer.add_object(generic.StreamObject(stream_data=b"BT ET"))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), content])
    writer.update_container(page)


def add_a_note_to_the_first_page(writer: IncrementalPdfFileWriter) -> None:
    annotation = writer.add_object(
        generic.DictionaryObject(  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
            {
                generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
                generic.pdf_name("/Subtype"): generic.pdf_name("/Text"),
                generic.pdf_name("/Rect"): generic.ArrayObject(map(generic.FloatObject, (10, 10, 40, 40))),
                generic.pdf_name("/Contents"): generic.pdf_string("Overall grade: Outstanding"),
            }
        )
    )
    page = writer.root["/Pages"]["/Kids"][0]
    page["/Annots"] = generic.ArrayObject([annotation])
    writer.update_container(page)


def change_the_title(writer: IncrementalPdfFileWriter) -> None:
    writer.set_info(writer.add_object(generic.DictionaryObject({generic.pdf_name("/Title"): generic.pdf_string("No")})))  # type: ignore[no-untyped-call] # pyHanko leaves it untyped


@pytest.mark.parametrize(
    "change", [add_nothing, add_text_to_the_first_page, add_a_note_to_the_first_page, change_the_title]
)
def test_an_appended_update_is_changed(sealed: bytes, change: Callable[[IncrementalPdfFileWriter], None]) -> None:
    assert verify(appended(sealed, change)).outcome is Outcome.CHANGED


@pytest.mark.parametrize("tail", [b" ", b"\n%%EOF\n", b"%hidden"])
def test_bytes_after_the_end_are_changed(sealed: bytes, tail: bytes) -> None:
    assert verify(sealed + tail).outcome is Outcome.CHANGED


def test_a_document_written_anew_by_another_program_is_changed(sealed: bytes) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(sealed)) as document:
        document.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([1, 1, 9, 9]))])
        document.save(output)

    assert verify(output.getvalue()).outcome is Outcome.CHANGED


@pytest.mark.parametrize("content", [b"", b"Dear all", b"PK\x03\x04", "Żółć".encode()])
def test_what_is_no_pdf_is_refused_with_a_plain_sentence(content: bytes) -> None:
    with pytest.raises(InputProblem, match="not a PDF document"):
        verify(content)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\ntrailer << /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF",
        b"%PDF-1.7\n1 0 obj\n" + b"[" * 5000 + b"\nendobj\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
    ],
)
def test_a_broken_pdf_is_called_damaged(content: bytes) -> None:
    verdict = verify(content)

    assert verdict.outcome is Outcome.CHANGED
    assert "damaged" in verdict.sentence


@given(st.binary(max_size=400))
def test_no_bytes_make_the_check_stumble(content: bytes) -> None:
    assert verify(b"%PDF-1.7\n" + content).outcome in (Outcome.CHANGED, Outcome.NOT_SEALED)


def test_checking_leaves_no_name_in_the_log(sealed: bytes, caplog: pytest.LogCaptureFixture) -> None:
    verify(sealed)

    assert caplog.records == []


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_an_attachment_that_is_no_note_gives_no_values(unsealed: bytes, auditor: Identity, content: bytes) -> None:
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(unsealed)) as document:
        document.attachments[ATTACHMENT] = content
        document.save(output)

    verdict = verify(sealed_at(output.getvalue(), auditor, SEALED_AT))

    assert verdict.outcome is Outcome.INTACT_UNCONFIRMED
    assert verdict.values is None


@pytest.mark.parametrize("year", [2020, 2040])
def test_a_certificate_is_not_trusted_for_a_seal_outside_its_time(
    unsealed: bytes, auditor: Identity, year: int
) -> None:
    pdf = sealed_at(unsealed, auditor, SEALED_AT.replace(year=year))

    assert verify(pdf, [auditor.certificate]).outcome is Outcome.INTACT_UNCONFIRMED


def sealed_at(pdf: bytes, who: Identity, moment: datetime) -> bytes:
    return seal(pdf, "seal-auditor", who.certificate, who.private_key, name="Siân", reason="Audit", at=moment)


def test_a_certificate_that_a_known_one_certified_is_trusted(unsealed: bytes) -> None:
    authority = self_made("Authority")
    pdf = sealed_at(unsealed, certified("Siân", authority), SEALED_AT)

    assert verify(pdf, [authority.certificate]).outcome is Outcome.INTACT_TRUSTED
    assert verify(pdf, [self_made("Authority").certificate]).outcome is Outcome.INTACT_UNCONFIRMED
