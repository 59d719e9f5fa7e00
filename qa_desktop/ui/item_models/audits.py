"""Audits as rows of a list."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.ids import AuditId
from qa_desktop.ui.item_models.paged import ROW_ROLE, PagedListModel

AUDIT_ROLE = ROW_ROLE


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


class AuditListModel(PagedListModel[AuditRow]):
    """Audits so far."""
