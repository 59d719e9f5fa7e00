"""Point a record to the audit that it is about: which audits can be chosen, and what is recorded with one."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_words, linked_values, unlinked_values
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import LocalStore, SummaryFilter
from qa_desktop.domain.record import AuditState
from qa_desktop.domain.tool import AnswerType, Item
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.open_audit import OpenAudit

MOST_OFFERED = 40


@dataclass(frozen=True, slots=True)
class LinkChoice:
    """An audit that can be chosen."""

    id: AuditId
    words: str


class LinkAudit:
    """Finds audits on this laptop. Only a signed one can be pointed to: what it says does not change any more."""

    def __init__(self, store: LocalStore, open_audit: OpenAudit) -> None:
        self._store = store
        self._open = open_audit

    def offered(self, audit: Audit, key: str) -> tuple[LinkChoice, ...]:
        """Return the audits to which a question can point, those of the same reference first, then the newest."""
        item = _asking(audit, key)
        found: dict[AuditId, LinkChoice] = {}
        for text in dict.fromkeys((audit.subject, "")):
            for tool_id in item.audits_of or ("",):
                wanted = SummaryFilter(AuditState.SIGNED, text=text, tool_id=tool_id, limit=MOST_OFFERED)
                for one in self._store.summaries(wanted):
                    if one.id not in found and len(found) < MOST_OFFERED:
                        other = self._open(one.id)
                        if one.id != audit.id and not _refusal(item, other, is_private=audit.is_private):
                            found[one.id] = LinkChoice(one.id, link_words(other))
        return tuple(found.values())

    def __call__(self, audit: Audit, key: str, other_id: AuditId | None) -> dict[str, Value]:
        """Return what is to be recorded, by path, so that the question points to that audit, or to none.

        Raises InputProblem where the question is no such question, NotFound where the audit is not on this laptop,
        NotAllowed where the record may not point to it.
        """
        item = _asking(audit, key)
        if other_id is None:
            return unlinked_values(audit, key)
        if other_id == audit.id:
            raise NotAllowed("A record cannot point to itself.")
        return linked_values(audit, key, self.find(item, other_id, is_private=audit.is_private))

    def find(self, item: Item, other_id: AuditId, *, is_private: bool) -> Audit:
        """Return the audit to which a question of a record points; raise NotFound, or NotAllowed where it may not."""
        other = self._open(other_id)
        refusal = _refusal(item, other, is_private=is_private)
        if refusal:
            raise NotAllowed(refusal)
        return other


def _asking(audit: Audit, key: str) -> Item:
    item = audit.tool.item(key)
    if item is None or item.type is not AnswerType.AUDIT:
        asked = [str(one.id) for one in (*audit.tool.header, *audit.tool.items) if one.type is AnswerType.AUDIT]
        raise InputProblem(f"“{key}” does not ask for another audit. {audit.tool.title} asks in: {_listed(asked)}.")
    return item


def _refusal(item: Item, other: Audit, *, is_private: bool) -> str:
    """Return why a record may not point to an audit; empty where it may. `is_private` tells whether the record is."""
    if item.audits_of and other.tool.id not in item.audits_of:
        return f"This asks for an audit with {_listed(list(item.audits_of))}; that one was made with {other.tool.id}."
    if not other.is_signed:
        return "That audit is not signed yet, so it may still change. Sign it first."
    if other.is_private and not is_private:
        return "That audit is private to its owner, so no record that others see can point to it."
    return ""


def _listed(names: list[str]) -> str:
    return ", ".join(names) or "none"
