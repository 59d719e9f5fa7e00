"""Judges whether a sealed document is as it was sealed, and whether it is known who sealed it."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

import pikepdf
from asn1crypto.algos import DigestAlgorithm, SignedDigestAlgorithm  # type: ignore[import-untyped] # pyHanko speaks in them
from asn1crypto.cms import ContentInfo, SignedData, SignerInfo  # type: ignore[import-untyped] # as above
from asn1crypto.core import Asn1Value  # type: ignore[import-untyped] # as above
from asn1crypto.core import Sequence as Record
from asn1crypto.x509 import Certificate  # type: ignore[import-untyped] # as above
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from qa_desktop.documents.case_note import ATTACHMENT
from qa_desktop.errors import InputProblem

START_OF_PDF = b"%PDF-"
# What a seal leaves in the bytes of a file, even where its field was made unreadable.
_TRACES = re.compile(rb"/ByteRange\s*\[|/Contents\s*<[0-9A-Fa-f]{1000}")
_RANGES = re.compile(rb"/ByteRange\s*\[\s*\d+\s+\d+\s+\d+\s+\d+\s*\]")


class Outcome(Enum):
    """What can be said of a document."""

    INTACT_TRUSTED = "intact and trusted"
    CHANGED = "changed"
    INTACT_UNCONFIRMED = "intact, identity not confirmed"
    NOT_SEALED = "not sealed"


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal as found. `modification` names what was added to the document after it, in pyHanko's words."""

    field: str
    signer: str
    sealed_at: datetime | None
    intact: bool
    covers_whole_document: bool
    modification: str
    fingerprint: str
    """SHA-256 of the certificate, in hexadecimal."""
    trusted: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of a document. `values` are those attached to it, or None."""

    outcome: Outcome
    sentence: str
    seals: tuple[Seal, ...] = ()
    values: dict[str, object] | None = None


def verify(pdf: bytes, trusted: Sequence[bytes] = ()) -> Verdict:
    """Judge a document.

    `trusted` are DER certificates that the authority vouches for: those of people, or of those who certify them. Raise
    InputProblem where the bytes are no PDF at all.
    """
    sealed_once = _TRACES.search(pdf) is not None
    if START_OF_PDF not in pdf[:1024] and not sealed_once:
        raise InputProblem("This file is not a PDF document. Choose the PDF of the case note.")
    try:
        seals = _seals(pdf, trusted)
    except Exception:  # noqa: BLE001 - a damaged or hostile file makes the parsers raise anything
        return Verdict(Outcome.CHANGED, "The document is damaged and cannot be checked. Ask for the original.")
    if not seals and not sealed_once:
        return Verdict(Outcome.NOT_SEALED, "The document carries no seal, so nothing can be said about it.")
    whole = len(seals) == len(_RANGES.findall(pdf)) and bool(seals)
    if not whole or not all(one.intact for one in seals) or not any(one.covers_whole_document for one in seals):
        return Verdict(Outcome.CHANGED, _CHANGED, seals)
    values = _values(pdf)
    names = ", ".join(one.signer for one in seals)
    if all(one.trusted for one in seals):
        return Verdict(Outcome.INTACT_TRUSTED, f"The document is as {names} sealed it.", seals, values)
    unknown = ", ".join(one.signer for one in seals if not one.trusted)
    sentence = (
        f"The document is as {names} sealed it. Identity not confirmed: the authority does not vouch for the key of "
        f"{unknown} yet."
    )
    return Verdict(Outcome.INTACT_UNCONFIRMED, sentence, seals, values)


_CHANGED = "The document was changed after it was sealed. Do not rely on it; ask for the original."
_HARMLESS = (ModificationLevel.NONE, ModificationLevel.FORM_FILLING)
"""Nothing, or a later seal in a field that was there: all else that is appended counts as a change."""


def _seals(pdf: bytes, trusted: Sequence[bytes]) -> tuple[Seal, ...]:
    reader = PdfFileReader(io.BytesIO(pdf), strict=True)
    return tuple(_judged(found, pdf, trusted) for found in reader.embedded_signatures)


def _judged(found: EmbeddedPdfSignature, pdf: bytes, trusted: Sequence[bytes]) -> Seal:
    certificate = found.signer_cert
    # Whether the seal is whole is asked apart from who made it: the holder is taken as known here.
    context = ValidationContext(trust_roots=[certificate], allow_fetching=False, moment=found.self_reported_timestamp)
    status = validate_pdf_signature(found, context, key_usage_settings=KeyUsageConstraints(key_usage=set()))
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    grown = status.coverage is SignatureCoverageLevel.ENTIRE_REVISION and status.modification_level in _HARMLESS
    sound = status.intact and status.valid and status.docmdp_ok and _is_plain(found, pdf)
    names = certificate.subject.native
    return Seal(
        field=str(found.field_name),
        signer=str(names.get("common_name", certificate.subject.human_friendly)),
        sealed_at=found.self_reported_timestamp,
        intact=bool(sound and (whole or grown)),
        covers_whole_document=whole,
        modification=(status.modification_level or ModificationLevel.NONE).name,
        fingerprint=certificate.sha256.hex(),
        trusted=_is_vouched_for(found, trusted),
    )


def _is_vouched_for(found: EmbeddedPdfSignature, trusted: Sequence[bytes]) -> bool:
    """Whether the authority knows the certificate itself, or one that certified it when the seal was made."""
    certificate, moment = found.signer_cert, found.self_reported_timestamp
    if moment is None or not certificate.not_valid_before <= moment <= certificate.not_valid_after:
        return False
    if certificate.dump() in trusted:
        return True
    roots = [one for der in trusted for one in load_certs_from_pemder_data(der)]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, moment=moment)
    validator = CertificateValidator(certificate, found.other_embedded_certs, validation_context=context)
    try:
        asyncio.run(validator.async_validate_usage(set()))  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
    except (ValidationError, PathError):
        return False
    return True


def _is_plain(found: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the seal's own bytes, which no seal can cover, hold the seal and nothing else."""
    _, start, end, _ = found.byte_range
    text = pdf[start:end]
    if not (text.startswith(b"<") and text.endswith(b">")) or text not in (text.lower(), text.upper()):
        return False
    held = bytes.fromhex(text[1:-1].decode("ascii"))
    seal = _as_it_must_be(ContentInfo.load(held)["content"], found.signer_cert)
    return held.startswith(seal) and not held[len(seal) :].strip(b"\0")


