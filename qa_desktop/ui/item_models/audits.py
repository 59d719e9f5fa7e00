"""Audits as rows of a list."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.ids import AuditId
from qa_desktop.ui.widgets.two_line_list import TwoLines


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One audit in a list."""

    id: AuditId
    title: str
    caption: str
    state: str
    overall: str

    @property
    def spoken(self) -> str:
        """Everything in one line."""
        return ", ".join(part for part in (self.title, self.caption, self.state, self.overall) if part)

    @property
    def lines(self) -> TwoLines:
        """What the list paints."""
        return TwoLines(self.title, self.caption, " · ".join(part for part in (self.state, self.overall) if part))
