"""How much one push holds: little at first, much on a quick line, less where the line turns out to be slow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import cast

import pytest

from qa_desktop.domain.exchange import Answer, Verdict
from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.sync.client.pushing import FIRST_BYTES_A_PUSH, MOST_BYTES_A_PUSH, Pushed, push_outbox
from qa_desktop.sync.client.transport import Transport

CALLS = 12
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
OPERATION = Operation(
    OperationId("0196f0c2-0000-7000-8000-000000000001"), Stream(AuditId("audit")), "set", "answer/a.1/comment", None,
    PersonId("ada"), "a life", 1, 1, BEGAN, {}, b"body", b"s" * 16, b"c" * 32, b"g" * 64,
)  # fmt: skip


class TimedLine:
    """Takes its time to send each call, by how much of the outbox it may hold; delivers everything."""

    def __init__(self, seconds: Callable[[int], float]) -> None:
        self.now = BEGAN
        self.sizes: list[int] = []
        self._seconds = seconds

    def next_to_send(self, after: int, _most: int, most_bytes: int) -> tuple[int, tuple[Operation, ...]]:
        if after == CALLS:
            return after, ()
        self.sizes.append(most_bytes)
        return after + 1, (OPERATION,)

    def offer(self, _operations: Sequence[Operation]) -> None:
        self.now += timedelta(seconds=self._seconds(self.sizes[-1]))

    def answers(self) -> tuple[Answer, ...]:
        return (Answer(OPERATION.op_id, Verdict.APPLIED, ""),)

    def settle(self, answers: Sequence[Answer], at: datetime) -> None:
        """Need nothing more."""


def sizes_on(line: TimedLine) -> list[int]:
    push_outbox(line, lambda: cast("Transport", line), lambda: line.now, Pushed(), lambda _: None)
    return line.sizes


def test_a_quick_line_carries_large_calls_behind_a_small_one() -> None:
    line = TimedLine(lambda _: 0.2)

    sizes = sizes_on(line)

    assert sizes == [FIRST_BYTES_A_PUSH, *[MOST_BYTES_A_PUSH] * (CALLS - 1)]


@pytest.mark.parametrize("bytes_a_second", [10_000, 50_000, 125_000, 400_000])
def test_a_slow_line_carries_calls_that_it_can_send_in_time_from_the_second_on(bytes_a_second: int) -> None:
    line = TimedLine(lambda size: size / bytes_a_second)

    sizes = sizes_on(line)

    in_time = max(FIRST_BYTES_A_PUSH, 5 * bytes_a_second)
    assert sizes[0] == FIRST_BYTES_A_PUSH
    assert sizes[1:] == pytest.approx([in_time] * (CALLS - 1), abs=1)


def test_a_line_that_becomes_slow_carries_less_from_then_on() -> None:
    line = TimedLine(lambda size: size / (100_000 if len(line.sizes) > 5 else 10_000_000))

    sizes = sizes_on(line)

    assert sizes[1:6] == [MOST_BYTES_A_PUSH] * 5
    assert all(later <= sooner for sooner, later in pairwise(sizes[1:]))
    assert sizes[6:] == pytest.approx([5 * 100_000] * (CALLS - 6), abs=1)
