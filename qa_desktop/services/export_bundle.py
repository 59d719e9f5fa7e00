"""Hand audits over as a file: no network needed (SYNC, bundles)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.clock import Clock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import DiskProblem, InputProblem, NotAllowed
from qa_desktop.sync.bundle import Bundle, seal_bundle


@dataclass(frozen=True, slots=True)
class ExportedBundle:
    """What went into the file."""

    file: Path
    audits: int
    operations: int
    documents: int


class ExportBundle:
    """Writes bundles. What a bundle offers is frozen; only a receipt marks it delivered, so it stays unsent."""

    def __init__(self, store: LocalStore, sign: Callable[[bytes], bytes], clock: Clock) -> None:
        self._store = store
        self._sign = sign
        self._clock = clock

    def __call__(self, audits: Sequence[AuditId], recipient: str, file: Path) -> ExportedBundle:
        """Write the audits to the file, encrypted to the recipient; private streams stay here.

        Raises NotFound for an unknown audit, InputProblem for a wrong address or none to export, DiskProblem where the
        file cannot be written.
        """
        if not audits:
            raise InputProblem("Name at least one audit to export.")
        bundle = self._bundle(audits)
        data = seal_bundle(bundle, [recipient], self._sign)
        self._store.freeze([operation.op_id for operation in bundle.operations])
        try:
            file.write_bytes(data)
        except OSError as error:
            raise DiskProblem(f"The bundle could not be written to {file.name}: {error.strerror}.") from error
        return ExportedBundle(file, len(bundle.audits), len(bundle.operations), len(bundle.documents))

    def _bundle(self, audits: Sequence[AuditId]) -> Bundle:
        records = [self._store.load(audit) for audit in audits]
        operations = [operation for audit in audits for operation in self._store.operations(audit)]
        named = {operation.facts.get("document") for operation in operations}
        wanted = {operation.author for operation in operations} | {self._store.owner.id}
        if not all(any(operation.stream.audit == audit for operation in operations) for audit in audits):
            raise NotAllowed("The sample audit stays on this laptop. Choose an audit of your own.")
        return Bundle(
            sender=self._store.owner,
            made_at=self._clock.now(),
            audits=tuple(audits),
            authors=tuple(person for person in self._store.people() if person.id in wanted),
            operations=tuple(operations),
            documents=tuple(
                document for audit in audits for document in self._store.documents_of(audit) if document.id in named
            ),
            tools={record.tool_hash: self._store.tool_definition(record.tool_hash) for record in records},
        )
