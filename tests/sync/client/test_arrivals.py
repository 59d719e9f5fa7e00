"""What came over the line is safe before it is taken in: a break, a kill or a damaged page in between loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import pytest
from typing_extensions import override

from qa_desktop.domain.arrivals import Arrived, RawPage
from qa_desktop.domain.exchange import Outcome, Position, RunReport
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Phase, Progress
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.taking_in import TakenIn, take_in_alone
from qa_desktop.sync.client.transport import NOT_UNDERSTOOD, LineBroke, Transport
from tests.sync.client.conftest import MakeLaptop
from tests.sync.client.fake_server import FakeServer, Line
from tests.sync.client.laptops import Laptop

AUDITS = 3
"""An audit is a page of its own: it begins with two operations."""


@dataclass
class Breaking:
    """A line that notes what is asked, and breaks with one of the pages."""

    line: Line
    breaks_with: int = 1_000
    asked: list[Position | None] = field(default_factory=list)

    def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
        self.asked.append(position)
        if len(self.asked) == self.breaks_with:
            raise LineBroke("The connection broke.")
        return self.line.pull(position, most, mine)

    def __getattr__(self, name: str) -> object:
        return getattr(self.line, name)


def sync(laptop: Laptop, line: Breaking, store: object = None) -> RunReport:
    store = laptop.profile.store.sync if store is None else store
    owner = laptop.profile.store.owner.id
    return Engine(cast("SyncStore", store), cast("Transport", line), owner, laptop.profile.clock).run()


def alone(laptop: Laptop) -> TakenIn:
    return take_in_alone(laptop.profile.store.sync, lambda: False, UNWATCHED.tell)


def arrived(laptop: Laptop) -> Arrived:
    return laptop.profile.store.sync.arrived()


def change(laptop: Laptop, statement: str) -> None:
    with laptop.profile.store._write() as run:
        run(statement)


def shown(laptop: Laptop, audits: list[AuditId]) -> list[bool]:
    return [bool(laptop.log(one)) for one in audits]


@pytest.fixture
def audits(auditor: Laptop, server: FakeServer) -> list[AuditId]:
    """Audits on the server, each of which comes as a page of its own."""
    server.most_a_page = 2
    made = [auditor.start_audit(f"CASE-{number}") for number in range(AUDITS)]
    auditor.sync()
    return made


@pytest.fixture
def broken(officer: Laptop, audits: list[AuditId]) -> list[AuditId]:
    """The audits, two of which arrived before the line broke; their author is not known yet."""
    assert sync(officer, Breaking(officer.line, breaks_with=3)).outcome is Outcome.BROKEN_OFF
    return audits


def test_what_arrived_before_the_line_broke_is_kept(officer: Laptop, broken: list[AuditId]) -> None:
    assert arrived(officer) == Arrived(pages=2, changes=4)
    assert shown(officer, broken) == [False, False, False]


def test_the_next_run_goes_on_where_receiving_ended(officer: Laptop, broken: list[AuditId]) -> None:
    position = officer.profile.store.sync.position()
    line = Breaking(officer.line)

    report = sync(officer, line)

    assert line.asked[0] == position
    assert len(line.asked) == 2
    assert (report.outcome, report.received) == (Outcome.DONE, 2 * AUDITS)
    assert shown(officer, broken) == [True, True, True]
    assert arrived(officer) == Arrived()


def test_hello_is_told_how_far_the_feed_was_received(officer: Laptop, broken: list[AuditId]) -> None:
    told: list[object] = []

    class Listening(Breaking):
        def hello(self, protocol: int, position: Position | None, heads: object, mine: str) -> object:
            told.append(position)
            return self.line.hello(protocol, position, heads, mine)  # type: ignore[arg-type] # handed on as it came

    received = officer.profile.store.sync.position()

    sync(officer, Listening(officer.line))

    assert told == [received]
    assert shown(officer, broken) == [True, True, True]


def test_without_a_line_everything_is_taken_in_whose_authors_are_known(
    officer: Laptop, auditor: Laptop, broken: list[AuditId]
) -> None:
    officer.profile.store.sync.meet(officer.line.people([auditor.profile.store.owner.id]))

    done = alone(officer)

    assert done.new == 4
    assert shown(officer, broken) == [True, True, False]
    assert arrived(officer) == Arrived()
    assert officer.profile.store.sync.held() == ()


def test_without_a_line_the_words_of_a_stranger_wait_for_the_next_sync(officer: Laptop, broken: list[AuditId]) -> None:
    done = alone(officer)

    assert done.new == 0
    assert arrived(officer).pages == 2
    assert officer.profile.store.sync.held() == ()
    officer.sync()
    assert shown(officer, broken) == [True, True, True]


def test_a_run_whose_line_breaks_takes_in_what_came(officer: Laptop, auditor: Laptop, audits: list[AuditId]) -> None:
    officer.profile.store.sync.meet(officer.line.people([auditor.profile.store.owner.id]))

    report = sync(officer, Breaking(officer.line, breaks_with=3))

    assert (report.outcome, report.received) == (Outcome.BROKEN_OFF, 4)
    assert shown(officer, audits) == [True, True, False]


def test_taking_in_that_is_stopped_leaves_the_rest_for_later(
    officer: Laptop, auditor: Laptop, broken: list[AuditId]
) -> None:
    officer.profile.store.sync.meet(officer.line.people([auditor.profile.store.owner.id]))
    asked = iter([False, True])

    take_in_alone(officer.profile.store.sync, lambda: next(asked), UNWATCHED.tell)

    assert shown(officer, broken) == [True, False, False]
    assert arrived(officer).pages == 1


def test_pages_that_wait_are_there_when_the_store_is_opened_again(officer: Laptop, broken: list[AuditId]) -> None:
    again = officer.reopened()

    again.sync()

    assert shown(again, broken) == [True, True, True]
    again.profile.store.close()


def test_a_single_page_is_taken_in_at_once(officer: Laptop, audits: list[AuditId], server: FakeServer) -> None:
    server.most_a_page = 5000
    calls = Noting(officer.profile.store.sync)

    sync(officer, Breaking(officer.line), calls)

    assert "receive" in calls.names
    assert {"keep_page", "take_in"}.isdisjoint(calls.names)
    assert shown(officer, audits) == [True, True, True]


def test_a_sync_with_nothing_to_do_writes_nothing_of_pages(officer: Laptop, audits: list[AuditId]) -> None:
    officer.sync()
    calls = Noting(officer.profile.store.sync)

    sync(officer, Breaking(officer.line), calls)

    assert {"keep_page", "take_in", "receive"}.isdisjoint(calls.names)
    assert shown(officer, audits) == [True, True, True]


def test_everything_is_received_before_anything_is_taken_in(officer: Laptop, audits: list[AuditId]) -> None:
    calls = Noting(officer.profile.store.sync)

    sync(officer, Breaking(officer.line), calls)

    moved = [one for one in calls.names if one in ("keep_page", "take_in")]
    assert moved == ["keep_page"] * AUDITS + ["take_in"] * AUDITS
    assert shown(officer, audits) == [True, True, True]


def test_it_tells_how_many_pages_are_taken_in(officer: Laptop, audits: list[AuditId]) -> None:
    told: list[Progress] = []
    engine = Engine(officer.profile.store.sync, officer.line, officer.profile.store.owner.id, officer.profile.clock)
    engine.tell = told.append

    engine.run()

    steps = [(one.done, one.of) for one in told if one.phase is Phase.TAKING_IN]
    assert steps == [(number, AUDITS) for number in range(1, AUDITS + 1)]
    assert audits


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE arrived_page SET format = 0",
        "DELETE FROM arrived WHERE number = 2",
        "UPDATE arrived SET client_ms = NULL WHERE number = 3",
        "UPDATE arrived SET context = 'none' WHERE number = 1",
        "UPDATE arrived SET facts = '{' WHERE number = 1",
    ],
)
def test_what_cannot_be_read_is_received_again_in_the_same_run(
    officer: Laptop, broken: list[AuditId], damage: str
) -> None:
    change(officer, damage)

    report = officer.sync()

    assert report.outcome is Outcome.DONE
    assert shown(officer, broken) == [True, True, True]
    assert arrived(officer) == Arrived()


def test_what_cannot_be_read_is_thrown_away_without_a_line_too(
    officer: Laptop, auditor: Laptop, broken: list[AuditId]
) -> None:
    officer.profile.store.sync.meet(officer.line.people([auditor.profile.store.owner.id]))
    change(officer, "UPDATE arrived SET facts = '{' WHERE number = 3")

    alone(officer)

    assert shown(officer, broken) == [True, False, False]
    assert arrived(officer) == Arrived()
    officer.sync()
    assert shown(officer, broken) == [True, True, True]


@pytest.mark.parametrize("most_a_page", [2, 5000], ids=["several pages", "one page"])
def test_a_server_whose_answers_cannot_be_read_is_said_and_nothing_moves(
    officer: Laptop, audits: list[AuditId], server: FakeServer, most_a_page: int
) -> None:
    server.most_a_page = most_a_page

    class Garbled(Breaking):
        @override
        def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
            page = super().pull(position, most, mine)
            return page and RawPage([("no context", *row[1:]) for row in page.rows], page.reached)

    report = sync(officer, Garbled(officer.line))

    assert (report.outcome, report.words) == (Outcome.BROKEN_OFF, NOT_UNDERSTOOD)
    assert officer.profile.store.sync.position() is None
    officer.sync()
    assert shown(officer, audits) == [True, True, True]


def test_a_page_that_does_not_follow_what_was_received_is_not_kept(officer: Laptop, broken: list[AuditId]) -> None:
    store = officer.profile.store.sync
    page = officer.line.pull(store.position(), 2)
    assert page is not None
    before = store.position()
    store.throw_away_arrived()

    is_kept = store.keep_page(page, before)

    assert not is_kept
    assert store.position() is None
    officer.sync()
    assert shown(officer, broken) == [True, True, True]


def test_a_page_that_another_run_took_in_changes_nothing(
    officer: Laptop, auditor: Laptop, broken: list[AuditId]
) -> None:
    store = officer.profile.store.sync
    store.meet(officer.line.people([auditor.profile.store.owner.id]))
    first = store.next_arrived()
    assert first is not None
    alone(officer)
    reached = store.position()

    again = store.take_in(first, ())

    assert (again.new, again.known) == (0, 0)
    assert store.position() == reached
    assert shown(officer, broken) == [True, True, False]


def test_what_waits_is_taken_in_before_a_new_epoch_and_offered_to_a_server_that_lost_it(
    officer: Laptop, server: FakeServer, make_laptop: MakeLaptop
) -> None:
    server.most_a_page = 2
    author = make_laptop("Bea Auditor")
    empty = server.dump()
    audits = [author.start_audit(f"CASE-{number}") for number in range(AUDITS)]
    author.sync()
    written = server.operations()
    sync(officer, Breaking(officer.line, breaks_with=4))
    server.restore(empty)
    server.mint_epoch()

    officer.sync()
    officer.sync()

    assert server.operations() == written
    assert shown(officer, audits) == [True, True, True]
    assert arrived(officer) == Arrived()


def test_a_revocation_that_waits_takes_the_audit_away_once_it_is_taken_in(
    auditor: Laptop, make_laptop: MakeLaptop, server: FakeServer
) -> None:
    server.most_a_page = 2
    peer = make_laptop("Pia Peer")
    audit_id, other = auditor.start_audit(), auditor.start_audit()
    auditor.sync()
    for one in (audit_id, other):
        server.grant(one, peer.profile.store.owner.id)
    server.most_a_page = 1
    sync(peer, Breaking(peer.line, breaks_with=3))
    server.revoke(audit_id, peer.profile.store.owner.id)

    peer.sync()

    assert shown(peer, [audit_id, other]) == [False, True]
    assert arrived(peer) == Arrived()


class Noting:
    """A store that notes which of its calls were made."""

    def __init__(self, store: SyncStore) -> None:
        self._store = store
        self.names: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.names.append(name)
        return getattr(self._store, name)
