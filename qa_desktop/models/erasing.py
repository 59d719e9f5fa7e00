"""Carries out what two people ordered to be deleted in an audit, and shows what is left."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.domain.ids import AuditId
from qa_desktop.models.disposing import dispose_if_ordered
from qa_desktop.models.projecting import reproject
from qa_desktop.models.redacting import redact
from qa_desktop.models.statement import Run


def erase(run: Run, audits: Iterable[AuditId]) -> tuple[AuditId, ...]:
    """Delete what was ordered and work the audits out anew; return those that are still there."""
    left = []
    for audit_id in audits:
        if dispose_if_ordered(run, audit_id):
            continue
        redact(run, audit_id)
        reproject(run, audit_id)
        left.append(audit_id)
    return tuple(left)
