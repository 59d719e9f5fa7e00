"""Everything that looks at audits again, gathered for the window and the command line."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.services.look_again import LookAgain
from qa_desktop.services.measure_agreement import MeasureAgreement
from qa_desktop.services.moderate import Moderate
from qa_desktop.services.second_reading import SecondReading


@dataclass(frozen=True, slots=True)
class LookingAgain:
    """The services of moderators, panels and QA officers. Every callable blocks."""

    moderate: Moderate
    """What lead and peer graded otherwise."""
    agreement: MeasureAgreement
    """How far lead and peer agree over a period."""
    second_reading: SecondReading
    """Blind second reading of a signed audit."""
    again: LookAgain
    """Panels and meetings that look at signed audits, drawn or chosen."""
