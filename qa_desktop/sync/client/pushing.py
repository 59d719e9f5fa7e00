"""Offers the outbox to the server, several offers under way at a time, each settled as soon as it is answered."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from qa_desktop.domain.exchange import Answer, Verdict
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Operation
from qa_desktop.sync.client.sendable import is_sendable
from qa_desktop.sync.client.transport import LineBroke, Transport

MOST_A_PUSH = 2000
MOST_BYTES_A_PUSH = 5300 * 1024
"""Each call costs the server the same again, whatever is in it, and holds some times its size in its memory."""
FIRST_BYTES_A_PUSH = 300 * 1024
"""The first call is small: the server is at work on it while the next is written, and tells how quick the line is."""
SLOW = timedelta(seconds=5)
"""No call should take longer to be sent: what breaks off goes again from its start."""
MOST_UNDER_WAY = 6
"""How many pushes wait for their answers at a time: more would only hold more of the outbox in memory."""

Line = Callable[[], Transport]
"""Gives the line for the next step, or ends the run."""


class Outbox(Protocol):
    """What pushing needs of the local store."""

    def next_to_send(self, after: int, most: int, most_bytes: int) -> tuple[int, tuple[Operation, ...]]:
        """Freeze the next operations of the outbox and return them with the place where to go on."""
        ...

    def settle(self, answers: Sequence[Answer], at: datetime) -> None:
        """Take delivered operations out of the outbox, put refused ones among the refusals, leave the others."""
        ...


@dataclass(slots=True)
class Pushed:
    """What became of the outbox so far."""

    sent: int = 0
    refused: int = 0
    waiting: dict[Verdict, int] = field(default_factory=dict)
    """What stays in the outbox, by the server's answer."""

    def count(self, answers: Iterable[Answer]) -> None:
        """Count what was settled."""
        for answer in answers:
            if answer.verdict.is_delivered:
                self.sent += 1
            elif answer.verdict is Verdict.REFUSED:
                self.refused += 1
            else:
                self.waiting[answer.verdict] = self.waiting.get(answer.verdict, 0) + 1


@dataclass(slots=True)
class _Offer:
    """What was offered and is not answered yet."""

    sent: list[OperationId] = field(default_factory=list)
    unsendable: list[OperationId] = field(default_factory=list)


def push_outbox(
    outbox: Outbox, line: Line, now: Callable[[], datetime], pushed: Pushed, tell: Callable[[int], object]
) -> None:
    """Offer the whole outbox once, and tell how much was sent so far; it counts also where the line breaks half way."""
    under_way: deque[_Offer] = deque()
    after, is_more, most_bytes, limit = 0, True, FIRST_BYTES_A_PUSH, MOST_BYTES_A_PUSH
    while is_more or under_way:
        if is_more and len(under_way) < MOST_UNDER_WAY:
            after, operations = outbox.next_to_send(after, MOST_A_PUSH, most_bytes)
            is_more, began = bool(operations), now()
            if operations:
                under_way.append(_offer(operations, line))
            limit = min(limit, _in_time(most_bytes, now() - began))
            most_bytes = limit
        else:
            answers = _answers(under_way.popleft(), line)
            outbox.settle(answers, now())
            pushed.count(answers)
            tell(pushed.sent)


def _in_time(size: int, took: timedelta) -> int:
    """Return how many bytes are sent in time where so many took so long."""
    return max(FIRST_BYTES_A_PUSH, int(size * (SLOW / took))) if took else MOST_BYTES_A_PUSH


def _offer(operations: Sequence[Operation], line: Line) -> _Offer:
    """Offer what the wire can carry; the rest is refused here, so that it stops nothing else."""
    offer = _Offer()
    sendable: list[Operation] = []
    for one in operations:
        if is_sendable(one):
            sendable.append(one)
            offer.sent.append(one.op_id)
        else:
            offer.unsendable.append(one.op_id)
    if sendable:
        line().offer(sendable)
    return offer


def _answers(offer: _Offer, line: Line) -> tuple[Answer, ...]:
    answers = line().answers() if offer.sent else ()
    if [one.op_id for one in answers] != offer.sent:
        raise LineBroke("The server did not answer for every change. They are offered again with the next run.")
    return (*answers, *(Answer(one, Verdict.REFUSED, "unsendable") for one in offer.unsendable))
