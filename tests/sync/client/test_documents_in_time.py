"""Documents go with the run that delivers their audit, and never before it."""

from __future__ import annotations

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Stream
from qa_desktop.sync.client import blobs
from tests.sync.client.fake_server import FakeServer
from tests.sync.client.laptops import TOOL_HASH, Laptop

PAGE = 3
"""How many documents a run asks after at once in these tests."""


def begin_signed(auditor: Laptop, how_many: int) -> list[AuditId]:
    """Sign audits with a note each, and return their ids in the order in which their documents are looked at first."""
    audits = []
    for number in range(how_many):
        audits.append(auditor.start_audit())
        auditor.sign(audits[-1], f"%PDF note {number}".encode())
    return sorted(audits)


def signed_audits(auditor: Laptop, how_many: int) -> list[AuditId]:
    """Sign and send them."""
    audits = begin_signed(auditor, how_many)
    auditor.sync()
    return audits


def lose_notes(server: FakeServer, audits: list[AuditId]) -> None:
    """Let the server have nothing of these audits but the tool and what was pushed."""
    for audit in audits:
        notes = [key for key in server.state.blobs if key[0] == Stream(audit) and key[1] != TOOL_HASH]
        for key in notes:
            del server.state.blobs[key]


def test_documents_go_at_once_however_far_behind_the_feed_is(auditor: Laptop, server: FakeServer) -> None:
    audit_id = auditor.start_audit()
    auditor.sign(audit_id, b"%PDF note")

    with server.open_transaction():
        report = auditor.sync()

    assert (report.sent, report.documents) == (4, 2)


def test_after_a_restore_documents_wait_for_their_audit(auditor: Laptop, server: FakeServer) -> None:
    tape = server.dump()
    audit_id = auditor.start_audit()
    auditor.sign(audit_id, b"%PDF note")
    auditor.sync()
    server.restore(tape)
    server.mint_epoch()
    server.busy.add(audit_id)

    early = auditor.sync()
    server.busy.clear()
    late = auditor.sync()

    assert (early.waiting, early.documents) == (4, 0)
    assert (late.sent, late.documents) == (4, 2)


def test_documents_that_do_not_come_keep_no_other_from_coming(
    auditor: Laptop, officer: Laptop, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_BLOBS", PAGE)
    audits = signed_audits(auditor, 3 * PAGE)
    lose_notes(server, audits[: 2 * PAGE])

    reports = [officer.sync() for _ in range(3)]

    waiting = {one.stream.audit for one in officer.profile.store.sync.blobs_to_fetch(100)}
    assert waiting == set(audits[: 2 * PAGE])
    assert sum(report.documents for report in reports) == 1 + PAGE


def test_one_run_fetches_everything_that_is_there(
    auditor: Laptop, officer: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_BLOBS", PAGE)
    audits = signed_audits(auditor, 3 * PAGE)

    report = officer.sync()

    assert report.documents == 1 + len(audits)
    assert officer.profile.store.sync.blobs_to_fetch(100) == ()


def test_a_document_that_comes_late_is_fetched_with_the_next_run(
    auditor: Laptop, officer: Laptop, server: FakeServer
) -> None:
    (audit,) = signed_audits(auditor, 1)
    late = dict(server.state.blobs)
    lose_notes(server, [audit])
    officer.sync()

    server.state.blobs.update(late)
    report = officer.sync()

    assert report.documents == 1


def test_documents_that_the_server_does_not_take_keep_no_other_from_going(
    auditor: Laptop, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "MOST_BLOBS", PAGE)
    audits = begin_signed(auditor, 3 * PAGE)
    server.takes_no_documents_of.update(audits[: 2 * PAGE])

    for _ in range(5):
        auditor.sync()

    waiting = {one.stream.audit for one in auditor.profile.store.sync.blobs_to_send(100)}
    assert waiting == server.takes_no_documents_of
