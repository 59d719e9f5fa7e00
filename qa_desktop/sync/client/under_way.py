"""Keeps several calls under way on one line, each a transaction of its own: a far server then costs one round trip."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress

import psycopg
from psycopg import errors, generators, pq
from psycopg.abc import PQGen
from psycopg.adapt import Transformer

from qa_desktop.sync.client.binary import Value

Cell = object
"""What the driver gives back."""

Row = tuple[Cell, ...]


class CallsUnderWay:
    """Calls that were sent and not yet answered, oldest first. Nothing else may use the connection meanwhile."""

    def __init__(self, connection: psycopg.Connection[Row], moved: Callable[[], None]) -> None:
        self._connection = connection
        self._moved = moved
        """Told whenever the line took some more of a call."""
        self._names: dict[str, bytes] = {}
        self._sent: deque[bool] = deque()
        """For each answer that is to come, whether somebody waits for it."""

    def __len__(self) -> int:
        """Tell how many calls were not answered yet."""
        return sum(self._sent)

    def send(self, statement: str, values: Sequence[Value]) -> None:
        """Send a call without waiting for its answer.

        The statement is prepared in a transaction before: one that began with the call would stay open for as long as
        a slow line takes to carry the values.
        """
        line = self._connection.pgconn
        if not self._sent:
            line.enter_pipeline_mode()
        if statement not in self._names:
            self._names[statement] = f"qa_{len(self._names)}".encode()
            line.send_prepare(self._names[statement], statement.encode(), [value.type for value in values])
            self._finish(awaited=False)
        line.send_query_prepared(
            self._names[statement],
            [value.data for value in values],
            param_formats=[pq.Format.BINARY] * len(values),
            result_format=pq.Format.BINARY,
        )
        self._finish(awaited=True)

    def receive(self) -> list[Row]:
        """Wait for the oldest call and return its rows; raise psycopg.Error where it failed."""
        results: list[pq.abc.PGresult] = []
        awaited = False
        while not awaited:
            results.append(self._next_result())
            awaited = self._sent.popleft()
        if not self._sent:
            self._connection.pgconn.exit_pipeline_mode()
        for result in results:
            if result.status not in (pq.ExecStatus.TUPLES_OK, pq.ExecStatus.COMMAND_OK):
                raise errors.error_from_result(result)
        transformer = Transformer(self._connection)
        transformer.set_pgresult(results[-1])
        return transformer.load_rows(0, results[-1].ntuples, tuple)

    def _finish(self, *, awaited: bool) -> None:
        line = self._connection.pgconn
        line.pipeline_sync()
        self._sent.append(awaited)
        self._connection.wait(self._telling(generators.send(line)))

    def _telling(self, sending: PQGen[None]) -> PQGen[None]:
        with suppress(StopIteration):
            wanted = next(sending)
            while True:
                ready = yield wanted
                if ready:
                    self._moved()
                wanted = sending.send(ready)

    def _next_result(self) -> pq.abc.PGresult:
        """Return the result before the next sync."""
        line = self._connection.pgconn
        result: pq.abc.PGresult
        (result,) = self._connection.wait(generators.fetch_many(line))
        self._connection.wait(generators.fetch_many(line))
        return result
