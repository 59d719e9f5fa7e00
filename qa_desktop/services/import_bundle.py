"""Take in a bundle that somebody handed over; importing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import Brought, LocalStore
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import summary_of
from qa_desktop.sync.bundle import LARGEST_BUNDLE, Bundle, open_bundle


class ImportBundle:
    """Reads bundles made for this profile's owner."""

    def __init__(
        self,
        store: LocalStore,
        open_audit: OpenAudit,
        identity: Callable[[], str],
        read_tool: Callable[[bytes], Tool],
        note_conflicts: Callable[[AuditId], None],
    ) -> None:
        self._store = store
        self._open = open_audit
        self._identity = identity
        self._read_tool = read_tool
        self._note_conflicts = note_conflicts

    def __call__(self, file: Path) -> Brought:
        """Import the file; raise InputProblem where it is damaged, forged or made for another; keep nothing then."""
        bundle = open_bundle(_read(file), self._identity())
        self._check_tools(bundle)
        for content_hash, canonical in bundle.tools.items():
            self._store.keep_tool(content_hash, canonical)
        brought = self._store.bring(bundle.authors, bundle.operations, bundle.documents)
        self._store.append((), summary={audit: summary_of(self._open(audit)) for audit in brought.audits})
        for audit in brought.audits:
            self._note_conflicts(audit)
        return brought

    def _check_tools(self, bundle: Bundle) -> None:
        for content_hash, canonical in bundle.tools.items():
            if self._read_tool(canonical).content_hash != content_hash:
                raise InputProblem("A tool in this bundle is not what it says it is, so nothing was imported.")


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_BUNDLE:
            raise InputProblem(f"{file.name} is larger than a bundle may be, so nothing was imported.")
        return file.read_bytes()
    except OSError as error:
        raise InputProblem(f"{file.name} cannot be read: {error.strerror}. Check the name and try again.") from error
