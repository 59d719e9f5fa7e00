"""Judge a sealed note by itself: no profile and no network is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificate

from qa_desktop.clock import LONDON
from qa_desktop.documents.verify import Outcome, Seal, verify
from qa_desktop.errors import InputProblem

EXIT_CODES = {
    Outcome.INTACT_TRUSTED: 0,
    Outcome.CHANGED: 1,
    Outcome.NOT_SEALED: 1,
    Outcome.INTACT_UNCONFIRMED: 3,
}
"""0 intact and trusted, 1 changed, broken or not sealed at all, 3 intact but identity not confirmed."""
LARGEST_NOTE = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict in words, as JSON and as an exit code."""

    sentence: str
    seals: tuple[str, ...]
    exit_code: int
    as_json: Mapping[str, object]


def verify_note(file: Path, trusted: Sequence[Path] = ()) -> Judged:
    """Judge the file; raise InputProblem where it or a certificate cannot be read or is no PDF."""
    verdict = verify(_read(file), [_certificate(certificate) for certificate in trusted])
    return Judged(
        verdict.sentence,
        tuple(_line(seal) for seal in verdict.seals),
        EXIT_CODES[verdict.outcome],
        {
            "outcome": verdict.outcome.value,
            "sentence": verdict.sentence,
            "seals": [_seal_as_json(seal) for seal in verdict.seals],
            "values": verdict.values,
        },
    )


def _line(seal: Seal) -> str:
    at = seal.sealed_at.astimezone(LONDON) if seal.sealed_at else None
    when = f"{at.day} {at:%B %Y %H:%M}" if at else "at an unknown time"
    state = "intact" if seal.intact else "changed"
    return f"{seal.signer} ({seal.field}), {when}: {state}; certificate {seal.fingerprint}"


def _seal_as_json(seal: Seal) -> dict[str, object]:
    return {
        "field": seal.field,
        "signer": seal.signer,
        "sealed_at": seal.sealed_at.isoformat() if seal.sealed_at else None,
        "intact": seal.intact,
        "covers_whole_document": seal.covers_whole_document,
        "modification": seal.modification,
        "fingerprint": seal.fingerprint,
        "trusted": seal.trusted,
    }


def _certificate(file: Path) -> bytes:
    """Return a certificate as DER, whether the file holds PEM or DER."""
    data = _read(file)
    try:
        certificate = load_pem_x509_certificate(data) if b"-----BEGIN" in data else load_der_x509_certificate(data)
    except ValueError as error:
        raise InputProblem(f"{file.name} is no certificate. Choose the file that your authority gave you.") from error
    return certificate.public_bytes(Encoding.DER)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_NOTE:
            raise InputProblem(f"{file.name} is larger than a note can be, so it was not read.")
        return file.read_bytes()
    except OSError as error:
        raise InputProblem(f"{file.name} cannot be read: {error.strerror}. Check the name and try again.") from error
