"""Walks the hash chain of a stream offline: revisions without a gap, each head made from the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from qa_desktop.domain.exchange import Placed
from qa_desktop.domain.operation import Stream


@dataclass(frozen=True, slots=True)
class ChainProof:
    """What walking a stream showed."""

    stream: Stream
    revisions: int
    head: str
    """The head in hex, which server, other laptops and sealed notes hold as well."""
    broken_at: int | None
    """The first revision that does not follow from those before; None where the chain holds."""


def walk(stream: Stream, placed: Sequence[Placed]) -> ChainProof:
    """Walk the operations of one stream in the order of their revisions."""
    head = b""
    for rev, one in enumerate(placed, start=1):
        head = hashlib.sha256(head + one.operation.digest()).digest()
        if one.rev != rev or one.head != head or not one.operation.body_is_intact:
            return ChainProof(stream, len(placed), head.hex(), rev)
    return ChainProof(stream, len(placed), head.hex(), None)
