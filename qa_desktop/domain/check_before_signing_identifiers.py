"""Finds what could identify a person in free text: numbers and addresses by their form alone, never by meaning."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from qa_desktop.domain.case_reference import is_nhs_number

OLDEST = timedelta(days=120 * 366)
CENTURY = 100
SPACE = "[ \u00a0-]"

DIGIT = re.compile(r"\d")
EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
NHS = re.compile(rf"(?<![\w/.-])(\d{{3}})({SPACE}?)(\d{{3}})\2(\d{{4}})(?![\w/-]|\.\d)")
POSTCODE = re.compile(
    r"(?<![\w/.-])(?:([A-PR-UWYZ]{1,2})(?:[0-9][0-9A-HJKMNP-Y]?) ?(?:[0-9][ABD-HJLNP-UW-Z]{2})|GIR ?0AA)(?![\w/-])",
    re.IGNORECASE,
)
AREAS = frozenset(
    {
        "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM",
        "CO", "CR", "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH",
        "EN", "EX", "FK", "FY", "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG",
        "IM", "IP", "IV", "JE", "KA", "KT", "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M",
        "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP", "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO",
        "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL", "SM", "SN", "SO", "SP", "SR", "SS", "ST",
        "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W", "WA", "WC", "WD", "WF", "WN",
        "WR", "WS", "WV", "YO", "ZE",
    }
)  # fmt: skip
"""The letters with which a postcode can begin."""
ORDINAL = re.compile(r"[0-9](?:st|nd|rd|th)$")

PHONE = re.compile(
    r"(?<![\w/@.+-])(?:(?P<home>(?:\+44|0044)[ \u00a0-]?(?:\(0\) ?)?)"
    r"|(?P<abroad>\+(?!44)[1-9]\d{0,2}(?=[ \u00a0(-]?\d))|\(?0)"
    r"(?P<rest>(?:[ \u00a0()-]{0,2}\d){7,12})(?![\w/-]|\.\d)"
)
LONG, SHORT = 10, 9
"""How many digits stand behind the 0 of a telephone number."""
SHORT_CODES = ("1", "800", "500")
"""Behind the 0, how numbers begin that may be a digit shorter."""
BLOCKS_OF_SHORT = 2
BEGINNINGS = "1235789"
FEWEST_IN_CODE = 2
"""Of the digits behind the 0, how many stand before the first gap; a date such as 01-02-2015 has fewer."""
ABROAD = range(7, 12)
REFERENCE = re.compile(
    r"(?:\b(?:ref|reference|mosaic|lcs|urn|uprn)\b\.?|\b(?:case|file|record|report|invoice|id)\s*(?:no\b\.?|number|ref\b\.?|id\b))"
    r"[\s:#]*$",
    re.IGNORECASE,
)
"""What stands before the number of a case or file."""

MONTHS = (
    "jan january ionawr", "feb february chwefror", "mar march mawrth", "apr april ebrill", "may mai",
    "jun june mehefin",
    "jul july gorffennaf", "aug august awst", "sep sept september medi", "oct october hydref", "nov november tachwedd",
    "dec december rhagfyr",
)  # fmt: skip
"""The names of each month, in English and Welsh."""
NUMBER_OF = {name: number for number, names in enumerate(MONTHS, start=1) for name in names.split()}
MONTH = "|".join(sorted(NUMBER_OF, key=len, reverse=True))
NUMBERS = re.compile(r"(?<![\w/.-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\w/-]|\.\d)")
ISO = re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})-(\d{2})(?![\w/-]|\.\d)")
DAY_FIRST = re.compile(
    rf"(?<![\w/.-])(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({MONTH})\b\.?,?\s+(\d{{4}})(?!\w)", re.IGNORECASE
)
MONTH_FIRST = re.compile(rf"(?<!\w)({MONTH})\b\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})(?!\w)", re.IGNORECASE)
BIRTH = r"(?<!\w)(?:d\.? ?o\.? ?b|date of birth|birth ?date|born|birthday|ganwyd|ganed|dyddiad geni)\b\.?"
BIRTH_BEFORE = re.compile(rf"{BIRTH}(?P<between>(?:(?![.!?;]\s|\n\s*\n).){{0,30}})$", re.IGNORECASE | re.DOTALL)
BIRTH_AFTER = re.compile(rf"[\s,;:(\[-]{{0,4}}{BIRTH}", re.IGNORECASE)
BIRTH_WORDS = re.compile(BIRTH, re.IGNORECASE)
REACH = 60
"""How far before a date its word is looked for, with room for the word itself."""


class Identifier(Enum):
    """What a piece of text has the form of."""

    EMAIL = "email_address"
    NHS_NUMBER = "nhs_number"
    BIRTH_DATE = "date_of_birth"
    PHONE = "phone_number"
    POSTCODE = "postcode"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text: where it begins, and where it ends."""

    start: int
    end: int

    def meets(self, other: Span) -> bool:
        """Tell whether two pieces share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What an audit itself may say: its case reference, its dates, and the time it looks at."""

    today: date
    reference: str = ""
    days: frozenset[date] = frozenset()
    since: date = date.min
    """From this day to today a full date is no date of birth, unless words beside it say so."""


