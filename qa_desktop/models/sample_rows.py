"""Finds the audits from which a panel or a meeting draws, without opening any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from qa_desktop.domain.ids import AuditId
from qa_desktop.models.rows import moment_text, text
from qa_desktop.models.statement import Ask

_SIGNED = (
    "SELECT id FROM audit WHERE state = 'signed' AND signed_at >= ? AND signed_at < ? AND tool_id IN ({}) ORDER BY id"
)


def signed_between(run: Ask, tools: Sequence[str], start: datetime, end: datetime) -> tuple[AuditId, ...]:
    """Return the audits that were signed with some tools from one moment on and before another."""
    asked = _SIGNED.format(", ".join("?" for _ in tools))
    return tuple(AuditId(text(row[0])) for row in run(asked, (moment_text(start), moment_text(end), *tools)))
