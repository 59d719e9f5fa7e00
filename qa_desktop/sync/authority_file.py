"""The signed file of an authority's profile: what is in it was said by the holder of the authority's key."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass

import pyrage
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qa_desktop.domain.authority import AuthorityProfile, key_fingerprint, read_profile
from qa_desktop.domain.operation import canonical_json
from qa_desktop.errors import InputProblem, Mistake, SeveralProblems
from qa_desktop.signatures import KEY_BYTES, fits

FORMAT = "qa-desktop authority profile 1"
LARGEST = 512 * 1024
DAMAGED = "This file is no authority profile, or it is damaged. Ask for it again where you got it."
FORGED = "The signature on this authority profile does not fit, so it was changed after it was signed."
NEWER = "This authority profile was made for a newer QA Desktop. Update QA Desktop, then take it in again."


@dataclass(frozen=True, slots=True)
class SignedProfile:
    """A profile whose signature fits, and whose key made it. Whether that key is to be believed is another question."""

    profile: AuthorityProfile
    fingerprint: str
    file: bytes
    """The file as it was signed."""


def sign_profile(content: Mapping[str, object], private_key: bytes) -> bytes:
    """Return the signed file; raise SeveralProblems where the content is no profile that a laptop could use."""
    _check(content)
    key = Ed25519PrivateKey.from_private_bytes(private_key)
    return canonical_json(
        {
            "format": FORMAT,
            "key": _text(key.public_key().public_bytes_raw()),
            "profile": content,
            "signature": _text(key.sign(_statement(content))),
        }
    )


def open_profile_file(data: bytes) -> SignedProfile:
    """Return the profile of a signed file; raise InputProblem where it is damaged or its signature does not fit."""
    if len(data) > LARGEST:
        raise InputProblem(DAMAGED)
    file = data.strip()
    try:
        raw = json.loads(file.decode("utf-8"))
        if str(raw["format"]) != FORMAT:
            raise InputProblem(NEWER if str(raw["format"]).startswith(FORMAT[:-1]) else DAMAGED)
        content, key = raw["profile"], base64.b64decode(raw["key"], validate=True)
        signature = base64.b64decode(raw["signature"], validate=True)
        # One form alone: a name that stands twice would be read in two ways.
        if canonical_json(raw) != file or set(raw) != {"format", "key", "profile", "signature"}:
            raise InputProblem(DAMAGED)
        if len(key) != KEY_BYTES:
            raise InputProblem(DAMAGED)
        if not fits(key, signature, _statement(content)):
            raise InputProblem(FORGED)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputProblem(DAMAGED) from error
    return SignedProfile(_check(content), key_fingerprint(key), file)


def _check(content: object) -> AuthorityProfile:
    profile = read_profile(content)
    mistakes = []
    for where, address in (
        ("recovery_key", profile.recovery_key),
        *((f"officers, {officer.name}", officer.address) for officer in profile.officers),
    ):
        try:
            pyrage.x25519.Recipient.from_str(address)
        except pyrage.RecipientError:
            mistakes.append(Mistake("is no key that QA Desktop can encrypt to. Copy it again, whole.", where))
    try:
        if profile.certificate:
            x509.load_pem_x509_certificates(profile.certificate.encode())
    except ValueError:
        mistakes.append(Mistake("cannot be read as a certificate. Copy the file again, whole.", "server.certificate"))
    if mistakes:
        raise SeveralProblems("This profile of an authority cannot be used:", tuple(mistakes))
    return profile


def _statement(content: object) -> bytes:
    return FORMAT.encode() + b"\n" + canonical_json(content)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
