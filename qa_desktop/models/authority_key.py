"""The authority's signing key in a file: encrypted with a passphrase, never in clear."""

from __future__ import annotations

import base64
import json
from pathlib import Path

from qa_desktop.domain.authority import key_fingerprint
from qa_desktop.errors import InputProblem, KeyUnavailable, StoreDamaged
from qa_desktop.models.key_slots import USUAL_COST, DerivationCost, SecretSlot, unwrap_with_secret, wrap_with_secret
from qa_desktop.models.keys import SHORTEST_PASSPHRASE
from qa_desktop.models.private_files import disk_problems, write_private

FORMAT = "qa-desktop authority key 1"
SLOT = "authority_key"
NO_KEY_FILE = "This file holds no authority key. Make one with: qa-desktop authority new-key"
WRONG_PASSPHRASE = "The passphrase of the authority's key is wrong. Nothing was signed; try again."  # noqa: S105 - a sentence


def make_key_file(out: Path, passphrase: str, cost: DerivationCost = USUAL_COST) -> str:
    """Make a key in a new file and return its fingerprint; raise InputProblem where there is such a file already."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - not at start-up

    if out.exists():
        raise InputProblem(f"{out.name} is there already and is not overwritten: it may hold the authority's key.")
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise InputProblem(f"The passphrase is too short. Use at least {SHORTEST_PASSPHRASE} characters.")
    key = Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw()
    fingerprint = key_fingerprint(public)
    slot = wrap_with_secret(key.private_bytes_raw(), passphrase, SecretSlot(SLOT, fingerprint), cost)
    document = {"format": FORMAT, "public": base64.b64encode(public).decode("ascii"), "slot": dict(slot)}
    write_private(out, json.dumps(document, indent=1).encode() + b"\n")
    if open_key_file(out, passphrase) != key.private_bytes_raw():
        raise KeyUnavailable("The key that was just written did not open again. Delete the file and try again.")
    return fingerprint


def open_key_file(file: Path, passphrase: str) -> bytes:
    """Return the private key; raise InputProblem for another file, KeyUnavailable for a wrong passphrase."""
    with disk_problems(file.parent):
        data = file.read_bytes()
    try:
        document = json.loads(data)
        if document["format"] != FORMAT:
            raise InputProblem(NO_KEY_FILE)
        fingerprint = key_fingerprint(base64.b64decode(document["public"], validate=True))
        key = unwrap_with_secret(document["slot"], passphrase, fingerprint)
    except (ValueError, KeyError, TypeError, AttributeError, StoreDamaged) as error:
        raise InputProblem(NO_KEY_FILE) from error
    if key is None:
        raise KeyUnavailable(WRONG_PASSPHRASE)
    return key
