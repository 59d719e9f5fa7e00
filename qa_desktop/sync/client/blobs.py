"""Carries documents and tools in parts: up after the operation that names them, down by their hash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from qa_desktop.domain.exchange import BlobKind, BlobName, PartAnswer
from qa_desktop.domain.ids import DocumentId
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.sync.client.transport import PART_BYTES, BlobPart, Transport

Line = Callable[[], Transport]
"""Gives the line for the next step, or ends the run."""

MOST_BLOBS = 1000
LARGEST_BLOB = 64 * 1024 * 1024
"""A document that says it is larger is not fetched."""


def carry_blobs(store: SyncStore, line: Line) -> int:
    """Send and fetch what waits; return how many went or came."""
    return _send(store, line) + _fetch(store, line)


def _send(store: SyncStore, line: Line) -> int:
    by_stream: defaultdict[Stream, list[BlobName]] = defaultdict(list)
    for name in store.blobs_to_send(MOST_BLOBS):
        by_stream[name.stream].append(name)
    sent = 0
    for stream, names in by_stream.items():
        wanted = line().blobs_wanted(stream, [name.id for name in names])
        for name in names:
            if name.id not in wanted:
                store.blob_sent(name)
            elif _put(line, name, store.blob(name)):
                store.blob_sent(name)
                sent += 1
    return sent


def _put(line: Line, name: BlobName, content: bytes) -> bool:
    """Send every part; tell whether the document is whole on the server."""
    parts = max(1, -(-len(content) // PART_BYTES))
    for part in range(parts):
        piece = content[part * PART_BYTES : (part + 1) * PART_BYTES]
        answer = line().put_blob(name.stream, name.id, part, BlobPart(piece, parts))
        if answer is not PartAnswer.KEPT:
            return answer is PartAnswer.COMPLETE
    return False


def _fetch(store: SyncStore, line: Line) -> int:
    """Fetch what is named and not here; a tool that many audits were begun with comes once."""
    here: set[DocumentId] = set()
    fetched = 0
    for name in store.blobs_to_fetch(MOST_BLOBS):
        if name.kind is BlobKind.TOOL and name.id in here:
            continue
        if _get(store, line, name):
            here.add(name.id)
            fetched += 1
    return fetched


def _get(store: SyncStore, line: Line, name: BlobName) -> bool:
    first = line().get_blob(name.stream, name.id, 0)
    if first is None or first.parts * PART_BYTES > LARGEST_BLOB:
        return False
    pieces = [first.data]
    for part in range(1, first.parts):
        piece = line().get_blob(name.stream, name.id, part)
        if piece is None:
            return False
        pieces.append(piece.data)
    return store.keep_blob(name, b"".join(pieces))
