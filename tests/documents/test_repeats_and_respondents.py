"""What is asked for each child stands in a table, and what several people answered stands side by side."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa_desktop.documents.case_note import build_note
from qa_desktop.documents.layout import look
from qa_desktop.documents.parts.repeated import MOST_COLUMNS, can_be_table
from qa_desktop.domain.colour import contrast
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note import NoteAnswer, NoteSection
from qa_desktop.domain.scale import Tone
from tests.documents import reading
from tests.documents.moments import MADE_AT
from tests.domain.format_tools import format_audit
from tests.domain.judged_tools import judged_audit
from tests.sample_audits import MOMENT

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
OCCASION = NoteOccasion(MOMENT)


def team(number: int, *values: str) -> NoteSection:
    answers = tuple(NoteAnswer(f"t.{at}@{number}", "", f"Question {at}", value=one) for at, one in enumerate(values))
    return NoteSection("teams", "", "Teams", answers, about=f"Team {number}")


def test_short_answers_to_the_same_questions_fit_into_a_table() -> None:
    assert can_be_table((team(1, "8", "3"), team(2, "5", "5")))


def test_long_answers_other_questions_and_many_columns_do_not() -> None:
    long, other = team(2, "5", "word " * 60), team(2, "5")
    wide = tuple(team(number, *["1"] * (MOST_COLUMNS + 1)) for number in (1, 2))

    assert not can_be_table((team(1, "8", "3"), long))
    assert not can_be_table((team(1, "8", "3"), other))
    assert not can_be_table(wide)
    assert not can_be_table((team(1, "8", "3"),))


def test_a_section_asked_for_each_child_is_read_as_a_table_with_whom_each_row_is_about(tmp_path: Path) -> None:
    audit = format_audit({"repeat/kids@b2/added": True, "repeat/kids@b2/name": "Amy", "answer/seen@b2/value": "yes"})
    pdf = build_note(compose_note(audit, OCCASION), FONTS, attach_values=False, made_at=MADE_AT)

    spoken = " ".join(reading.spoken(pdf, tmp_path))

    assert spoken.count("The children") == 1
    assert "Child 2, Amy" in spoken


def test_the_answers_of_several_people_stand_under_one_question(tmp_path: Path) -> None:
    audit = judged_audit({"answer/v.1~lead/value": "good", "answer/v.1~peer/value": "fair"})
    pdf = build_note(compose_note(audit, OCCASION), FONTS, attach_values=False, made_at=MADE_AT)

    spoken = " ".join(reading.spoken(pdf, tmp_path))

    assert spoken.count("How did the visit go?") == 1
    assert spoken.index("Lead auditor") < spoken.index("Peer auditor")


def test_an_own_colour_is_readable_in_the_note_and_one_that_is_none_has_its_tone() -> None:
    tint = look.tint_of(Tone.NEUTRAL, "#FFEE00")
    ink, ground = (
        "#" + "".join(f"{round(part * 255):02X}" for part in (colour.red, colour.green, colour.blue))
        for colour in (tint.ink, tint.ground)
    )

    assert contrast(ink, ground) >= 4.5
    assert look.tint_of(Tone.GOOD, "yellow") == look.TINTS[Tone.GOOD]


def test_what_is_printed_as_a_table_is_one_however_long_and_few_its_rows_are(tmp_path: Path) -> None:
    row = replace(team(1, "word " * 60, "3"), row="1")
    note = replace(compose_note(format_audit({}), OCCASION), sections=(row,))
    pdf = build_note(note, FONTS, attach_values=False, made_at=MADE_AT)

    assert can_be_table((row,))
    assert "Team 1" not in " ".join(reading.spoken(pdf, tmp_path))


def test_what_belongs_to_an_answer_is_read_after_it(tmp_path: Path) -> None:
    date = NoteAnswer("a.on", "", "Date of the decision", value="20 November 2026")
    answers = (
        NoteAnswer("a", "1", "Decision", value="Good", beside=(date,)),
        NoteAnswer("b", "2", "Review", value="Poor"),
    )
    matrix = NoteSection("one", "", "One", answers, columns=("Good", "Poor"))
    note = replace(compose_note(format_audit({}), OCCASION), sections=(matrix,))
    pdf = build_note(note, FONTS, attach_values=False, made_at=MADE_AT)

    spoken = " ".join(reading.spoken(pdf, tmp_path))

    assert spoken.index("Decision") < spoken.index("Date of the decision") < spoken.index("Review")


def test_the_pages_say_our_own_words_in_the_language_of_the_note(tmp_path: Path) -> None:
    audit = judged_audit({"about/language": "cy"})
    pdf = build_note(compose_note(audit, OCCASION), FONTS, attach_values=False, made_at=MADE_AT)

    spoken = " ".join(reading.spoken(pdf, tmp_path))

    assert "Llofnodion" in spoken
    assert "Signatures" not in spoken
    assert "Not answered" not in spoken
