"""Carries documents and tools in parts, several under way at a time: up after the operation that names them."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TypeVar

from qa_desktop.domain.exchange import BlobKind, BlobName, PartAnswer
from qa_desktop.domain.ids import DocumentId
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.sync.client.transport import PART_BYTES, BlobPart, Transport

Line = Callable[[], Transport]
"""Gives the line for the next step, or ends the run."""

Key = TypeVar("Key")
Said = TypeVar("Said")

MOST_BLOBS = 1000
MOST_PARTS_UNDER_WAY = 8
"""Two megabytes of parts at a time, whatever the size of a document."""

MOST_QUESTIONS_UNDER_WAY = 32
LARGEST_BLOB = 64 * 1024 * 1024
"""A document that says it is larger is not fetched."""


def carry_blobs(store: SyncStore, line: Line) -> int:
    """Send and fetch what waits; return how many went or came."""
    return _send(store, line) + _fetch(store, line)


def _send(store: SyncStore, line: Line) -> int:
    """Send what the server lacks, as long as it takes anything; what it does not take is offered last the next time."""
    sent = 0
    while names := store.blobs_to_send(MOST_BLOBS):
        wanted = _wanted(names, line)
        for name in names:
            if name not in wanted:
                store.blob_sent(name)
        taken = _send_some(store, wanted, line)
        sent += len(taken)
        if not_taken := wanted.keys() - taken:
            store.put_blobs_back(not_taken)
        if len(not_taken) == len(names):
            break
    return sent


def _send_some(store: SyncStore, wanted: Mapping[BlobName, frozenset[int]], line: Line) -> set[BlobName]:
    """Send these and return those that the server has now."""
    taken: set[BlobName] = set()
    given_up: set[BlobName] = set()
    for name, answer in _under_way(
        _parts_to_send(store, wanted, given_up, line), lambda: line().part_answer(), MOST_PARTS_UNDER_WAY
    ):
        if answer is PartAnswer.COMPLETE:
            store.blob_sent(name)
            taken.add(name)
        elif answer is not PartAnswer.KEPT:
            given_up.add(name)
    return taken


def _wanted(names: Iterable[BlobName], line: Line) -> dict[BlobName, frozenset[int]]:
    """Return what the server lacks, with the parts of it that came through before a line broke."""
    by_stream: defaultdict[Stream, dict[DocumentId, BlobName]] = defaultdict(dict)
    for name in names:
        by_stream[name.stream][name.id] = name
    questions = ((mine, partial(_ask_wanted, line, stream, list(mine))) for stream, mine in by_stream.items())
    wanted: dict[BlobName, frozenset[int]] = {}
    for mine, parts in _under_way(questions, lambda: line().wanted(), MOST_QUESTIONS_UNDER_WAY):
        wanted.update((mine[blob], here) for blob, here in parts.items() if blob in mine)
    return wanted


def _parts_to_send(
    store: SyncStore, wanted: Mapping[BlobName, frozenset[int]], given_up: set[BlobName], line: Line
) -> Iterator[tuple[BlobName, Callable[[], None]]]:
    """Yield every part that is missing; one document after the other is in memory."""
    for name, here in wanted.items():
        content = store.blob(name)
        parts = max(1, -(-len(content) // PART_BYTES))
        # Whatever it has, the server says that a document is complete in answer to a part.
        missing = [part for part in range(parts) if part not in here] or [parts - 1]
        for part in missing:
            if name in given_up:
                break
            piece = BlobPart(content[part * PART_BYTES : (part + 1) * PART_BYTES], parts)
            yield name, partial(_offer_part, line, name, part, piece)


def _fetch(store: SyncStore, line: Line) -> int:
    """Fetch what is named and not here, as long as anything comes; what does not is asked after last the next time."""
    fetched, some = 0, MOST_BLOBS
    while some:
        some = _fetch_some(store, line)
        fetched += some
    return fetched


def _fetch_some(store: SyncStore, line: Line) -> int:
    """Ask after those that wait longest; a tool that many audits were begun with comes once."""
    here: set[DocumentId] = set()
    not_there: list[BlobName] = []
    waiting = store.blobs_to_fetch(MOST_BLOBS)
    fetched = 0
    while waiting:
        some, waiting = _next_few(waiting, here)
        for name, first in list(_ask(some, [0] * len(some), line)):
            is_wanted = first is not None and first.parts * PART_BYTES <= LARGEST_BLOB
            if first is not None and is_wanted and _get(store, line, name, first):
                here.add(name.id)
                fetched += 1
            else:
                not_there.append(name)
    if not_there:
        store.put_blobs_back(not_there)
    return fetched


def _next_few(
    waiting: Sequence[BlobName], here: AbstractSet[DocumentId]
) -> tuple[list[BlobName], tuple[BlobName, ...]]:
    """Return what to ask for next and what after that; a tool under one name at a time, none that is here."""
    some: list[BlobName] = []
    later: list[BlobName] = []
    tools: set[DocumentId] = set()
    for name in waiting:
        if name.kind is not BlobKind.TOOL:
            is_next = True
        elif name.id in here:
            continue
        else:
            is_next = name.id not in tools
            tools.add(name.id)
        (some if is_next and len(some) < MOST_PARTS_UNDER_WAY else later).append(name)
    return some, tuple(later)


def _get(store: SyncStore, line: Line, name: BlobName, first: BlobPart) -> bool:
    """Fetch what follows the first part."""
    pieces = [first.data]
    rest = range(1, first.parts)
    for _, piece in list(_ask([name] * len(rest), rest, line)):
        if piece is None:
            return False
        pieces.append(piece.data)
    return store.keep_blob(name, b"".join(pieces))


def _ask(names: Iterable[BlobName], parts: Iterable[int], line: Line) -> Iterator[tuple[BlobName, BlobPart | None]]:
    questions = ((name, partial(_ask_part, line, name, part)) for name, part in zip(names, parts, strict=True))
    return _under_way(questions, lambda: line().part(), MOST_PARTS_UNDER_WAY)


def _ask_wanted(line: Line, stream: Stream, blobs: Sequence[DocumentId]) -> None:
    line().ask_wanted(stream, blobs)


def _offer_part(line: Line, name: BlobName, part: int, piece: BlobPart) -> None:
    line().offer_part(name.stream, name.id, part, piece)


def _ask_part(line: Line, name: BlobName, part: int) -> None:
    line().ask_part(name.stream, name.id, part)


def _under_way(
    asking: Iterable[tuple[Key, Callable[[], None]]], answer: Callable[[], Said], most: int
) -> Iterator[tuple[Key, Said]]:
    """Ask, with so many questions under way at most; yield each answer with what it is about."""
    waiting: deque[Key] = deque()
    for key, ask in asking:
        if len(waiting) == most:
            yield waiting.popleft(), answer()
        ask()
        waiting.append(key)
    while waiting:
        yield waiting.popleft(), answer()
