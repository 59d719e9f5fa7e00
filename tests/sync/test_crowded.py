"""A server that has no place at the moment: the laptop waits quietly, is let in later, and nobody sees an error."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.trouble import Trouble
from qa_desktop.sync.client import connect
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.explaining import SENTENCES, explained, too_slow
from qa_desktop.sync.client.transport import Crowded, LineBroke, Stopped
from qa_desktop.sync.client.waiting import FIRST_SECONDS, LONGEST_SECONDS, PATIENCE_SECONDS, Waiting
from tests.sync.cutting_proxy import cutting_proxy
from tests.sync.postgres import Cluster
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server
from tests.sync.silent_proxy import silent_proxy

SHORTEST_OF_THE_DRIVER = 2
MOST_OF_ONE_PERSON = 3


def take_every_place(laptop: RealLaptop, cluster: Cluster) -> contextlib.ExitStack:
    taken = contextlib.ExitStack()
    dsn = cluster.dsn(laptop.address.database, laptop.address.user, laptop.password)
    for _ in range(MOST_OF_ONE_PERSON):
        taken.enter_context(contextlib.closing(psycopg.connect(dsn)))
    return taken


def waiting_until(then: Callable[[], None], *, stopped: bool = False) -> Waiting:
    """Return a waiting that does something instead of waiting."""
    return Waiting(is_stopped=lambda: stopped, chance=lambda: 1.0, pause=lambda _: then())


def test_a_laptop_waits_for_its_place_and_gets_it(server: Server, tmp_path: Path) -> None:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    taken = take_every_place(laptop, server.cluster)
    waiting = waiting_until(taken.close)

    line = open_line(laptop.address, laptop.password, waiting)

    assert line.pull(None, 10) is None
    assert waiting.waited > 0
    line.close()
    laptop.profile.store.close()


def test_a_laptop_that_waited_too_long_says_so_in_plain_words(server: Server, tmp_path: Path) -> None:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    waiting = waiting_until(lambda: None)
    waiting.patience = 0.5

    with take_every_place(laptop, server.cluster), pytest.raises(Crowded, match="Everything stays safe here"):
        open_line(laptop.address, laptop.password, waiting)

    laptop.profile.store.close()


def test_a_person_who_wants_to_stop_does_not_wait(server: Server, tmp_path: Path) -> None:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    paused: list[bool] = []
    waiting = waiting_until(lambda: paused.append(True), stopped=True)

    with take_every_place(laptop, server.cluster), pytest.raises(Stopped):
        open_line(laptop.address, laptop.password, waiting)

    assert not paused
    laptop.profile.store.close()


def test_a_server_that_takes_the_connection_and_cannot_keep_up_is_waited_for(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "PATIENCE_SECONDS", SHORTEST_OF_THE_DRIVER)
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    with silent_proxy(server.cluster.port) as proxy:
        proxy.silent.set()
        waiting = waiting_until(proxy.silent.clear)

        line = open_line(replace(laptop.address, port=proxy.port), laptop.password, waiting)

        assert line.pull(None, 10) is None
        line.close()
    assert waiting.waited > SHORTEST_OF_THE_DRIVER
    laptop.profile.store.close()


def test_a_server_that_never_keeps_up_is_told_from_one_that_is_not_there(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "PATIENCE_SECONDS", SHORTEST_OF_THE_DRIVER)
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    with silent_proxy(server.cluster.port) as proxy:
        proxy.silent.set()
        address = replace(laptop.address, port=proxy.port)

        with pytest.raises(Crowded) as slow:
            open_line(address, laptop.password, Waiting(patience=0))
    gone = too_slow(address)

    assert slow.value.trouble is Trouble.OVERRUN
    assert gone.sentence == SENTENCES[Trouble.SILENT].format(host=address.host)
    laptop.profile.store.close()


@pytest.mark.parametrize(
    "said",
    [
        "FATAL:  sorry, too many clients already",
        "FATAL:  remaining connection slots are reserved for non-replication superuser connections",
        'FATAL:  too many connections for role "qa_abc"',
        'FATAL:  too many connections for database "qa"',
        "could not fork new process for connection: Resource temporarily unavailable",
        "FATAL:  the database system is starting up",
        "FATAL:  the database system is shutting down",
        "FATAL:  the database system is in recovery mode",
        "FATAL:  the database system is not yet accepting connections",
        "connection failed: server sent an error response during SSL exchange",
    ],
)
def test_every_way_of_having_no_place_is_waited_for(said: str) -> None:
    assert isinstance(explained(said, ServerAddress("server", "qa_abc")), Crowded)


WAYS_TO_BE_CUT = (
    "connection failed: server closed the connection unexpectedly",
    "connection failed: SSL SYSCALL error: EOF detected",
    "connection failed: SSL error: unexpected eof while reading",
    "connection failed: could not receive data from server: Connection reset by peer",
)


@pytest.mark.parametrize("said", WAYS_TO_BE_CUT)
@pytest.mark.parametrize(("seconds", "trouble"), [(0.1, Trouble.CUT), (10.0, Trouble.OVERRUN)])
def test_a_line_that_is_cut_at_once_is_told_from_one_that_a_busy_server_gives_up(
    said: str, seconds: float, trouble: Trouble
) -> None:
    problem = explained(said, ServerAddress("server", "qa_abc"), seconds)

    assert isinstance(problem, Crowded if trouble is Trouble.OVERRUN else LineBroke)
    assert problem.trouble is trouble


def test_a_line_that_is_cut_each_time_is_given_up_soon(server: Server, tmp_path: Path) -> None:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    waits: list[float] = []
    waiting = Waiting(chance=lambda: 1.0, pause=waits.append)
    with cutting_proxy(server.cluster.port) as proxy:
        proxy.cut_after(0)

        with pytest.raises(LineBroke, match="was cut each time") as cut:
            open_line(replace(laptop.address, port=proxy.port), laptop.password, waiting)

    assert cut.value.trouble is Trouble.CUT
    assert sum(waits) == pytest.approx(FIRST_SECONDS + 2 * FIRST_SECONDS)
    laptop.profile.store.close()


def test_a_line_that_is_cut_once_while_it_is_opened_opens_the_next_time(server: Server, tmp_path: Path) -> None:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    with cutting_proxy(server.cluster.port) as proxy:
        proxy.cut_after(1000)
        waiting = waiting_until(lambda: proxy.cut_after(None))

        line = open_line(replace(laptop.address, port=proxy.port), laptop.password, waiting)

        assert line.pull(None, 10) is None
        line.close()
    laptop.profile.store.close()


def test_each_wait_may_be_longer_and_all_together_end_with_the_patience() -> None:
    pauses: list[float] = []
    waiting = Waiting(chance=lambda: 1.0, pause=pauses.append)
    waits: list[float] = []
    while waiting.again():
        waits.append(sum(pauses) - sum(waits))

    assert [round(one, 2) for one in waits[:8]] == [0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 16.0]
    assert max(waits) <= LONGEST_SECONDS + 0.001
    assert PATIENCE_SECONDS - LONGEST_SECONDS < sum(pauses) <= PATIENCE_SECONDS


def test_the_waits_of_two_laptops_differ() -> None:
    told: list[float] = []
    for _ in range(2):
        waiting = Waiting(pause=lambda _: None)
        waiting.again()
        told.append(waiting.waited)

    assert told[0] != told[1]
