"""What an authority lets figures tell: how small a group may be, and whether people are told of at all."""

from __future__ import annotations

from dataclasses import dataclass

LEAST = 5
PERCENT_FROM = 10


@dataclass(frozen=True, slots=True)
class FigurePolicy:
    """What holds in figures that leave the people who may open the audits themselves (PRACTICE P-33)."""

    least: int = LEAST
    """Of groups with fewer audits nothing is told but that they are fewer; 0 tells of every group."""
    percent_from: int = PERCENT_FROM
    """From how many audits on a share is told in percent."""
    practitioner: bool = False
    """Whether there are figures of single practitioners, for themselves, their manager, head of service and QA."""
    standard: str = ""
    """The grade that is expected, by its word; empty for the second best."""

    @property
    def small(self) -> str:
        """What stands in the place of a number that is too small to be told."""
        return f"fewer than {self.least}"

    @property
    def rule(self) -> str:
        """What is left out, in words."""
        return f"Counts under {self.least}, and what would give them away, are left out" if self.least else ""


LEFT_OUT = "left out"
"""What stands in the place of a count that is too small, or would give away one that is."""