def identifiers(text: str, own: OwnWords) -> tuple[tuple[Identifier, Span], ...]:
    """Return what has the form of an identifier, in the order of the text; nothing is found twice."""
    found: list[tuple[Identifier, Span]] = []
    for kind, find in _FINDERS if DIGIT.search(text) else _FINDERS[:1]:
        for span in find(text, own):
            if not any(span.meets(other) for _, other in found):
                found.append((kind, span))
    return tuple(sorted(found, key=lambda one: one[1].start))


def speaks_of_birth(words: str) -> bool:
    """Tell whether words speak of somebody's birth, as the label of a question may."""
    return BIRTH_WORDS.search(words) is not None


def _emails(text: str, _own: OwnWords) -> Iterator[Span]:
    return (_span(one) for one in EMAIL.finditer(text)) if "@" in text else iter(())


def _nhs_numbers(text: str, _own: OwnWords) -> Iterator[Span]:
    for one in NHS.finditer(text):
        digits = one[1] + one[3] + one[4]
        if len(set(digits)) > 1 and is_nhs_number(digits):
            yield _span(one)


def _postcodes(text: str, own: OwnWords) -> Iterator[Span]:
    for one in POSTCODE.finditer(text):
        code = one[0]
        is_known = one[1] is None or one[1].upper() in AREAS
        if is_known and code in (code.upper(), code.lower()) and not ORDINAL.search(code):
            yield from _unless_reference(text, _span(one), own)


def _phones(text: str, own: OwnWords) -> Iterator[Span]:
    for one in PHONE.finditer(text):
        end = _phone_end(one)
        if end:
            yield from _unless_reference(text, Span(one.start(), end), own)


def _phone_end(one: re.Match[str]) -> int:
    """Return where a telephone number ends that begins here; 0 where there is none."""
    blocks = [(found[0], one.start("rest") + found.end()) for found in re.finditer(r"\d+", one["rest"])]
    first, digits, end = blocks[0][0], "", 0
    if not one["abroad"] and (first[0] not in BEGINNINGS or (not one["home"] and len(first) < FEWEST_IN_CODE)):
        return 0
    for place, (block, after) in enumerate(blocks, start=1):
        digits += block
        if len(digits) in ABROAD if one["abroad"] else len(digits) == LONG or _is_short(digits, place):
            end = after
    goes_on = one.string[end : end + 1] in ("-", "/")
    return 0 if goes_on else end


def _is_short(digits: str, blocks: int) -> bool:
    """Tell whether these are the digits behind the 0 of a number that is a digit shorter, as 01204 52345 is."""
    return len(digits) == SHORT and blocks <= BLOCKS_OF_SHORT and digits.startswith(SHORT_CODES)


def _unless_reference(text: str, span: Span, own: OwnWords) -> Iterator[Span]:
    """Yield a span unless it is the audit's own case reference, or the words before it call it one."""
    if own.reference and any(_holds(other, span) for other in _occurrences(text, own.reference)):
        return
    if not REFERENCE.search(text[max(0, span.start - 30) : span.start]):
        yield span


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _occurrences(text: str, words: str) -> Iterator[Span]:
    return (_span(one) for one in re.finditer(re.escape(words), text, re.IGNORECASE))


def _birth_dates(text: str, own: OwnWords) -> Iterator[Span]:
    for span, day, is_full in _dates(text, own.today):
        if day > own.today or day < own.today - OLDEST:
            continue
        is_ordinary = not is_full or day in own.days or own.since <= day
        if not is_ordinary or _is_beside_birth(text, span):
            yield span


def _is_beside_birth(text: str, span: Span) -> bool:
    before = text[max(0, span.start - REACH) : span.start]
    return bool(BIRTH_BEFORE.search(before) or BIRTH_AFTER.match(text, span.end))


def _dates(text: str, today: date) -> Iterator[tuple[Span, date, bool]]:
    """Yield each date with whether it is sure to be one: 12.3.15 may be a paragraph, 12/3/15 is a day."""
    for one in NUMBERS.finditer(text):
        first, month, year = int(one[1]), int(one[3]), _year(one[4], today)
        day = _day(year, month, first) or _day(year, first, month)
        if day:
            yield _span(one), day, len(one[4]) > 2 or one[2] == "/"  # noqa: PLR2004 - a year of two digits
    for one in ISO.finditer(text):
        day = _day(int(one[1]), int(one[2]), int(one[3]))
        if day:
            yield _span(one), day, True
    for pattern, place_of_day, place_of_month in ((DAY_FIRST, 1, 2), (MONTH_FIRST, 2, 1)):
        for one in pattern.finditer(text):
            day = _day(int(one[3]), NUMBER_OF[one[place_of_month].lower()], int(one[place_of_day]))
            if day:
                yield _span(one), day, True


def _year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004 - written in full
        return year
    century = today.year // CENTURY * CENTURY
    return century + year if century + year <= today.year else century - CENTURY + year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _span(one: re.Match[str]) -> Span:
    return Span(one.start(), one.end())


_FINDERS: tuple[tuple[Identifier, Callable[[str, OwnWords], Iterator[Span]]], ...] = (
    (Identifier.EMAIL, _emails),
    (Identifier.NHS_NUMBER, _nhs_numbers),
    (Identifier.BIRTH_DATE, _birth_dates),
    (Identifier.PHONE, _phones),
    (Identifier.POSTCODE, _postcodes),
)
"""In this order: what is an e-mail address is not looked at again. All others need a digit."""
