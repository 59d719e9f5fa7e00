"""A sync that is killed between any two of its steps: the next one ends as if nothing had happened."""

from __future__ import annotations

from itertools import count

import pytest

from qa_desktop.domain.operation import Stream
from tests.sync.client.conftest import MakeLaptop
from tests.sync.client.fake_server import REFUSED_PATH, FakeServer, State
from tests.sync.client.laptops import Fuse, Killed, Laptop

ENOUGH = 200


def killed(laptop: Laptop, steps: int, *, after: bool) -> bool:
    """Sync, and end the process at a step; tell whether the sync was long enough for that."""
    try:
        laptop.sync(Fuse(steps, after=after))
    except Killed:
        return True
    return False


@pytest.mark.parametrize("after", [False, True], ids=["before the step", "after the step"])
def test_a_push_killed_at_every_step_loses_and_doubles_nothing(
    make_laptop: MakeLaptop, server: FakeServer, *, after: bool
) -> None:
    officer = make_laptop("Oli Officer", officer=True)
    auditor = make_laptop("Ada Auditor")
    for steps in count(1):
        audit_id = auditor.start_audit()
        refused = auditor.put(audit_id, REFUSED_PATH, "no")
        document = auditor.sign(audit_id, b"%PDF" * 100_000)
        auditor.line.xid = None
        if not killed(auditor, steps, after=after):
            break
        auditor.sync()
        officer.sync()

        chain = server.state.streams[Stream(audit_id)]
        assert [one.rev for one in chain] == list(range(1, 5))
        assert {one.operation.op_id for one in chain} | {refused.op_id} == set(auditor.log(audit_id))
        assert officer.profile.store.document(document).data == b"%PDF" * 100_000
        assert refused.op_id in {one.op_id for one in auditor.profile.store.sync.refusals()}
        assert auditor.profile.store.unsent().count == 0
    assert 10 < steps < ENOUGH


@pytest.mark.parametrize("after", [False, True], ids=["before the step", "after the step"])
@pytest.mark.parametrize("most_a_page", [5000, 2], ids=["one page", "several pages"])
def test_a_pull_killed_at_every_step_ends_complete(
    make_laptop: MakeLaptop, server: FakeServer, most_a_page: int, *, after: bool
) -> None:
    server.most_a_page = most_a_page
    officer = make_laptop("Oli Officer", officer=True)
    auditor = make_laptop("Ada Auditor")
    for steps in count(1):
        audit_id = auditor.start_audit()
        document = auditor.sign(audit_id, b"%PDF" * 100_000)
        auditor.sync()
        if not killed(officer, steps, after=after):
            break
        officer.sync()

        assert officer.log(audit_id) == auditor.log(audit_id)
        assert officer.profile.store.document(document) == auditor.profile.store.document(document)
        assert officer.profile.store.load(audit_id) == auditor.profile.store.load(audit_id)
    assert 10 < steps < ENOUGH


@pytest.mark.parametrize("after", [False, True], ids=["before the step", "after the step"])
@pytest.mark.parametrize("most_a_page", [5000, 2], ids=["one page", "several pages"])
def test_giving_everything_again_killed_at_every_step_ends_complete(
    make_laptop: MakeLaptop, server: FakeServer, most_a_page: int, *, after: bool
) -> None:
    server.most_a_page = most_a_page
    officer = make_laptop("Oli Officer", officer=True)
    auditor = make_laptop("Ada Auditor")
    audit_id = auditor.start_audit()
    auditor.sync()
    dump: State = server.dump()
    auditor.sign(audit_id)
    auditor.sync()
    officer.sync()
    complete = server.operations()
    for steps in count(1):
        server.restore(dump)
        server.mint_epoch()
        assert server.operations() != complete
        if not killed(officer, steps, after=after):
            break
        officer.sync()

        assert server.operations() == complete
        assert officer.log(audit_id) == complete
        assert officer.profile.store.unsent().count == 0
    assert 10 < steps < ENOUGH


def test_a_store_that_is_opened_again_after_a_kill_goes_on(auditor: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    assert killed(auditor, 6, after=True)

    again = auditor.reopened()
    again.sync()

    assert set(server.operations()) == set(again.log(audit_id))
    again.profile.store.close()
