"""Look into a file that somebody handed over, before anything of it is kept: what it brings, from whom, what is odd."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from qa_desktop.clock import Clock
from qa_desktop.domain.audit import read_audit
from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.handover import MAY_CONFIRM, Handover, HandoverStore, Receipt, RehearsedAudit, Standing
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.projection import late_entries
from qa_desktop.domain.record import AuditState, Person
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.sync.bundle import BUNDLE_FORMAT, Bundle, bundle_from
from qa_desktop.sync.receipt import RECEIPT_FORMAT, receipt_from
from qa_desktop.sync.sealed_file import LARGEST_FILE, open_sealed

CLOCKS_DIFFER = timedelta(minutes=5)
NOT_NAMED = "Somebody"


@dataclass(frozen=True, slots=True)
class PreviewedAudit:
    """What a bundle would bring to one audit."""

    id: AuditId
    title: str
    written_by: tuple[str, ...]
    is_signed: bool
    is_first: bool
    """Whether nothing of the audit is here yet."""
    changes: int
    """New ones."""
    documents: int
    """New ones."""
    late: int
    """New entries that the signature does not cover."""
    to_settle: int
    """Fields that two people will have written."""


@dataclass(frozen=True, slots=True)
class BundlePreview:
    """What a bundle would bring. Nothing of it is kept yet."""

    bundle: Bundle
    standing: Standing
    audits: tuple[PreviewedAudit, ...]
    known_changes: int
    warnings: tuple[str, ...]
    can_confirm: bool
    """Whether the owner may give a receipt for it."""

    @property
    def is_news(self) -> bool:
        """Whether it brings anything that is not here."""
        return any(one.changes or one.documents for one in self.audits)


@dataclass(frozen=True, slots=True)
class ReceiptPreview:
    """What a receipt says."""

    receipt: Receipt
    standing: Standing
    handover: Handover
    titles: tuple[str, ...]
    is_from_recipient: bool
    """Whether only the person for whom the bundle was made can have signed it."""


class LookIntoFile:
    """Opens bundles and receipts made for this profile's owner, or with a key that is given."""

    def __init__(
        self,
        store: LocalStore,
        handovers: HandoverStore,
        open_audit: OpenAudit,
        identity: Callable[[], str],
        read_tool: Callable[[bytes], Tool],
        clock: Clock,
    ) -> None:
        self._store = store
        self._handovers = handovers
        self._open = open_audit
        self._identity = identity
        self._read_tool = read_tool
        self._clock = clock

    def __call__(self, file: Path, identity: str = "") -> BundlePreview | ReceiptPreview:
        """Return what the file would bring.

        Raise InputProblem where it is damaged, forged, too large or made for another. `identity` is the authority's
        recovery key, for bundles whose recipient can open them no more.
        """
        opened = open_sealed(_read(file), identity or self._identity(), (BUNDLE_FORMAT, RECEIPT_FORMAT))
        if opened.format == RECEIPT_FORMAT:
            return self._receipt(receipt_from(opened))
        return self._bundle(bundle_from(opened), may_confirm=not identity)

    def _bundle(self, bundle: Bundle, *, may_confirm: bool) -> BundlePreview:
        standing = self._handovers.standing(bundle.sender)
        tools = self._checked_tools(bundle)
        rehearsal = self._handovers.rehearse(bundle.authors, bundle.operations, bundle.documents)
        names = {one.id: one.name for one in (*bundle.authors, *self._store.people())}
        owner = self._store.owner
        return BundlePreview(
            bundle=bundle,
            standing=standing,
            audits=tuple(self._audit(one, tools, names) for one in rehearsal.audits),
            known_changes=rehearsal.brought.known_operations,
            warnings=self._warnings(bundle),
            can_confirm=may_confirm and bool(bundle.token) and owner.role in MAY_CONFIRM,
        )

    def _checked_tools(self, bundle: Bundle) -> Mapping[str, Tool]:
        tools = {content_hash: self._read_tool(canonical) for content_hash, canonical in bundle.tools.items()}
        if any(tool.content_hash != content_hash for content_hash, tool in tools.items()):
            raise InputProblem("A tool in this bundle is not what it says it is, so nothing was imported.")
        return tools

    def _audit(
        self, rehearsed: RehearsedAudit, tools: Mapping[str, Tool], names: Mapping[PersonId, str]
    ) -> PreviewedAudit:
        record, new = rehearsed.record, rehearsed.new
        audit = read_audit(record, tools.get(record.tool_hash) or self._open.pinned_tool(record.tool_hash))
        authors = dict.fromkeys(one.author for one in rehearsed.operations if one.op_id in new)
        return PreviewedAudit(
            id=record.id,
            title=f"{audit.subject} · {audit.tool.title}" if audit.subject else audit.tool.title,
            written_by=tuple(names.get(author, NOT_NAMED) for author in authors),
            is_signed=record.state is AuditState.SIGNED,
            is_first=len(new) == len(rehearsed.operations),
            changes=len(new),
            documents=rehearsed.new_documents,
            late=sum(one.op_id in new for one in late_entries(rehearsed.operations)),
            to_settle=len(conflicts(rehearsed.operations)),
        )

    def _warnings(self, bundle: Bundle) -> tuple[str, ...]:
        found = []
        strangers = self._strangers(bundle.authors, besides=bundle.sender.id)
        if strangers:
            found.append(f"It also holds work of {', '.join(strangers)}, from whom nothing was here before.")
        if bundle.made_at > self._clock.now() + CLOCKS_DIFFER:
            found.append("By this laptop's clock the file was made in the future: one of the two clocks is wrong.")
        if not bundle.token:
            found.append("It was made by an older QA Desktop, so no receipt can be given for it.")
        return tuple(found)

    def _strangers(self, authors: Collection[Person], besides: PersonId) -> list[str]:
        return [one.name for one in authors if one.id != besides and self._handovers.standing(one) is Standing.STRANGER]

    def _receipt(self, receipt: Receipt) -> ReceiptPreview:
        handover = self._handovers.handover(receipt.handover)
        if handover is None:
            raise InputProblem("This receipt is for a bundle that was not made on this laptop. Nothing was changed.")
        titles = tuple(self._title(audit) for audit in handover.audits)
        proved = hmac.compare_digest(handover.token, receipt.token) and receipt.sender.address == handover.recipient
        return ReceiptPreview(receipt, self._handovers.standing(receipt.sender), handover, titles, proved)

    def _title(self, audit_id: AuditId) -> str:
        audit = self._open(audit_id)
        return f"{audit.subject} · {audit.tool.title}" if audit.subject else audit.tool.title


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise InputProblem(f"{file.name} is larger than a bundle may be, so nothing was imported.")
        return file.read_bytes()
    except OSError as error:
        raise InputProblem(f"{file.name} cannot be read: {error.strerror}. Check the name and try again.") from error
