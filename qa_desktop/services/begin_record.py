"""Begin the record in which an audit with a poor grade is followed until the service is better (R-096, R-097)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qa_desktop.domain import consequences, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in, linked_values, path_of
from qa_desktop.domain.closing import closing
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotAllowed
from qa_desktop.services.follow_up_audit import FollowUp
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.start_audit import StartAudit, StartRequest

NONE_ASKED = (
    "No record follows this audit up. There is one where a signed audit has a grade that asks for a look again, and "
    "your authority has a tool for it."
)
NOT_THEIRS = "A manager, a head of service or a QA officer begins the record that follows an audit up."
BEGIN = frozenset({Role.MANAGER, Role.HEAD_OF_SERVICE, Role.QA_OFFICER, Role.MODERATOR})
"""Who begins the record: the head of service who comments, or the senior manager who looks again."""


@dataclass(frozen=True, slots=True)
class RecordOffer:
    """A record that can be begun for an audit, or gone on with."""

    audit: AuditId
    tool: Tool
    begun: AuditId | None = None
    """The one that is under way on this laptop."""


@dataclass(frozen=True, slots=True)
class RecordServices:
    """What beginning a record does with others' help."""

    open_audit: OpenAudit
    start: StartAudit
    record: RecordAnswer
    follow_up: FollowUp


class BeginRecord:
    """Finds the tool that closes an audit, and begins its record with what is taken over from there."""

    def __init__(self, role: Role, tools: Callable[[str], Iterable[Tool]], services: RecordServices) -> None:
        """`role` is the owner's; `tools` takes the code of an authority, and returns its tools that are in use."""
        self._may = role in BEGIN
        self._tools = tools
        self._do = services

    def offered(self, audit_id: AuditId) -> RecordOffer | None:
        """Return what the owner can begin for an audit; None where its grade asks for nothing, or all is closed."""
        audit = self._do.open_audit(audit_id)
        if not self._may or not audit.is_signed or audit.record.is_held or audit.is_private:
            return None
        records = self._do.follow_up.records(audit_id)
        how = closing(audit, records, self._do.follow_up.other_form(audit))
        if how.is_closed or not (how.wants_record or consequences.escalation(audit)):
            return None
        tool = next((one for one in self._tools(audit.tool.authority_code) if _closes(one, audit)), None)
        if tool is None:
            return None
        begun = [one.id for one in records if not one.is_signed and one.tool.id == tool.id and _is_of(one, audit)]
        return RecordOffer(audit_id, tool, min(begun, default=None))

    def __call__(self, audit_id: AuditId) -> Audit:
        """Return the record of an audit: the one under way, else a new one that points to it; raise NotAllowed."""
        if not self._may:
            raise NotAllowed(NOT_THEIRS)
        offer = self.offered(audit_id)
        if offer is None:
            raise NotAllowed(NONE_ASKED)
        if offer.begun is not None:
            return self._do.open_audit(offer.begun)
        audit = self._do.open_audit(audit_id)
        worker = audit.text(paths.about("practitioner"))
        made = self._do.start(StartRequest(str(offer.tool.id), audit.subject, worker))
        return self._do.record(made, linked_values(made, _link(made.tool), audit)).audit


def _link(tool: Tool) -> str:
    return tool.closes.link if tool.closes else ""


def _closes(tool: Tool, audit: Audit) -> bool:
    item = next((one for one in (*tool.header, *tool.items) if str(one.id) == _link(tool)), None)
    return item is not None and (not item.audits_of or str(audit.tool.id) in item.audits_of)


def _is_of(record: Audit, audit: Audit) -> bool:
    link = link_in(record.value(path_of(record.tool, _link(record.tool))))
    return link is not None and link.audit == audit.id
