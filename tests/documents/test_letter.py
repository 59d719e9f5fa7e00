"""Letters to print: tagged, in reading order, on as many pages as they need."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from qa_desktop.documents.letter import build_letter
from qa_desktop.domain.letter import Letter
from tests.documents import reading
from tests.documents.reading import FONTS

MADE_AT = datetime(2026, 11, 21, 14, 32, tzinfo=UTC)
LETTER = Letter(
    "P. Worker",
    date(2026, 11, 21),
    "2 actions from audits",
    ("Dear P. Worker,", "2 actions from audits are with you."),
    ("48-7: Bring the chronology up to date", "48-9: See the child alone"),
    ("Please say in supervision how far each one is.",),
    "Oli Officer",
)


def test_a_letter_is_read_from_the_name_to_who_signs_it(tmp_path: Path) -> None:
    pdf = build_letter(LETTER, FONTS, made_at=MADE_AT)

    said = " ".join(" ".join(reading.spoken(pdf, tmp_path)).split())

    order = (
        "P. Worker",
        "21 November 2026",
        "2 actions from audits",
        "Dear P. Worker,",
        "48-7: Bring the chronology up to date",
        "48-9: See the child alone",
        "Please say in supervision",
        "Oli Officer",
    )
    places = [said.find(words) for words in order]
    assert -1 not in places
    assert places == sorted(places)
    assert "No syntax or stream encoding errors" in reading.checked(pdf, tmp_path)


def test_a_long_letter_goes_over_pages_and_loses_nothing(tmp_path: Path) -> None:
    points = tuple(f"48-{number}: Something that is to be done about it, in so many words" for number in range(90))
    long = Letter(LETTER.to, LETTER.day, LETTER.heading, LETTER.before, points, LETTER.after, LETTER.sender)

    pages = reading.pages(build_letter(long, FONTS, made_at=MADE_AT), tmp_path)

    assert len(pages) > 1
    together = " ".join("\n".join(pages).split())
    assert all(f"48-{number}:" in together for number in range(90))
    assert "Oli Officer" in pages[-1]
