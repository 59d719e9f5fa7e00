"""Proves what arrived on every core, before the store is locked: a signature costs more to check than to keep."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from typing import TYPE_CHECKING

from qa_desktop.domain.operation import Operation
from qa_desktop.errors import InputProblem
from qa_desktop.models.bringing import fits
from qa_desktop.models.operation_check import check_form

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Claim = tuple[Operation, Sequence[Ed25519PublicKey]]

CHUNK = 50
"""How many operations a thread proves before it takes the next ones. Checking signatures lets other threads run."""

MOST_THREADS = 8


def prove(claims: Sequence[Claim]) -> list[bytes | None]:
    """Return the digest of each operation that is well formed and signed with one of its keys; None for any other."""
    if len(claims) <= CHUNK:
        return _proved(claims)
    chunks = [claims[start : start + CHUNK] for start in range(0, len(claims), CHUNK)]
    threads = min(MOST_THREADS, os.cpu_count() or 1, len(chunks))
    with ThreadPoolExecutor(threads, "prove") as pool:
        return list(chain.from_iterable(pool.map(_proved, chunks)))


def _proved(claims: Sequence[Claim]) -> list[bytes | None]:
    return [_digest(operation, keys) for operation, keys in claims]


def _digest(operation: Operation, keys: Sequence[Ed25519PublicKey]) -> bytes | None:
    try:
        envelope = check_form(operation, may_be_redacted=True)
    except InputProblem:
        return None
    if not any(fits(key, operation.signature, envelope) for key in keys):
        return None
    return hashlib.sha256(envelope + operation.signature).digest()
