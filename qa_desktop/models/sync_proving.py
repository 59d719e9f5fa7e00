"""Proves what arrived on every core, before the store is locked: a signature costs more to check than to keep."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

from qa_desktop.domain.operation import Operation
from qa_desktop.errors import InputProblem
from qa_desktop.models.operation_check import check_form
from qa_desktop.signatures import fits

Claim = tuple[Operation, Sequence[bytes]]
"""An operation, and the keys that may have signed it."""
Signed = tuple[Sequence[bytes], bytes, bytes]
"""The keys that may have signed, the signature, and what was signed: nothing where it is malformed."""

CHUNK = 100
"""How many signatures a thread checks before it takes the next ones. Checking one lets the other threads run."""
MOST_THREADS = 8


def prove(claims: Sequence[Claim]) -> list[bytes | None]:
    """Return the digest of each operation that is well formed and signed with one of its keys; None for any other."""
    signed = [(keys, one.signature, _well_formed(one)) for one, keys in claims]
    return [
        hashlib.sha256(envelope + signature).digest() if is_proved else None
        for (_, signature, envelope), is_proved in zip(signed, _fitting(signed), strict=True)
    ]


def _well_formed(operation: Operation) -> bytes:
    """Return the envelope; empty where the operation is none."""
    try:
        return check_form(operation, may_be_redacted=True)
    except InputProblem:
        return b""


def _fitting(signed: Sequence[Signed]) -> list[bool]:
    """Tell of each whether one of the keys made the signature."""
    chunks = [signed[start : start + CHUNK] for start in range(0, len(signed), CHUNK)]
    threads = min(MOST_THREADS, os.cpu_count() or 1, len(chunks))
    if threads < 2:  # noqa: PLR2004 - one thread is this one
        return _check(signed)
    with ThreadPoolExecutor(threads, "prove") as pool:
        return list(chain.from_iterable(pool.map(_check, chunks)))


def _check(signed: Sequence[Signed]) -> list[bool]:
    return [
        bool(envelope) and any(fits(key, signature, envelope) for key in keys) for keys, signature, envelope in signed
    ]
