"""Documents go with the run that delivers their audit, and never before it."""

from __future__ import annotations

from tests.sync.client.fake_server import FakeServer
from tests.sync.client.laptops import Laptop


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
