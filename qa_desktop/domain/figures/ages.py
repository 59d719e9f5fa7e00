"""How late open actions are, in bands of thirty days, so that they stand side by side as grades do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.question import Counts, DueCount
from qa_desktop.domain.scale import ScalePoint, Tone

BAND = 30
NO_DAY = "9999-12-31"
NONE, NOT_YET, LATE, OLDEST = "none", "not_yet", "late_", 3
AGES = GradeScale(
    "ages",
    (
        ScalePoint(NONE, "No day", None),
        ScalePoint(NOT_YET, "Not due yet", None, tone=Tone.GOOD),
        ScalePoint(f"{LATE}0", "1 to 30 days late", None, tone=Tone.REQUIRES_IMPROVEMENT),
        ScalePoint(f"{LATE}1", "31 to 60 days late", None, tone=Tone.REQUIRES_IMPROVEMENT),
        ScalePoint(f"{LATE}2", "61 to 90 days late", None, tone=Tone.INADEQUATE),
        ScalePoint(f"{LATE}3", "Over 90 days late", None, tone=Tone.INADEQUATE),
    ),
)
"""The bands; no levels of anything, so that nobody is told to be at a standard."""
ACTIONS = "actions"


def ages_of(due: Iterable[DueCount], today: date) -> list[Counts]:
    """Return how many actions of each group are in each band."""
    found: Counter[tuple[str, str]] = Counter()
    for one in due:
        found[one.group, band_of(one.by_when, today)] += one.number
    return [Counts((group,), ACTIONS, AGES.id, band, number) for (group, band), number in sorted(found.items())]


def band_of(by_when: str, today: date) -> str:
    """Return the band of an action that is due on a day."""
    if by_when == NO_DAY:
        return NONE
    late = (today - date.fromisoformat(by_when)).days
    return NOT_YET if late <= 0 else f"{LATE}{min(OLDEST, (late - 1) // BAND)}"


def days_of(band: str, today: date) -> tuple[str, str]:
    """Return from which ISO day on and before which the actions of a band are due; empty for no bound."""
    if band == NONE:
        return NO_DAY, ""
    if band == NOT_YET:
        return today.isoformat(), NO_DAY
    late = int(band.removeprefix(LATE))
    first = "" if late == OLDEST else (today - timedelta(BAND * (late + 1))).isoformat()
    return first, (today - timedelta(BAND * late)).isoformat()
