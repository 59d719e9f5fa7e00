"""The look of every document in one place: page, colours and text styles, from the tokens of the window."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from qa_desktop.domain.colour import is_colour, mixed, readable
from qa_desktop.domain.scale import Tone


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as three parts between 0 and 1."""

    red: float
    green: float
    blue: float

    @classmethod
    def of(cls, code: str) -> Colour:
        """Return the colour of a six-digit hexadecimal code."""
        return cls(*(int(code[i : i + 2], 16) / 255 for i in (0, 2, 4)))


class Weight(StrEnum):
    """The two weights in which documents are set."""

    REGULAR = "Regular"
    STRONG = "SemiBold"


TEXT = Colour.of("1D2226")


class Align(Enum):
    """Where lines stand in their column; START is the side on which the text begins to be read."""

    START = "start"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a run of text looks; sizes in points."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: Colour = TEXT
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Tint:
    """Ink and ground of a grade."""

    ink: Colour
    ground: Colour


MUTED = Colour.of("545B62")
LINE = Colour.of("DAD7D0")
CANVAS = Colour.of("F6F5F2")
ACCENT = Colour.of("1B5C68")
ACCENT_DARK = Colour.of("134650")
ACCENT_TINT = Colour.of("E5F0F1")
WATERMARK = Colour.of("EFEDE8")
INK_LINE = Colour.of("8F8B82")

WHITE = "#FFFFFF"
OWN_TINT = 0.12

TINTS = {
    Tone.OUTSTANDING: Tint(Colour.of("3B3A8F"), Colour.of("EDEDFA")),
    Tone.GOOD: Tint(Colour.of("1E6B3A"), Colour.of("E6F3EA")),
    Tone.REQUIRES_IMPROVEMENT: Tint(Colour.of("855600"), Colour.of("FBF1DC")),
    Tone.INADEQUATE: Tint(Colour.of("A11D1D"), Colour.of("FBE9E7")),
    Tone.NEUTRAL: Tint(TEXT, CANVAS),
}


def tint_of(tone: Tone, colour: str = "") -> Tint:
    """Return ink and ground of a grade: of its own colour, made readable on white and on its ground, else its tone."""
    if not is_colour(colour):
        return TINTS[tone]
    ground = mixed(colour, WHITE, OWN_TINT)
    return Tint(Colour.of(readable(colour, (WHITE, ground))[1:]), Colour.of(ground[1:]))


PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # A4
MARGIN_SIDE = 52.0
MARGIN_TOP = 68.0
MARGIN_BOTTOM = 62.0
TEXT_WIDTH = PAGE_WIDTH - 2 * MARGIN_SIDE
TEXT_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - MARGIN_BOTTOM

TITLE = TextStyle(23, 28, Weight.STRONG)
HEADING = TextStyle(14, 18, Weight.STRONG, ACCENT_DARK)
SUBHEADING = TextStyle(10.5, 14.5, Weight.STRONG)
GROUP = TextStyle(10.5, 14.5, Weight.STRONG, ACCENT_DARK)
BODY = TextStyle(9.5, 13.75)
STRONG = TextStyle(9.5, 13.75, Weight.STRONG)
LEAD = TextStyle(10.5, 15)
QUIET = TextStyle(8.5, 12, colour=MUTED)
STRONG_RIGHT = TextStyle(10, 14.5, Weight.STRONG, align=Align.RIGHT)
QUIET_RIGHT = TextStyle(8.5, 14.5, colour=MUTED, align=Align.RIGHT)
LABEL = TextStyle(8, 11.5, Weight.STRONG, MUTED)
CELL = TextStyle(8.5, 11.75)
CELL_STRONG = TextStyle(8.5, 11.75, Weight.STRONG)
CELL_HEAD = TextStyle(7.5, 10, Weight.STRONG)
CELL_HEAD_CENTRED = TextStyle(6.75, 9, Weight.STRONG, align=Align.CENTRE)
SMALL = TextStyle(7.5, 10.5, colour=MUTED)
RUNNING = TextStyle(8, 10, colour=MUTED)
