"""Audit a case again: a new audit of the same tool, which knows the first one and takes over nothing that it found."""

from __future__ import annotations

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import follow_up, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import AuditLink, link_words
from qa_desktop.domain.compose_sections import printed_day
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.errors import NotAllowed
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.start_audit import StartAudit, StartRequest

CONTEXT = ("service", "team", "manager", "iro_or_chair")
"""What is taken over of “About this audit”: context, and no finding (PRACTICE P-12)."""


class ReAudit:
    """Starts re-audits. Grades, reasons, evidence and answers stay where they were given."""

    def __init__(self, open_audit: OpenAudit, start: StartAudit, clock: Clock) -> None:
        self._open = open_audit
        self._start = start
        self._clock = clock

    def __call__(self, audit_id: AuditId) -> Audit:
        """Return a new draft about the same case, with the tool as it is now and the actions still open.

        Raises NotAllowed where the audit is not signed or on hold, NotFound where the tool is not in the library.
        """
        first = self._open(audit_id)
        if not first.is_signed:
            raise NotAllowed("This audit is not signed yet. Sign it before the case is audited again.")
        if first.record.is_held:
            raise NotAllowed(first.record.read_only_reason)
        if first.is_private:
            raise NotAllowed("This audit is its owner's alone. Start another one instead.")
        taken: dict[str, Value] = {
            paths.about(field): value for field in CONTEXT if (value := first.value(paths.about(field))) is not None
        }
        taken[paths.RE_AUDIT_OF] = AuditLink(first.id, link_words(first)).value
        left = open_actions(first)
        if left:
            taken[paths.OPEN_ACTIONS] = left
        practitioner = first.text(paths.about("practitioner"))
        today = local_day(self._clock.now())
        return self._start(StartRequest(first.tool.id, first.subject, practitioner, on=today, fields=taken))


def open_actions(audit: Audit) -> str:
    """Return the actions that are not closed, one a line, with who has them and by when; empty where there are none."""
    limits = follow_up.limits(audit)
    left = [one for one in audit.actions if follow_up.stage_of(audit, one) is not Stage.CLOSED]
    return "\n".join(
        f"{one.what} ({follow_up.owner_of(audit, one).who}, due {printed_day(follow_up.due_of(one, limits))})"
        for one in left
    )
