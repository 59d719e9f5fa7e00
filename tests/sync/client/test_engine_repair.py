"""A server that was set back, a stream that differs, a scope that changes: laptop and server agree again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Stream
from qa_desktop.errors import NotFound
from tests.sync.client.conftest import MakeLaptop
from tests.sync.client.fake_server import FakeServer
from tests.sync.client.laptops import Laptop


def shared(auditor: Laptop, officer: Laptop) -> AuditId:
    audit_id = auditor.start_audit()
    auditor.sync()
    officer.sync()
    return audit_id


def test_a_restored_server_is_given_everything_again_by_whoever_holds_it(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    old = auditor.start_audit("CASE-0001")
    auditor.sync()
    dump = server.dump()
    lost = auditor.start_audit("CASE-0002")
    auditor.put(old, "answer/q1/comment", "after the tape")
    document = auditor.sign(lost)
    auditor.sync()
    officer.sync()
    before = server.operations()
    server.restore(dump)
    server.mint_epoch()

    officer.sync()

    assert server.operations() == before
    assert (Stream(lost), document) in server.state.blobs
    auditor.sync()
    assert {**auditor.log(old), **auditor.log(lost)} == before
    assert auditor.profile.store.unsent().count == 0


def test_what_was_delivered_before_anything_was_received_is_offered_again_after_a_restore(
    auditor: Laptop, server: FakeServer
) -> None:
    audit_id = auditor.start_audit()
    dump = server.dump()
    with server.open_transaction():
        auditor.sync()
    delivered = server.operations()
    server.restore(dump)
    server.mint_epoch()

    auditor.sync()

    assert auditor.log(audit_id) == delivered == server.operations()


def test_what_a_bundle_brought_and_this_person_may_not_see_is_offered_once(
    auditor: Laptop, make_laptop: MakeLaptop, server: FakeServer
) -> None:
    other = make_laptop("Ben Auditor")
    audit_id = auditor.start_audit()
    store = auditor.profile.store
    store.freeze([one.op_id for one in store.operations(audit_id)])
    other.profile.store.bring(store.people(), store.operations(audit_id), ())

    assert other.sync().sent == len(server.operations()) > 0
    assert other.sync().sent == 0


def test_a_server_that_was_set_back_in_silence_is_left_alone(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    shared(auditor, officer)
    dump = server.dump()
    audit_id = auditor.start_audit("CASE-0002")
    auditor.sync()
    server.restore(dump)
    auditor.put(audit_id, "answer/q1/comment", "written since")

    report = auditor.sync()

    assert report.outcome is Outcome.SUSPENDED
    assert "set back" in report.words
    assert report.sent == report.received == 0
    assert auditor.profile.store.unsent().count == 1


def test_a_stream_with_another_head_is_repaired_and_no_other_touched(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    audit_id, other = auditor.start_audit("CASE-0001"), auditor.start_audit("CASE-0002")
    auditor.put(audit_id, "answer/q1/comment", "lost there")
    auditor.sync()
    officer.sync()
    chain = server.state.streams[Stream(audit_id)]
    gone = chain.pop()
    chain_before = list(server.state.streams[Stream(other)])
    replacement = officer.put(audit_id, "comment/c1/text", "hello")
    server.take(replacement, officer.profile.store.owner.id, server.cursor()[1])

    officer.sync()

    assert gone.operation.op_id in server.operations()
    assert replacement.op_id in server.operations()
    assert server.state.streams[Stream(other)] == chain_before
    auditor.sync()
    assert auditor.log(audit_id) == officer.log(audit_id)


def test_the_wrong_sign_in_sends_nothing(auditor: Laptop, officer: Laptop, server: FakeServer) -> None:
    auditor.start_audit()

    report = replace(auditor, line=server.line(officer.profile.store.owner.id)).sync()

    assert report.outcome is Outcome.NOT_ADMITTED
    assert server.operations() == {}
    assert auditor.profile.store.unsent().count == 2


def test_a_revoked_audit_leaves_once_own_work_is_delivered(
    auditor: Laptop, make_laptop: MakeLaptop, server: FakeServer
) -> None:
    peer = make_laptop("Pat Peer")
    audit_id = auditor.start_audit()
    auditor.sync()
    server.grant(audit_id, peer.profile.store.owner.id)
    peer.sync()
    peer.put(audit_id, "comment/c1/text", "unsent")
    server.busy.add(audit_id)
    server.revoke(audit_id, peer.profile.store.owner.id)

    peer.sync()
    assert len(peer.log(audit_id)) == 3

    server.busy.clear()
    server.grant(audit_id, peer.profile.store.owner.id)
    peer.sync()
    server.revoke(audit_id, peer.profile.store.owner.id)
    peer.sync()
    assert peer.log(audit_id) == {}
    with pytest.raises(NotFound):
        peer.profile.store.load(audit_id)


def test_a_grant_behind_the_cursor_brings_the_whole_stream(
    auditor: Laptop, make_laptop: MakeLaptop, server: FakeServer
) -> None:
    peer = make_laptop("Pat Peer")
    audit_id = auditor.start_audit()
    auditor.sync()
    own = peer.start_audit("CASE-0002")
    peer.sync()
    assert peer.log(audit_id) == {}

    server.grant(audit_id, peer.profile.store.owner.id)
    peer.sync()

    assert peer.log(audit_id) == auditor.log(audit_id)
    assert len(peer.log(own)) == 2


def test_what_can_be_proved_only_after_a_restore_is_offered_to_the_restored_server(
    make_laptop: MakeLaptop, server: FakeServer
) -> None:
    officer = make_laptop("Oli Officer", officer=True)
    auditor = make_laptop("Ada Auditor")
    before = server.dump()
    audit_id = auditor.start_audit()
    auditor.sync()
    author = auditor.profile.store.owner.id
    stranger = server.people.pop(author)
    officer.sync()
    assert [one.reason for one in officer.profile.store.sync.held()] == ["unproved"] * 2
    server.restore(before)
    server.mint_epoch()
    server.people[author] = stranger

    officer.sync()

    assert set(server.operations()) == set(officer.log(audit_id)) == set(auditor.log(audit_id))
