"""What a person may see no more is kept out of sight until a tested backup of the server holds it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import NotFound
from tests.sync.client.fake_server import RECEIPT, FakeServer
from tests.sync.client.laptops import Laptop

NOTE = b"%PDF-1.7 the only copy"


def handed_over(auditor: Laptop, server: FakeServer) -> AuditId:
    """Deliver an audit and lose the part in it; nobody else has pulled it yet."""
    audit_id = auditor.start_audit()
    auditor.put(audit_id, "answer/q1/comment", "the only copy of these words")
    auditor.sign(audit_id, NOTE)
    auditor.sync()
    person = auditor.profile.store.owner.id
    server.grant(audit_id, person)
    server.state.owners[audit_id] = PersonId("somebody else")
    server.revoke(audit_id, person)
    auditor.sync()
    return audit_id


def test_it_is_out_of_sight_at_once(auditor: Laptop, server: FakeServer) -> None:
    audit_id = handed_over(auditor, server)

    store = auditor.profile.store
    assert store.sync.keeps_left_behind()
    assert auditor.log(audit_id) == {}
    assert store.summaries(SummaryFilter()) == ()
    with pytest.raises(NotFound):
        store.load(audit_id)


def test_a_server_that_lost_it_gets_it_back_whole(auditor: Laptop, officer: Laptop, server: FakeServer) -> None:
    tape = server.dump()
    audit_id = handed_over(auditor, server)
    written = server.operations()
    server.restore(tape)
    server.mint_epoch()

    auditor.sync()
    auditor.sync()
    officer.sync()

    assert server.operations() == written
    assert [one.data for one in officer.profile.store.documents_of(audit_id)] == [NOTE]
    assert auditor.log(audit_id).keys() == written.keys()
    assert not auditor.profile.store.sync.keeps_left_behind()


def test_a_backup_that_holds_it_lets_it_go(auditor: Laptop, server: FakeServer) -> None:
    audit_id = handed_over(auditor, server)
    server.backed_up = RECEIPT + timedelta(days=1)
    auditor.sync()
    assert auditor.profile.store.sync.keeps_left_behind(), "it was not on the server for certain before that run began"

    auditor.sync()

    assert not auditor.profile.store.sync.keeps_left_behind()
    assert auditor.profile.store.documents_of(audit_id) == ()


@pytest.mark.parametrize("backed_up", [None, RECEIPT - timedelta(seconds=1)])
def test_no_other_backup_does(auditor: Laptop, server: FakeServer, backed_up: datetime | None) -> None:
    audit_id = handed_over(auditor, server)
    server.backed_up = backed_up

    for _ in range(3):
        auditor.sync()

    assert auditor.profile.store.sync.keeps_left_behind()
    assert [one.data for one in auditor.profile.store.documents_of(audit_id)] == [NOTE]


def test_an_audit_that_comes_back_keeps_its_documents_when_the_old_copy_goes(
    auditor: Laptop, server: FakeServer
) -> None:
    audit_id = handed_over(auditor, server)
    server.grant(audit_id, auditor.profile.store.owner.id)
    server.backed_up = RECEIPT + timedelta(days=1)

    for _ in range(3):
        auditor.sync()

    assert not auditor.profile.store.sync.keeps_left_behind()
    assert [one.data for one in auditor.profile.store.documents_of(audit_id)] == [NOTE]
    assert len(auditor.log(audit_id)) == 5


def test_a_run_with_nothing_left_behind_asks_for_no_backup(auditor: Laptop, server: FakeServer) -> None:
    auditor.sync()
    before = auditor.line.calls

    auditor.sync()

    assert auditor.line.calls - before == 2
    assert server.backed_up is None
