"""A bundle: audits with their log and documents in one signed file, encrypted to the people who may open it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Operation, canonical_json
from qa_desktop.domain.record import Person, StoredDocument
from qa_desktop.sync.sealed_file import DAMAGE, Opened, damaged, head_of, loaded, open_sealed, seal
from qa_desktop.sync.wire import operation_as_line, operation_from_line, person_as_json, person_from_json

BUNDLE_FORMAT = "qa-desktop bundle 1"
LARGEST_LIST = 4 * 1024 * 1024
"""Bytes of the lists of people and of documents."""
LONGEST_LINE = 24 * 1024 * 1024
MOST_OPERATIONS = 500_000
MOST_AUDITS = 2_000
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle carries."""

    sender: Person
    made_at: datetime
    audits: tuple[AuditId, ...]
    authors: tuple[Person, ...]
    operations: tuple[Operation, ...]
    documents: tuple[StoredDocument, ...]
    tools: Mapping[str, bytes]
    """Canonical tool versions by content hash."""
    id: str = ""
    """Which handover this is; empty in bundles of QA Desktop 0.1.0, for which no receipt can be given."""
    token: bytes = b""
    """Shows in a receipt that its maker could open this bundle."""


def seal_bundle(bundle: Bundle, recipients: Sequence[str], sign: Callable[[bytes], bytes]) -> bytes:
    """Return the bundle signed by the sender and encrypted to the recipients' addresses ("age1...").

    Raise InputProblem where an address is none, or the bundle would be larger than one may be.
    """
    head = {
        **head_of(BUNDLE_FORMAT, bundle.sender, bundle.made_at),
        "audits": list(bundle.audits),
        "id": bundle.id,
        "token": bundle.token.hex(),
    }
    return seal(head, _parts(bundle), recipients, sign)


def open_bundle(data: bytes, identity: str) -> Bundle:
    """Decrypt and check a bundle; raise InputProblem where it is damaged, cut off or meant for somebody else."""
    return bundle_from(open_sealed(data, identity, (BUNDLE_FORMAT,)))


def bundle_from(opened: Opened) -> Bundle:
    """Read an opened file as a bundle; raise InputProblem where it is none."""
    try:
        bundle = _bundle(opened)
    except DAMAGE as error:
        raise damaged() from error
    named = set(bundle.audits)
    strays = {one.stream.audit for one in bundle.operations} | {one.audit_id for one in bundle.documents}
    if not named or strays - named:
        raise damaged()
    return bundle


def _parts(bundle: Bundle) -> dict[str, bytes]:
    parts = {"operations.jsonl": b"\n".join(operation_as_line(operation) for operation in bundle.operations)}
    parts["people.json"] = canonical_json([person_as_json(person) for person in bundle.authors])
    listed = []
    for document in bundle.documents:
        parts[f"documents/{document.id}"] = document.data
        listed.append(
            {
                "id": document.id,
                "audit": document.audit_id,
                "kind": document.kind,
                "media_type": document.media_type,
                "made_at": document.made_at.isoformat(),
            }
        )
    parts["documents.json"] = canonical_json(listed)
    for content_hash, canonical in bundle.tools.items():
        parts[f"tools/{content_hash}"] = canonical
    return parts


def _bundle(opened: Opened) -> Bundle:
    manifest, parts = opened.manifest, opened.parts
    token = bytes.fromhex(str(manifest.get("token", "")))
    if len(token) not in (0, TOKEN_BYTES):
        raise ValueError("token")
    return Bundle(
        sender=opened.sender,
        made_at=opened.made_at,
        audits=tuple(AuditId(str(audit)) for audit in _list(manifest["audits"])[:MOST_AUDITS]),
        authors=tuple(person_from_json(raw) for raw in _list(loaded(parts["people.json"], LARGEST_LIST))),
        operations=_operations(parts["operations.jsonl"]),
        documents=tuple(_document(raw, parts) for raw in _list(loaded(parts["documents.json"], LARGEST_LIST))),
        tools={name.removeprefix("tools/"): data for name, data in parts.items() if name.startswith("tools/")},
        id=str(manifest.get("id", "")) if token else "",
        token=token,
    )


def _operations(lines: bytes) -> tuple[Operation, ...]:
    if lines.count(b"\n") >= MOST_OPERATIONS:
        raise ValueError("operations")
    found = []
    for line in lines.split(b"\n") if lines else ():
        if len(line) > LONGEST_LINE:
            raise ValueError("operations")
        found.append(operation_from_line(line))
    return tuple(found)


def _document(raw: object, parts: Mapping[str, bytes]) -> StoredDocument:
    if not isinstance(raw, dict):
        raise ValueError("documents")  # noqa: TRY004 - told as damage
    made_at = datetime.fromisoformat(str(raw["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError("documents")
    return StoredDocument(
        DocumentId(str(raw["id"])),
        AuditId(str(raw["audit"])),
        str(raw["kind"]),
        str(raw["media_type"]),
        parts[f"documents/{raw['id']}"],
        made_at,
    )


def _list(raw: object) -> list[object]:
    if not isinstance(raw, list):
        raise ValueError("list")  # noqa: TRY004 - told as damage, like every other fault of the manifest
    return raw
