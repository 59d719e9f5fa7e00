"""Own work comes back by its name alone: it counts where the chain says so, and anything else is fetched whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import cast

import pytest
from typing_extensions import override

from qa_desktop.domain.arrivals import RawPage, WireRow
from qa_desktop.domain.exchange import Outcome, Placed, Position, RunReport
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, Stream
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import LineBroke, Transport
from tests.models.profiles import open_store
from tests.sync.client.fake_server import FakeServer, Line
from tests.sync.client.laptops import Laptop
from tests.sync.wire_rows import identity

SIGNATURE, HEAD = 11, 12


@dataclass
class Watched:
    """A line that notes what came and which streams were asked for whole, and may change a row on its way."""

    line: Line
    change: Callable[[WireRow], WireRow] = field(default=lambda row: row)
    rows: list[WireRow] = field(default_factory=list)
    repaired: list[Stream] = field(default_factory=list)
    breaks_at_repair: bool = False

    def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
        page = self.line.pull(position, most, mine)
        if page is None:
            return None
        changed = [self.change(row) for row in page.rows]
        self.rows += changed
        return replace(page, rows=changed)

    def stream(self, stream: Stream, from_rev: int, most: int) -> tuple[Placed, ...]:
        if self.breaks_at_repair:
            raise LineBroke("The connection broke.")
        self.repaired += [stream] if from_rev == 1 else []
        return self.line.stream(stream, from_rev, most)

    def __getattr__(self, name: str) -> object:
        return getattr(self.line, name)

    @property
    def named_alone(self) -> list[bytes]:
        return [cast("bytes", row[1]) for row in self.rows if row[1] is not None and row[SIGNATURE] is None]


def sync(laptop: Laptop, line: Watched) -> RunReport:
    profile = laptop.profile
    return Engine(profile.store.sync, cast("Transport", line), profile.store.owner.id, profile.clock).run()


def change(laptop: Laptop, statement: str, *values: str) -> None:
    with laptop.profile.store._write() as run:
        run(statement, values)


def placed_here(laptop: Laptop, audit_id: AuditId) -> list[Placed]:
    return list(laptop.profile.store.sync.places(audit_id))


def placed_there(server: FakeServer, audit_id: AuditId) -> list[Placed]:
    return server.state.streams[Stream(audit_id)]


@dataclass
class Delivered:
    """An audit whose every operation is on the server, of which nothing came back yet."""

    audit: AuditId
    last: Operation


@pytest.fixture
def delivered(auditor: Laptop, server: FakeServer) -> Delivered:
    audit = auditor.start_audit()
    last = auditor.put(audit, "answer/q1/comment", "said once")
    with server.open_transaction():
        assert auditor.sync().sent == 3
    return Delivered(audit, last)


def test_delivered_work_comes_back_by_name_and_has_its_place(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    line = Watched(auditor.line)

    report = sync(auditor, line)

    assert (report.outcome, report.received, line.repaired) == (Outcome.DONE, 0, [])
    assert line.named_alone == [identity(one) for one in server.operations()]
    assert placed_here(auditor, delivered.audit) == placed_there(server, delivered.audit)


def test_work_whose_answer_was_lost_is_delivered_by_its_name(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    change(
        auditor, "INSERT INTO outbox (pos, audit, since) SELECT pos, audit, client_time FROM operation WHERE op_id = ?",
        delivered.last.op_id,
    )  # fmt: skip
    assert auditor.profile.store.unsent().count == 1

    sync(auditor, Watched(auditor.line))

    assert auditor.profile.store.unsent().count == 0
    assert len(server.operations()) == 3


def test_own_work_that_is_not_in_the_log_is_fetched_whole(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    change(auditor, "DELETE FROM operation WHERE op_id = ?", delivered.last.op_id)
    line = Watched(auditor.line)

    report = sync(auditor, line)

    assert (report.outcome, line.repaired) == (Outcome.DONE, [Stream(delivered.audit)])
    assert auditor.log(delivered.audit) == server.operations()
    assert placed_here(auditor, delivered.audit) == placed_there(server, delivered.audit)


def test_a_stream_that_could_not_be_fetched_whole_is_fetched_by_the_next_run(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    change(auditor, "DELETE FROM operation WHERE op_id = ?", delivered.last.op_id)
    assert sync(auditor, Watched(auditor.line, breaks_at_repair=True)).outcome is Outcome.BROKEN_OFF

    again = Watched(auditor.line)
    sync(auditor, again)

    assert again.repaired == [Stream(delivered.audit)]
    assert auditor.log(delivered.audit) == server.operations()
    assert auditor.profile.store.sync.to_repair() == ()


def test_another_head_at_the_end_has_the_stream_fetched_whole(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    def another_head(row: WireRow) -> WireRow:
        return row if row[1] != identity(delivered.last.op_id) else (*row[:HEAD], b"another head, of 32 bytes of it.")

    line = Watched(auditor.line, another_head)

    sync(auditor, line)

    assert line.repaired == [Stream(delivered.audit)]
    assert placed_here(auditor, delivered.audit) == placed_there(server, delivered.audit)
    assert auditor.profile.store.sync.held() == ()


@dataclass
class Other:
    """What somebody else wrote, told to a laptop by its name alone: of somebody who is not its author."""

    op_id: OperationId

    def alone(self, row: WireRow) -> WireRow:
        return (*row[:2], *(None,) * 10, row[HEAD]) if row[1] == identity(self.op_id) else row


@pytest.mark.parametrize("is_here", [True, False], ids=["that is here", "that is not here"])
def test_a_server_that_names_others_work_alone_is_asked_for_all_of_it(
    auditor: Laptop, officer: Laptop, server: FakeServer, delivered: Delivered, *, is_here: bool
) -> None:
    if is_here:
        officer.sync()
        change(officer, "DELETE FROM sync_position")
    line = Watched(officer.line, Other(delivered.last.op_id).alone)

    sync(officer, line)

    assert line.named_alone == [identity(delivered.last.op_id)]
    assert officer.log(delivered.audit) == auditor.log(delivered.audit)
    assert placed_here(officer, delivered.audit) == placed_there(server, delivered.audit)
    assert line.repaired == ([] if is_here else [Stream(delivered.audit)])


def test_what_is_not_sent_is_not_taken_for_delivered_because_a_server_names_it(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    server.busy.add(delivered.audit)
    unsent = auditor.put(delivered.audit, "answer/q2/comment", "still only here")

    class Claiming(Watched):
        @override
        def pull(self, position: Position | None, most: int, mine: str = "") -> RawPage | None:
            page = super().pull(position, most, mine)
            if page is None:
                return None
            claim: WireRow = (None, identity(unsent.op_id), *(None,) * 10, b"a head that nobody can work out.")
            return replace(page, rows=[*page.rows, claim])

    line = Claiming(auditor.line)

    sync(auditor, line)

    assert line.repaired == [Stream(delivered.audit)]
    assert auditor.profile.store.unsent().count == 1
    server.busy.clear()
    auditor.sync()
    assert unsent.op_id in server.operations()


def test_words_that_a_copy_overtook_unnoticed_are_kept_and_written_again(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    """A machine that is set back as a whole takes the counter outside the store along, and its life goes on."""
    owner = auditor.profile.store.owner.id
    sent_by_the_copy = auditor.put(delivered.audit, "answer/q2/comment", "written on the copy")
    server.take(sent_by_the_copy, owner, server.cursor()[1])
    here = auditor.put(delivered.audit, "answer/q2/comment", "written here")
    assert (here.op_id, here.value) == (sent_by_the_copy.op_id, "written here")
    line = Watched(auditor.line)

    sync(auditor, line)

    assert identity(here.op_id) in line.named_alone
    assert line.repaired == [Stream(delivered.audit)]
    assert server.operations()[here.op_id] == sent_by_the_copy
    assert [one.base for one in server.operations().values() if one.value == "written here"] == [here.op_id]
    assert auditor.profile.store.unsent().count == 0


def test_an_older_copy_of_the_store_is_told_everything_whole(
    auditor: Laptop, server: FakeServer, delivered: Delivered
) -> None:
    place, clock = auditor.profile.place, auditor.profile.clock
    auditor.profile.store.close()
    older = place.database.read_bytes()
    again = replace(auditor, profile=auditor.profile.reopened())
    later = again.put(delivered.audit, "answer/q2/comment", "behind the copy")
    again.sync()
    again.profile.store.close()
    place.database.write_bytes(older)
    copy = replace(auditor, profile=replace(auditor.profile, store=open_store(place, clock)))
    line = Watched(copy.line)

    sync(copy, line)

    assert line.named_alone == []
    assert copy.log(delivered.audit)[later.op_id] == later
    assert copy.log(delivered.audit) == server.operations()
    copy.profile.store.close()
