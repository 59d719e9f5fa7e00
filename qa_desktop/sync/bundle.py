"""A bundle: audits with their log and documents in one signed file, encrypted to the people who may open it."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Operation, canonical_json
from qa_desktop.domain.record import Person, StoredDocument
from qa_desktop.errors import InputProblem
from qa_desktop.sync.wire import operation_as_line, operation_from_line, person_as_json, person_from_json

BUNDLE_FORMAT = "qa-desktop bundle 1"
LARGEST_BUNDLE = 1024 * 1024 * 1024
"""Bytes that a bundle may unpack to; a larger one is refused before it fills the memory."""
FIXED_DATE = (2020, 1, 1, 0, 0, 0)


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


def seal_bundle(bundle: Bundle, recipients: Sequence[str], sign: Callable[[bytes], bytes]) -> bytes:
    """Return the bundle signed by the sender and encrypted to the recipients' addresses ("age1...").

    Raises InputProblem where an address is none.
    """
    parts = _parts(bundle)
    manifest = canonical_json(_manifest(bundle, parts, recipients))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("manifest.json", manifest), ("signature", sign(manifest)), *parts.items()):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), data)
    try:
        keys = [pyrage.x25519.Recipient.from_str(address) for address in recipients]
    except pyrage.RecipientError as error:
        raise InputProblem("This is no address for a bundle. An address begins with “age1”.") from error
    return bytes(pyrage.encrypt(packed.getvalue(), keys))


def open_bundle(data: bytes, identity: str) -> Bundle:
    """Decrypt and check a bundle; raise InputProblem where it is damaged, cut off or meant for somebody else."""
    try:
        packed = bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        raise InputProblem(
            "This file cannot be opened with your key. It was made for somebody else, or it is damaged or cut off."
        ) from error
    try:
        return _read(packed)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError) as error:
        raise InputProblem("This bundle is damaged, so nothing was imported. Ask for a new file.") from error


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


def _manifest(bundle: Bundle, parts: Mapping[str, bytes], recipients: Sequence[str]) -> dict[str, object]:
    return {
        "format": BUNDLE_FORMAT,
        "sender": person_as_json(bundle.sender),
        "made_at": bundle.made_at.isoformat(),
        "recipients": list(recipients),
        "audits": list(bundle.audits),
        "parts": {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()},
    }


def _read(packed: bytes) -> Bundle:
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        if sum(info.file_size for info in archive.infolist()) > LARGEST_BUNDLE:
            raise InputProblem("This bundle is larger than a bundle may be, so nothing was imported.")
        signed = archive.read("manifest.json")
        manifest = json.loads(signed)
        sender = person_from_json(manifest["sender"])
        _check_signature(sender, archive.read("signature"), signed)
        if manifest["format"] != BUNDLE_FORMAT:
            raise InputProblem("This bundle was made by a newer QA Desktop. Update QA Desktop, then import it again.")
        parts = {name: archive.read(name) for name in manifest["parts"]}
    for name, data in parts.items():
        if hashlib.sha256(data).hexdigest() != manifest["parts"][name]:
            raise ValueError(name)
    return _bundle(sender, manifest, parts)


def _check_signature(sender: Person, signature: bytes, signed: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(sender.device_key).verify(signature, signed)
    except (InvalidSignature, ValueError) as error:
        raise InputProblem("The sender's signature on this bundle does not fit, so nothing was imported.") from error


def _bundle(sender: Person, manifest: Mapping[str, object], parts: Mapping[str, bytes]) -> Bundle:
    audits = manifest["audits"]
    if not isinstance(audits, list):
        raise ValueError("audits")  # noqa: TRY004 - told as damage, like every other fault of the manifest
    lines = parts["operations.jsonl"].split(b"\n") if parts["operations.jsonl"] else []
    return Bundle(
        sender=sender,
        made_at=datetime.fromisoformat(str(manifest["made_at"])),
        audits=tuple(AuditId(str(audit)) for audit in audits),
        authors=tuple(person_from_json(raw) for raw in json.loads(parts["people.json"])),
        operations=tuple(operation_from_line(line) for line in lines),
        documents=tuple(
            StoredDocument(
                DocumentId(raw["id"]),
                AuditId(raw["audit"]),
                raw["kind"],
                raw["media_type"],
                parts[f"documents/{raw['id']}"],
                datetime.fromisoformat(raw["made_at"]),
            )
            for raw in json.loads(parts["documents.json"])
        ),
        tools={name.removeprefix("tools/"): data for name, data in parts.items() if name.startswith("tools/")},
    )
