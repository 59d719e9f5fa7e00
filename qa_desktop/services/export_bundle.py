"""Hand audits over as a file: no network needed (SYNC, bundles)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from qa_desktop.clock import Clock
from qa_desktop.domain.handover import Handover, HandoverStore
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import DiskProblem, InputProblem, NotAllowed, NotFound
from qa_desktop.services.note_access import Access, NoteAccess
from qa_desktop.sync.bundle import TOKEN_BYTES, Bundle, seal_bundle


@dataclass(frozen=True, slots=True)
class ExportedBundle:
    """What went into the file."""

    file: Path
    audits: int
    operations: int
    documents: int
    is_recoverable: bool
    """Whether the authority's recovery key opens it too."""


@dataclass(frozen=True, slots=True)
class BundleKeys:
    """What a bundle is signed with, and the authority's recovery key that opens it too; empty where there is none."""

    sign: Callable[[bytes], bytes]
    recovery: Callable[[], str]


class ExportBundle:
    """Writes bundles. What a bundle offers is frozen; only a receipt marks it delivered, so it stays unsent."""

    def __init__(
        self,
        store: LocalStore,
        handovers: HandoverStore,
        keys: BundleKeys,
        clock: Clock,
        note_access: NoteAccess,
    ) -> None:
        self._store = store
        self._handovers = handovers
        self._keys = keys
        self._clock = clock
        self._note_access = note_access

    def __call__(self, audits: Sequence[AuditId], recipient: str, file: Path, name: str = "") -> ExportedBundle:
        """Write the audits to the file, encrypted to the recipient and the recovery key; private streams stay here.

        Raises NotFound for an unknown audit, InputProblem for a wrong address or none to export, DiskProblem where the
        file cannot be written.
        """
        audits = tuple(dict.fromkeys(audits))
        if not audits:
            raise InputProblem("Name at least one audit to export.")
        if recipient == self._store.owner.address:
            raise InputProblem("This is your own address. Ask the recipient for theirs.")
        bundle, recovery = self._bundle(audits), self._keys.recovery()
        data = seal_bundle(bundle, list(dict.fromkeys(one for one in (recipient, recovery) if one)), self._keys.sign)
        self._store.freeze([operation.op_id for operation in bundle.operations])
        self._handovers.note(
            Handover(bundle.id, bundle.token, recipient, name, bundle.made_at, tuple(dict.fromkeys(audits)))
        )
        self._note_access(audits, Access.BUNDLE_EXPORTED)
        try:
            file.write_bytes(data)
        except OSError as error:
            self._handovers.forget(bundle.id)
            raise DiskProblem(f"The bundle could not be written to {file.name}: {error.strerror}.") from error
        counts = (len(bundle.audits), len(bundle.operations), len(bundle.documents))
        return ExportedBundle(file, *counts, is_recoverable=bool(recovery))

    def _bundle(self, audits: Sequence[AuditId]) -> Bundle:
        records = [self._store.load(audit) for audit in audits]
        operations = [operation for audit in audits for operation in self._store.operations(audit)]
        named = {operation.facts.get("document") for operation in operations}
        wanted = {operation.author for operation in operations} | {self._store.owner.id}
        if not all(any(operation.stream.audit == audit for operation in operations) for audit in audits):
            raise NotAllowed("This audit is yours alone and stays on this laptop. Choose another one.")
        return Bundle(
            sender=self._store.owner,
            made_at=self._clock.now(),
            audits=tuple(audits),
            authors=tuple(person for person in self._store.people() if person.id in wanted),
            operations=tuple(operations),
            documents=tuple(
                document for audit in audits for document in self._store.documents_of(audit) if document.id in named
            ),
            tools=self._tools({record.tool_hash for record in records}, operations),
            id=str(uuid4()),
            token=secrets.token_bytes(TOKEN_BYTES),
        )

    def _tools(self, wanted: Collection[str], operations: Sequence[Operation]) -> dict[str, bytes]:
        """Return the versions with which the audits are worked on, and the earlier ones as far as they are here."""
        found = {one: self._store.tool_definition(one) for one in wanted}
        named = {one.facts.get("tool_hash") for one in operations} - {None}
        for name in sorted(str(one) for one in named):
            with suppress(NotFound):
                found.setdefault(name, self._store.tool_definition(name))
        return found
