"""Open an audit with the very tool version that it was started with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qa_desktop.clock import local_day
from qa_desktop.domain import follow_up, pairs, paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.pair_standing import Outcome, PairStanding
from qa_desktop.domain.pairs import AuditPair
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import NotFound

Members = Callable[[str], tuple[AuditId, ...]]


class OpenAudit:
    """Reads audits. Keeps the tool versions that it has read, since they never change."""

    def __init__(self, store: LocalStore, read_tool: Callable[[bytes], Tool], members: Members = lambda _: ()) -> None:
        """`members` returns the audits of a pair that are here: the forms of two who audit one case."""
        self._store = store
        self._read_tool = read_tool
        self._members = members
        self._tools: dict[str, Tool] = {}

    def __call__(self, audit_id: AuditId) -> Audit:
        """Return the audit; raise NotFound."""
        audit = self._alone(audit_id)
        if pairs.seat_of(audit) is None:
            return audit
        pair = self.pair(audit.text(pairs.PAIR))
        return replace(audit, standing=replace(_standing(pair), other=_other(pair, audit)))

    def pair(self, name: str) -> AuditPair:
        """Return the forms of a pair that are here; those whose tool has not arrived are left out."""
        found = []
        for one in self._members(name):
            try:
                found.append(self._alone(one))
            except NotFound:
                continue
        return next(iter(pairs.pairs(found)), AuditPair(name))

    def pinned_tool(self, content_hash: str) -> Tool:
        """Return a tool version by the hash of its content; raise NotFound."""
        tool = self._tools.get(content_hash)
        if tool is None:
            tool = self._tools[content_hash] = self._read_tool(self._store.tool_definition(content_hash))
        return tool

    def _alone(self, audit_id: AuditId) -> Audit:
        record = self._store.load(audit_id)
        return read_audit(record, self.pinned_tool(record.tool_hash))


def _other(pair: AuditPair, audit: Audit) -> AuditId | None:
    """Return which audit is the other form of the pair."""
    return next((one.id for one in (pair.lead, pair.peer) if one is not None and one.id != audit.id), None)


def _standing(pair: AuditPair) -> PairStanding:
    both = pair.both
    standing = PairStanding(
        differs=bool(pair.differences),
        carrier=both[0].id if both else None,
        is_talked=any(one.day(follow_up.DISCUSSED_ON) is not None for one in both or ()),
    )
    record = pair.moderation
    if record is None or not record.is_signed:
        return standing
    signed = record.record.fields.get(paths.SIGNED)
    grade = pairs.grades(record).get(pairs.OVERALL)
    on = local_day(signed.at) if signed else None
    return replace(standing, outcome=Outcome(record.id, grade, record.text(paths.about("auditor")), on))
