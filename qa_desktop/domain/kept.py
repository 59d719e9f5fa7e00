"""What was worked out of an audit, kept beside it for as long as nothing changes on which it depends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qa_desktop.domain.flow import SectionState
    from qa_desktop.domain.paths import Path
    from qa_desktop.domain.ports import SummaryUpdate
    from qa_desktop.domain.reach import Reaches


@dataclass(frozen=True, slots=True)
class Reach:
    """What is no longer as it was."""

    sections: frozenset[str] | None = None
    """How far these sections are; None for any."""
    rows: bool = True
    """The rows of lists: dates, tasks, actions, links, registers, whom and what the audit is about."""


@dataclass(slots=True)
class Kept:
    """Filled as it is asked for. An audit that is made from another in any other way begins with nothing."""

    sections: dict[str, SectionState] = field(default_factory=dict)
    """How far sections are, by id."""
    summary: SummaryUpdate | None = None
    """What lists show, once it was worked out whole and written."""
    reaches: Reaches | None = None
    """How far an entry reaches; None where that is not known, and so as far as can be."""

    def reach(self, touched: Iterable[Path]) -> Reach:
        """Return how far these entries reach."""
        return Reach() if self.reaches is None else self.reaches.reach(touched)

    def after(self, reach: Reach) -> Kept:
        """Return what holds still after entries that reached so far."""
        if reach.sections is None:
            return Kept(reaches=self.reaches)
        left = {key: state for key, state in self.sections.items() if key not in reach.sections}
        return Kept(left, reaches=self.reaches)
