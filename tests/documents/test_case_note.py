"""The note shows all that it holds and nothing else, can be read aloud in order, and stays so after sealing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pikepdf
import pytest

from qa_desktop.documents.case_note import NotePrinter, build_note
from qa_desktop.documents.parts.words import Words
from qa_desktop.documents.seal import seal
from qa_desktop.domain.note import CaseNote, NoteAnswer, NoteSection, note_as_json
from tests.documents import reading
from tests.documents.keys import Identity
from tests.documents.moments import MADE_AT, SEALED_AT
from tests.documents.rochdale_notes import observation_note, supervision_note, t2_note
from tests.documents.sample_notes import GOOD, bra_note

KINDS = pytest.mark.parametrize("make", [bra_note, t2_note, observation_note, supervision_note])
TURNED_BY_FIFTY_DEGREES = b".642788 .766044"
Make = Callable[[], CaseNote]


@KINDS
def test_every_value_of_the_note_stands_on_its_pages(printer: NotePrinter, make: Make, tmp_path: Path) -> None:
    note = make()

    printed = reading.bare(" ".join(reading.spoken(built(printer, note), tmp_path)))

    values = {reading.bare(text) for text in reading.leaves(note_as_json(note))}
    assert {value for value in values if value not in printed} == set()


@KINDS
def test_the_pages_show_nothing_but_the_note_and_our_fixed_words(
    printer: NotePrinter, make: Make, tmp_path: Path
) -> None:
    note = make()

    printed = reading.bare(" ".join(reading.spoken(built(printer, note), tmp_path)))

    values = [reading.bare(text) for text in reading.leaves(note_as_json(note))]
    assert reading.unexplained(printed, [*values, *reading.fixed_words()]) == ""


@KINDS
def test_head_and_foot_of_every_page_name_the_note_and_count_the_pages(
    printer: NotePrinter, make: Make, tmp_path: Path
) -> None:
    note = make()

    pages = reading.pages(built(printer, note), tmp_path)

    for number, page in enumerate(pages, start=1):
        lines = [line for line in page.splitlines() if line.strip()]
        assert lines[-1].split() == [*note.authority.split(), "Page", str(number), "of", str(len(pages))]
        if number > 1:
            assert lines[0].split() == [*note.title.split(), *note.reference_label.split(), *note.reference.split()]


@KINDS
def test_every_font_is_embedded_and_can_be_read_back(printer: NotePrinter, make: Make, tmp_path: Path) -> None:
    fonts = reading.fonts(built(printer, make()), tmp_path)

    assert fonts
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in fonts)
    assert {font[0].split("+")[1] for font in fonts} == {"Inter-Regular", "Inter-SemiBold"}


@KINDS
def test_the_file_is_sound(printer: NotePrinter, make: Make, tmp_path: Path) -> None:
    assert "No syntax or stream encoding errors" in reading.checked(built(printer, make()), tmp_path)


@KINDS
def test_the_same_note_at_the_same_moment_gives_the_same_bytes(make: Make) -> None:
    first = build_note(make(), reading.FONTS, attach_values=True, made_at=MADE_AT)
    second = build_note(make(), reading.FONTS, attach_values=True, made_at=MADE_AT)

    assert first == second


def test_another_moment_gives_another_file(printer: NotePrinter) -> None:
    later = printer.build(bra_note(), attach_values=True, made_at=MADE_AT + timedelta(seconds=1))

    assert later != built(printer, bra_note())


def test_the_structure_is_read_in_order_with_its_headings(printer: NotePrinter, tmp_path: Path) -> None:
    tree = reading.structure(built(printer, bra_note()), tmp_path)

    headings = re.findall(r'H[123] \(block\)\s+"(.*?) ?"', tree)
    assert headings[:6] == [
        "Live Case File Audit",
        "Overall grade",
        "Strengths",
        "Areas for development",
        "In the practitioner’s own words",
        "At a glance",
    ]
    assert headings[-8:] == [
        "What happens next",
        "Signatures",
        "Practitioner",
        "Auditor",
        "Team manager",
        "Filing",
        "Case note on Mosaic",
        "About this document",
    ]


def test_grades_at_a_glance_begin_on_the_first_page_however_many_there_are(
    printer: NotePrinter, tmp_path: Path
) -> None:
    asked = tuple(NoteAnswer(f"q{number}", "", f"Question {number}", grade=GOOD) for number in range(40))
    note = replace(bra_note(), sections=(NoteSection("all", "", "All of it", asked),))

    first, *_ = reading.pages(built(printer, replace(note, strengths="", development="", own_words="")), tmp_path)

    assert "At a glance" in first
    assert "Question 3" in first


def test_a_question_called_as_its_section_keeps_its_name_behind_others(printer: NotePrinter, tmp_path: Path) -> None:
    asked = (
        NoteAnswer("a", "", "Activity", value="A day of training"),
        NoteAnswer("b", "", "Impact", value="Much. " * 30),
    )
    note = replace(bra_note(), sections=(NoteSection("impact", "", "Impact", asked),))

    headings = re.findall(r'H[123] \(block\)\s+"(.*?) ?"', reading.structure(built(printer, note), tmp_path))

    assert headings.count("Impact") == 2


def test_a_matrix_has_a_head_for_each_column_and_each_row(printer: NotePrinter, tmp_path: Path) -> None:
    tree = reading.structure(built(printer, t2_note()), tmp_path)

    assert tree.count("/Scope /Row") == 30
    assert tree.count("/Scope /Column") == 6 * 6 + 2 + 6


def test_a_tick_is_read_as_the_grade_of_its_column(printer: NotePrinter, tmp_path: Path) -> None:
    pdf = built(printer, t2_note())

    with pikepdf.open(io.BytesIO(pdf)) as document:
        said = [str(one.ActualText) for one in elements(document) if one.S == "/Span"]
    grades = [answer.grade.label for part in t2_note().sections for answer in part.answers if answer.grade]
    assert said == grades
    assert "✓" not in "".join(reading.pages(pdf, tmp_path)[:4])


def test_the_two_halves_of_the_plan_span_their_columns(printer: NotePrinter) -> None:
    with pikepdf.open(io.BytesIO(built(printer, t2_note()))) as document:
        spans = [int(one.A.ColSpan) for one in elements(document) if "/A" in one and "/ColSpan" in one.A]

    assert spans == [3, 3]


def test_every_signature_field_has_its_form_and_its_words(printer: NotePrinter) -> None:
    with pikepdf.open(io.BytesIO(built(printer, bra_note()))) as document:
        fields = {str(field.T): str(field.TU) for field in document.Root.AcroForm.Fields}
        roles = {str(form_of(document, field).S) for field in document.Root.AcroForm.Fields}

    assert fields == {"seal-auditor": "Digital seal: Auditor", "seal-manager": "Digital seal: Team manager"}
    assert roles == {"/Form"}


def test_the_note_is_still_tagged_after_two_seals(sealed_twice: bytes, tmp_path: Path) -> None:
    spoken = reading.spoken(sealed_twice, tmp_path)

    with pikepdf.open(io.BytesIO(sealed_twice)) as document:
        assert bool(document.Root.MarkInfo.Marked)
        for field in document.Root.AcroForm.Fields:
            assert form_of(document, field).K.Obj.objgen == field.objgen
            assert "/V" in field
    assert spoken[-1].startswith("Audit 0197a3c2")
    assert "No syntax or stream encoding errors" in reading.checked(sealed_twice, tmp_path)


def test_a_drawn_signature_is_a_figure_with_words(printer: NotePrinter) -> None:
    with pikepdf.open(io.BytesIO(built(printer, bra_note()))) as document:
        said = [str(one.Alt) for one in elements(document) if one.S == "/Figure"]

    assert said == ["Signature of Jo Okonkwo-Wiśniewska"]


def test_a_picture_that_is_none_is_replaced_by_a_sentence(printer: NotePrinter, tmp_path: Path) -> None:
    note = bra_note()
    signatures = (replace(note.signatures[0], ink=b"\x89PNG broken"), *note.signatures[1:])

    spoken = reading.spoken(built(printer, replace(note, signatures=signatures)), tmp_path)

    assert Words.INK_UNREADABLE.value in [text.strip() for text in spoken]


def test_title_language_and_standard_are_declared(printer: NotePrinter) -> None:
    with pikepdf.open(io.BytesIO(built(printer, bra_note()))) as document, document.open_metadata() as about:
        assert about["dc:title"] == "Live Case File Audit 48-2207"
        assert about["pdfuaid:part"] == "1"
        assert str(document.Root.Lang) == "en-GB"
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_a_sample_says_so_in_words_and_across_every_page(printer: NotePrinter, tmp_path: Path) -> None:
    pdf = built(printer, supervision_note())

    assert "Sample" in [text.strip() for text in reading.spoken(pdf, tmp_path)]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        turned = [TURNED_BY_FIFTY_DEGREES in page.Contents.read_bytes() for page in document.pages]
    assert turned == [True, True]


def test_a_note_with_next_to_nothing_in_it_is_printed_and_sealed(printer: NotePrinter, auditor: Identity) -> None:
    note = replace(supervision_note(), facts=(), sections=(), identity=(), provenance="", subtitle="", authority="")

    pdf = printer.build(note, attach_values=False, made_at=MADE_AT)

    sealed = seal(pdf, "seal-auditor", auditor.certificate, auditor.private_key, name="R", reason="Audit", at=SEALED_AT)
    assert sealed.startswith(pdf)


def built(printer: NotePrinter, note: CaseNote) -> bytes:
    return printer.build(note, attach_values=True, made_at=MADE_AT)


def elements(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the elements of the structure in reading order."""
    waiting = [document.Root.StructTreeRoot.K]
    while waiting:
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting.extend(reversed(list(one)))
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield one
            waiting.append(one.K)


def form_of(document: pikepdf.Pdf, field: pikepdf.Object) -> pikepdf.Object:
    numbers = list(document.Root.StructTreeRoot.ParentTree.Nums)
    table = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
    return table[int(field.StructParent)]


def test_a_plan_without_actions_keeps_its_form_and_gives_the_reason(printer: NotePrinter, tmp_path: Path) -> None:
    spoken = [text.strip() for text in reading.spoken(built(printer, observation_note()), tmp_path)]

    assert Words.NO_ACTIONS.value in spoken
    assert "Nothing beyond what supervision takes up." in spoken
    assert "To be completed during supervision" in spoken
