"""The file behind bundles and receipts: signed parts in an archive, encrypted to the people who may open it.

Everything in it may be hostile: nothing is unpacked before its size is known, nothing is written to the disk, and a
file is for whoever its signer named, not for whoever somebody encrypted it to again.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pyrage

from qa_desktop.domain.operation import canonical_json
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem
from qa_desktop.signatures import fits
from qa_desktop.sync.wire import person_as_json, person_from_json

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes that a file may have, and may unpack to; a larger one is refused before it fills the memory."""
LARGEST_MANIFEST = 4 * 1024 * 1024
MOST_PARTS = 20_000
MOST_RECIPIENTS = 20
SIGNATURE_BYTES = 64
FIXED_DATE = (2020, 1, 1, 0, 0, 0)
MANIFEST, SIGNATURE = "manifest.json", "signature"

_END = struct.Struct("<4s4H2LH")
"""The last record of an archive: where its list of members is, and how long."""
_LONGEST_ENTRY = 512
"""Bytes that one member takes in that list at most: a fixed part and its name."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""Those whose unpacking stops at the size that was declared."""

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,  # encrypted members, unknown methods, brackets without end
    OverflowError,
)
"""What reading hostile bytes may raise."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that was made for the one who opened it, by the sender who signed it."""

    format: str
    sender: Person
    made_at: datetime
    manifest: Mapping[str, object]
    parts: Mapping[str, bytes]


def address_of(identity: str) -> str:
    """Return the address whose files an identity opens; raise InputProblem where it is none."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity.strip()).to_public())
    except pyrage.IdentityError as error:
        raise InputProblem("This is no key that opens bundles. It begins with “AGE-SECRET-KEY-1”.") from error


def seal(
    head: Mapping[str, object], parts: Mapping[str, bytes], recipients: Sequence[str], sign: Callable[[bytes], bytes]
) -> bytes:
    """Return the parts with a signed manifest, encrypted to the recipients' addresses ("age1...").

    `head` holds what the manifest says beside its parts and recipients. Raise InputProblem where an address is none or
    the file would be larger than one may be.
    """
    if sum(map(len, parts.values())) > LARGEST_FILE or len(parts) > MOST_PARTS:
        raise InputProblem("This is more than one file may hold. Hand over fewer audits at a time.")
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in parts.items()}
    manifest = canonical_json({**head, "recipients": list(recipients), "parts": hashes})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in ((MANIFEST, manifest), (SIGNATURE, sign(manifest)), *parts.items()):
            archive.writestr(zipfile.ZipInfo(name, FIXED_DATE), data, zipfile.ZIP_DEFLATED)
    try:
        keys = [pyrage.x25519.Recipient.from_str(address) for address in recipients]
    except pyrage.RecipientError as error:
        raise InputProblem("This is no address for a bundle. An address begins with “age1”.") from error
    return bytes(pyrage.encrypt(packed.getvalue(), keys))


def head_of(format_name: str, sender: Person, made_at: datetime) -> dict[str, object]:
    """Return what every manifest says first."""
    return {"format": format_name, "sender": person_as_json(sender), "made_at": made_at.isoformat()}


def open_sealed(data: bytes, identity: str, formats: Sequence[str]) -> Opened:
    """Decrypt and check a file; raise InputProblem where it is damaged, cut off, too large or for somebody else."""
    if len(data) > LARGEST_FILE:
        raise _too_large()
    address = address_of(identity)
    try:
        packed = bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity.strip())]))
    except pyrage.DecryptError as error:
        raise InputProblem(
            "This file cannot be opened with your key. It was made for somebody else, or it is damaged or cut off."
        ) from error
    try:
        return _read(packed, address, formats)
    except DAMAGE as error:
        raise damaged() from error


def damaged() -> InputProblem:
    """Return the problem of a file that is not what such files are."""
    return InputProblem("This bundle is damaged, so nothing was imported. Ask for a new file.")


def loaded(data: bytes, largest: int) -> object:
    """Return parsed JSON that is no larger than it may be; raise ValueError."""
    if len(data) > largest:
        raise ValueError("too long")
    return json.loads(data)


def _read(packed: bytes, address: str, formats: Sequence[str]) -> Opened:
    _check_list(packed)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        members = archive.infolist()
        _check_members(members)
        signed = _member(archive, MANIFEST)
        manifest = loaded(signed, LARGEST_MANIFEST)
        if not isinstance(manifest, dict):
            raise ValueError("manifest")  # noqa: TRY004 - told as damage, like every other fault of the manifest
        sender = person_from_json(manifest["sender"])
        _check_signature(sender, _member(archive, SIGNATURE), signed)
        if manifest["format"] not in formats:
            raise InputProblem("This bundle was made by a newer QA Desktop. Update QA Desktop, then import it again.")
        _check_recipients(manifest["recipients"], address)
        hashes = manifest["parts"]
        if {MANIFEST, SIGNATURE, *hashes} != {member.filename for member in members}:
            raise ValueError("parts")
        parts = {str(name): _member(archive, name) for name in hashes}
    for name, part in parts.items():
        if hashlib.sha256(part).hexdigest() != hashes[name]:
            raise ValueError(name)
    made_at = datetime.fromisoformat(str(manifest["made_at"]))
    if made_at.tzinfo is None:
        raise ValueError("made_at")
    return Opened(str(manifest["format"]), sender, made_at, manifest, parts)


def _member(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return a member, unpacked no further than it said: reading it whole would unpack all that is there first."""
    with archive.open(name) as member:
        return member.read(archive.getinfo(name).file_size)


def _check_list(packed: bytes) -> None:
    """Refuse a list of members that would itself fill the memory: it is read whole."""
    signature, *_, length, _start, comment = _END.unpack(packed[-_END.size :])
    if signature != b"PK\x05\x06" or comment or packed[-_END.size - 20 :][:4] == b"PK\x06\x07":
        raise ValueError("archive")
    if length > MOST_PARTS * _LONGEST_ENTRY:
        raise _too_large()


def _check_members(members: Sequence[zipfile.ZipInfo]) -> None:
    if len(members) > MOST_PARTS + 2 or sum(member.file_size for member in members) > LARGEST_FILE:
        raise _too_large()
    sizes = {member.filename: member.file_size for member in members}
    if len(sizes) != len(members) or any(member.compress_type not in _METHODS for member in members):
        raise ValueError("members")
    if sizes[MANIFEST] > LARGEST_MANIFEST or sizes[SIGNATURE] != SIGNATURE_BYTES:
        raise ValueError("members")


def _check_recipients(named: object, address: str) -> None:
    if not isinstance(named, list) or len(named) > MOST_RECIPIENTS:
        raise ValueError("recipients")
    if address not in named:
        raise InputProblem(
            "This bundle was made for somebody else and passed on to you, so nothing was imported. Ask the sender for "
            "a bundle of your own."
        )


def _check_signature(sender: Person, signature: bytes, signed: bytes) -> None:
    if not fits(sender.device_key, signature, signed):
        raise InputProblem("The sender's signature on this bundle does not fit, so nothing was imported.")


def _too_large() -> InputProblem:
    return InputProblem("This bundle is larger than a bundle may be, so nothing was imported.")