def _as_it_must_be(signed: SignedData, holder: Certificate) -> bytes:
    """Return the seal written anew in the only way in which it can be written (DER).

    What the signature protects says what it said. All else says what it must, so that neither another way to write it
    nor anything added goes unnoticed. Each part is written once: asn1crypto's `dump(force=True)` of the whole writes
    what lies deep in it again and again.
    """
    (info,) = signed["signer_infos"]
    owner, digest = holder["tbs_certificate"], _algorithm(info["digest_algorithm"])
    parts = {
        "version": "v1",
        "sid": {"issuer_and_serial_number": {"issuer": owner["issuer"], "serial_number": owner["serial_number"]}},
        "digest_algorithm": digest,
        "signed_attrs": [_strictly(one) for one in info["signed_attrs"]],
        "signature_algorithm": _algorithm(info["signature_algorithm"]),
        "signature": info["signature"].native,
    }
    certificates = [holder] if holder.self_issued else [one.chosen for one in signed["certificates"]]
    whole = {
        "version": "v1",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "data"},
        "certificates": [_strictly(one) for one in certificates],
        "signer_infos": [SignerInfo(parts | _beside(info, "unsigned_attrs"))],
    }
    content = SignedData(whole | _beside(signed, "crls"))
    return bytes(ContentInfo({"content_type": "signed_data", "content": content}).dump())


def _algorithm(value: SignedDigestAlgorithm | DigestAlgorithm) -> Asn1Value:
    """Return an algorithm; raise ValueError where it has parameters that it does not know."""
    if value["parameters"].native is not None and value["algorithm"].native != "rsassa_pss":
        raise ValueError("an algorithm has parameters that say nothing")
    return _strictly(value)


def _beside(parts: Record, name: str) -> dict[str, Asn1Value]:
    """Return a part that seals of other programs may have, as a time stamp, by its name; nothing where it is absent."""
    value = parts[name]
    return {} if value.native is None else {name: _strictly(value.untag())}


def _strictly(value: Asn1Value) -> Asn1Value:
    """Return a value that is written as it must be, whatever way it was written."""
    return type(value).load(value.dump(force=True))


def _values(pdf: bytes) -> dict[str, object] | None:
    """Return the attached values; None where there are none, or none of ours."""
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            if ATTACHMENT not in document.attachments:
                return None
            content = document.attachments[ATTACHMENT].get_file().read_bytes()
        values = json.loads(content.decode("utf-8", "surrogatepass"))
    except (pikepdf.PdfError, ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None
