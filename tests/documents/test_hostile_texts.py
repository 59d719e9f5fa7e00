"""Text of every script, of any length, printed as it is or visibly replaced; never an exception, never cut off."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_desktop.documents.case_note import NotePrinter
from qa_desktop.documents.verify import verify
from qa_desktop.domain.note import CaseNote, NoteAnswer, NoteSection, note_as_json
from tests.documents import reading
from tests.documents.moments import MADE_AT
from tests.documents.rochdale_notes import observation_note, supervision_note, t2_note
from tests.documents.sample_notes import bra_note

WELSH = "Ŵyn ŷd â ô; Llanfairpwllgwyngyll"
POLISH = "Zażółć gęślą jaźń"
ARABIC = "محمد بن علي"
TURNING = "محمد (السلام عليكم) 2026 and back again"
URDU = "پاکستان میں بچوں کی دیکھ بھال"
HEBREW = "שלום לילדים"
CHINESE = "孩子的声音很重要，我们听见了。"
HINDI = "बच्चे की आवाज़"
AMHARIC = "የልጁ ድምፅ"
EMOJI = "🙂👍🏽🏠"
MARKUP = "<b>bold</b> &amp; <font size=99> </para> %PDF-1.7 (\\) endstream"
FORMULA = '=HYPERLINK("http://x","y") +1 -2 @SUM(A1)'
CONTROLS = "bell\x07 null\x00 escape\x1b[31m backspace\x08"
OVERRIDE = "safe \u202eexe.pdf\u202c \u2067isolate\u2069"
SURROGATE = "half \ud83d pair"
UNKNOWN = "private \ue000 \U0010fffd unassigned \u0378"
JOINED = "a" * 1000
TALL = "line\n" * 80

TEXTS = {
    "welsh": WELSH,
    "polish": POLISH,
    "arabic": ARABIC,
    "turning": TURNING,
    "urdu": URDU,
    "hebrew": HEBREW,
    "chinese": CHINESE,
    "hindi": HINDI,
    "amharic": AMHARIC,
    "emoji": EMOJI,
    "markup": MARKUP,
    "formula": FORMULA,
    "controls": CONTROLS,
    "override": OVERRIDE,
    "surrogate": SURROGATE,
    "unknown": UNKNOWN,
    "joined": JOINED,
    "tall": TALL,
}
BLANKS = ("", " ", "\n", "\u200d", "\t\r\n")
MAKERS = (bra_note, t2_note, observation_note, supervision_note)


KEPT = {"half", "field_name", "language"}


def filled(value: object, text: str, key: str = "") -> object:
    """Return the value with every text that a person could have written replaced by this one."""
    if isinstance(value, str) and key not in KEPT:
        return text
    if isinstance(value, tuple):
        return tuple(filled(one, text, key) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {one.name: filled(getattr(value, one.name), text, one.name) for one in dataclasses.fields(value)}
        return replace(value, **changed)
    return value


def note_of(make: Callable[[], CaseNote], text: str) -> CaseNote:
    note = filled(make(), text)
    assert isinstance(note, CaseNote)
    return note


def with_comment(text: str) -> CaseNote:
    answer = NoteAnswer("a", "1", "Question", value=text)
    return replace(observation_note(), sections=(NoteSection("s", "", "Section", (answer,)),))


def built(printer: NotePrinter, note: CaseNote) -> bytes:
    return printer.build(note, attach_values=True, made_at=MADE_AT)


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("name", TEXTS)
def test_any_text_in_every_place_makes_a_sound_file(
    printer: NotePrinter, make: Callable[[], CaseNote], name: str, tmp_path: Path
) -> None:
    pdf = built(printer, note_of(make, TEXTS[name]))

    assert "No syntax or stream encoding errors" in reading.checked(pdf, tmp_path)
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in reading.fonts(pdf, tmp_path))


@pytest.mark.parametrize("name", sorted(set(TEXTS) - {"tall", "turning"}))
def test_a_text_is_read_back_as_it_was_written_or_visibly_replaced(
    printer: NotePrinter, name: str, tmp_path: Path
) -> None:
    pdf = built(printer, with_comment(TEXTS[name]))

    assert reading.bare(TEXTS[name]) in reading.bare("".join(reading.pages(pdf, tmp_path)))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x07", "[U+0007]"),
        ("\x00", "[U+0000]"),
        ("\u202e", "[U+202E]"),
        ("\ud83d", "[U+D83D]"),
        ("\ue000", "[U+E000]"),
        ("\u0378", "[U+0378]"),
    ],
)
def test_what_cannot_be_printed_is_shown_by_its_code(
    printer: NotePrinter, text: str, shown: str, tmp_path: Path
) -> None:
    pdf = built(printer, with_comment(f"before{text}after"))

    assert f"before{shown}after" in "".join(reading.pages(pdf, tmp_path))


@pytest.mark.parametrize("text", ["word " * 12_000, "x" * 60_000, "سلام " * 12_000, "声" * 20_000])
def test_sixty_thousand_characters_are_printed_to_the_last(printer: NotePrinter, text: str, tmp_path: Path) -> None:
    pdf = built(printer, with_comment(text + "END"))

    printed = reading.bare(" ".join(reading.pages(pdf, tmp_path)))
    assert "END" in printed
    assert printed.count(reading.bare(text[:1])) >= text.count(text[:1])


@pytest.mark.parametrize("make", MAKERS)
def test_a_long_text_in_every_place_loses_no_line(
    printer: NotePrinter, make: Callable[[], CaseNote], tmp_path: Path
) -> None:
    note = note_of(make, "".join(f"piece{number}of120 " for number in range(120)))

    printed = reading.bare(" ".join(reading.spoken(built(printer, note), tmp_path)))

    places = sum(text.startswith("piece0of120") for text in reading.leaves(note_as_json(note)))
    assert places > 10
    assert printed.count("piece119of120") == printed.count("piece0of120") > places / 2


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("text", BLANKS)
def test_blank_texts_leave_no_empty_heading(
    printer: NotePrinter, make: Callable[[], CaseNote], text: str, tmp_path: Path
) -> None:
    tree = reading.structure(built(printer, note_of(make, text)), tmp_path)

    assert "H1 (block)\n  P" not in tree


@given(text=st.text(max_size=300), make=st.sampled_from(MAKERS))
@example(text="\u0600\u0300\u200f(", make=t2_note)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_text_stops_the_printing(printer: NotePrinter, text: str, make: Callable[[], CaseNote]) -> None:
    note = note_of(make, text)

    pdf = built(printer, note)

    assert verify(pdf).values is None
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 0


def test_arabic_is_set_in_its_own_font(printer: NotePrinter, tmp_path: Path) -> None:
    pdf = built(printer, with_comment(ARABIC))

    names = {font[0].split("+")[1] for font in reading.fonts(pdf, tmp_path)}
    assert any(name.startswith("NotoSansArabic") for name in names)
