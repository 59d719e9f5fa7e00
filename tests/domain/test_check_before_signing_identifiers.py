"""Identifiers by their form: what is found, and above all what is not."""

from datetime import date

import pytest

from qa_desktop.domain.check_before_signing_identifiers import Identifier, OwnWords, identifiers, speaks_of_birth

TODAY = date(2026, 11, 21)
OWN = OwnWords(TODAY, "48-2207", frozenset({date(2024, 5, 6)}), date(2025, 11, 21))


def found(text: str, kind: Identifier, own: OwnWords = OWN) -> list[str]:
    return [text[span.start : span.end] for one, span in identifiers(text, own) if one is kind]


@pytest.mark.parametrize("number", ["943 476 5919", "943-476-5919", "9434765919", "943\u00a0476\u00a05919"])
def test_an_nhs_number_is_found_in_its_usual_groups(number: str) -> None:
    assert found(f"Her number is {number}, as the GP says.", Identifier.NHS_NUMBER) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918",  # the check digit does not fit
        "9434 765 919",
        "943 4765919",
        "LCS9434765919",
        "1943 476 5919",
        "9434765919/2",
        "REF-9434765919",
        "000 000 0000",
        "4444444444",
        "943 476 59190",
    ],
)
def test_ten_digits_that_are_no_nhs_number_are_left_alone(text: str) -> None:
    assert found(text, Identifier.NHS_NUMBER) == []


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("DOB 12.3.15", "12.3.15"),
        ("D.O.B.: 12/03/2015", "12/03/2015"),
        ("date of birth\n12-03-15", "12-03-15"),
        ("born on the 12th of March 2015", "12th of March 2015"),
        ("12/03/2015 (DOB)", "12/03/2015"),
        ("Ganwyd 12 Mawrth 2015", "12 Mawrth 2015"),
        ("the baby was born on 12 August 2026", "12 August 2026"),
        ("DOB 6 May 2024", "6 May 2024"),  # a date of the audit too, and still said to be a birth
        ("dob 3/12/15", "3/12/15"),
        ("born 03/25/2015", "03/25/2015"),
    ],
)
def test_a_past_date_beside_words_of_birth_is_found(text: str, day: str) -> None:
    assert found(text, Identifier.BIRTH_DATE) == [day]


@pytest.mark.parametrize(
    "text", ["12/03/2015", "12.03.2015", "2015-03-12", "12 March 2015", "March 12th, 2015", "12/3/15", "1 Sept. 2014"]
)
def test_a_full_date_before_the_time_looked_at_is_found(text: str) -> None:
    assert found(f"Seen with her brother, {text}.", Identifier.BIRTH_DATE) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "The plan of 12 August 2026 was read.",  # inside the period audited
        "Assessment of 6 May 2024.",  # a date of the audit itself
        "due on 12 March 2031",
        "born 12 March 2031",
        "see 4.7.15 of the framework",  # a paragraph
        "sections 3-1-12",
        "12 March",
        "in 2015",
        "CP/12/03/2015/77",
        "M/2026/0093",
        "v1.12.2015.3",
        "31/02/2015",
        "45/13/2015",
        "12/03/1815",
        "She was born in Leeds. The visit of 12 August 2026 was late.",
    ],
)
def test_dates_of_the_work_and_numbers_like_dates_are_left_alone(text: str) -> None:
    assert found(text, Identifier.BIRTH_DATE) == []


@pytest.mark.parametrize(
    "code", ["SW1A 1AA", "sw1a 1aa", "M1 1AE", "B33 8TH", "CR2 6XH", "DN55 1PT", "OL16 1AB", "W1A0AX", "GIR 0AA"]
)
def test_a_postcode_is_found(code: str) -> None:
    assert found(f"They moved to {code}.", Identifier.POSTCODE) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "the s1 2nd review",
        "tier e1 1st",
        "Q1 2AB",
        "T1 2AB",
        "AB1 2C",
        "SW1A 1AC",  # C is never in the second half
        "form W1A 0AX/3",
        "A-SW1A 1AA",
        "Sw1a 1aA",
        "ref: B33 8TH",
        "case number CR2 6XH",
    ],
)
def test_codes_that_are_no_postcode_are_left_alone(text: str) -> None:
    assert found(text, Identifier.POSTCODE) == []


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123", "07700900123", "0770 090 0123", "(020) 7946 0958", "020-7946-0958", "+44 7700 900123",
        "+44 (0)20 7946 0958", "0044 7700 900123", "01204 52345", "0800 123456", "0113 496 0000", "+48 601 234 567",
    ],
)  # fmt: skip
def test_a_phone_number_is_found(number: str) -> None:
    assert found(f"Rang her on {number} twice.", Identifier.PHONE) == [number]


def test_a_phone_number_ends_where_a_date_begins() -> None:
    assert found("phone number 01234 567890 12 March", Identifier.PHONE) == ["01234 567890"]


@pytest.mark.parametrize(
    "text",
    [
        "01-02-2026 1030 12",
        "05-11-2026 142",
        "05/11/2026 1420",
        "0900-1030, 1130-1245",
        "0130-0230 12",
        "Case no. 01234 567890",
        "ref 01234567890",
        "Mosaic 01234567890",
        "UPRN: 010023456789",
        "P01234567890",
        "01234567890-7",
        "00123456789",
        "1234567890",
        "999 or 101",
        "0.12345678901",
        "48-2207",
    ],
)
def test_dates_times_and_references_are_no_phone_number(text: str) -> None:
    assert found(text, Identifier.PHONE) == []


@pytest.mark.parametrize("address", ["jo.bloggs@example.org", "j+x@mail.example.co.uk", "siân@enghraifft.cymru"])
def test_an_email_address_is_found_without_what_stands_around_it(address: str) -> None:
    assert found(f"(write to {address}.)", Identifier.EMAIL) == [address]


@pytest.mark.parametrize("text", ["a@b", "@team", "3 @ 4.50", "jo@"])
def test_a_sign_alone_makes_no_email_address(text: str) -> None:
    assert found(text, Identifier.EMAIL) == []


def test_the_case_reference_is_never_taken_for_something_else() -> None:
    own = OwnWords(TODAY, "B33 8TH", frozenset(), OWN.since)

    assert found("Case B33 8TH was read, and they live at M1 1AE.", Identifier.POSTCODE, own) == ["M1 1AE"]


def test_nothing_is_found_twice() -> None:
    kinds = [one for one, _ in identifiers("07700900123@example.org", OWN)]

    assert kinds == [Identifier.EMAIL]


def test_long_texts_that_begin_like_an_identifier_again_and_again_are_read_to_the_end() -> None:
    for text in ("0 " * 20_000, "a" * 40_000 + "@", "1.2" * 15_000, "born " * 8_000, "a.b-" * 10_000 + "@c"):
        assert identifiers(text, OWN) == ()


@pytest.mark.parametrize(("label", "told"), [("Date of birth", True), ("D.O.B.", True), ("Date of visit", False)])
def test_a_question_about_a_birth_is_known_by_its_words(label: str, *, told: bool) -> None:
    assert speaks_of_birth(label) is told
