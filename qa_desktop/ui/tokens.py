"""The colours of the three themes as data, so that contrast can be computed and not guessed."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.colour import READABLE, mixed, readable
from qa_desktop.domain.scale import ScalePoint, Tone

OWN_TINT = 0.14
"""How much of an authority's own colour lies in the tint behind its grade."""
MUCH = 7.0
"""The contrast of grades in high contrast, where no tint tells them apart (WCAG 2.2, AAA)."""


@dataclass(frozen=True, slots=True)
class ToneColours:
    """The ink of a grade word and shape, and the tint that lies behind it."""

    ink: str
    tint: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour of one theme, as #RRGGBB."""

    name: str
    canvas: str
    surface: str
    side: str
    """Panes beside the page: navigation, guidance."""
    line: str
    """Separators: decoration only, never the edge of a control."""
    edge: str
    """The edge of a control; 3:1 against every background."""
    text: str
    muted: str
    accent: str
    on_accent: str
    link: str
    """Accent as text: links, quiet buttons, the brand."""
    tint: str
    """Behind what is current or chosen."""
    focus: str
    focus_edge: str
    """The dark or light line round the focus ring, where the ring alone has too little contrast."""
    cover: str
    """The neutral cover that hides the screen."""
    outstanding: ToneColours
    good: ToneColours
    requires_improvement: ToneColours
    inadequate: ToneColours
    neutral: ToneColours

    def of(self, point: ScalePoint) -> ToneColours:
        """Return the colours of a scale point: its own, made readable in this theme, else those of its tone."""
        if not point.colour:
            return self.tone(point.tone)
        tint = mixed(point.colour, self.surface, OWN_TINT if self.surface != self.canvas else 0)
        least = READABLE if tint != self.surface else MUCH
        return ToneColours(readable(point.colour, (self.surface, tint, self.canvas), least), tint)

    def tone(self, tone: Tone) -> ToneColours:
        """Return the colours of a tone."""
        return {
            Tone.OUTSTANDING: self.outstanding,
            Tone.GOOD: self.good,
            Tone.REQUIRES_IMPROVEMENT: self.requires_improvement,
            Tone.INADEQUATE: self.inadequate,
            Tone.NEUTRAL: self.neutral,
        }[tone]


LIGHT = Tokens(
    name="light",
    canvas="#F6F5F2",
    surface="#FFFFFF",
    side="#FCFBF9",
    line="#DAD7D0",
    edge="#86827A",
    text="#1D2226",
    muted="#545B62",
    accent="#1B5C68",
    on_accent="#FFFFFF",
    link="#134650",
    tint="#E5F0F1",
    focus="#FFB000",
    focus_edge="#1D2226",
    cover="#E7E4DE",
    outstanding=ToneColours("#3B3A8F", "#EDEDFA"),
    good=ToneColours("#1E6B3A", "#E6F3EA"),
    requires_improvement=ToneColours("#7D5000", "#FBF1DC"),
    inadequate=ToneColours("#A11D1D", "#FBE9E7"),
    neutral=ToneColours("#545B62", "#EFEDE8"),
)

DARK = Tokens(
    name="dark",
    canvas="#14181B",
    surface="#1E2428",
    side="#191E21",
    line="#343C42",
    edge="#7F888E",
    text="#ECEAE6",
    muted="#B0B7BC",
    accent="#317E8C",
    on_accent="#FFFFFF",
    link="#93CFD8",
    tint="#1F3A40",
    focus="#FFB000",
    focus_edge="#000000",
    cover="#1B1F22",
    outstanding=ToneColours("#BDBCF7", "#2C2C52"),
    good=ToneColours("#90D6A8", "#1C3A27"),
    requires_improvement=ToneColours("#F2C571", "#3B2F13"),
    inadequate=ToneColours("#F7ABA7", "#461F1E"),
    neutral=ToneColours("#B9BFC3", "#2A3136"),
)

HIGH_CONTRAST = Tokens(
    name="high contrast",
    canvas="#000000",
    surface="#000000",
    side="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#7DEBFF",
    on_accent="#000000",
    link="#7DEBFF",
    tint="#123B42",
    focus="#FFD54A",
    focus_edge="#000000",
    cover="#000000",
    outstanding=ToneColours("#D3D2FF", "#000000"),
    good=ToneColours("#9CFFBC", "#000000"),
    requires_improvement=ToneColours("#FFD98A", "#000000"),
    inadequate=ToneColours("#FFB8B4", "#000000"),
    neutral=ToneColours("#FFFFFF", "#000000"),
)

EVERY_THEME = (LIGHT, DARK, HIGH_CONTRAST)
