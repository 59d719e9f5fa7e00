"""Words that are deleted for good leave no trace either where they waited on a laptop to be taken in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.record import Role
from qa_desktop.domain.retention import Reason
from tests.desks import OpenDesk
from tests.sync.signed_in import MakeDesk
from tests.sync.test_erasing import CANARY, signed_with, synced, traces

Order = Callable[[OpenDesk, AuditId, Operation], object]


def redact(desk: OpenDesk, audit: AuditId, entry: Operation) -> object:
    return desk.desk.erase.redact(audit, [entry.op_id], Reason.WRONG_CASE)


def dispose(desk: OpenDesk, audit: AuditId, _: Operation) -> object:
    return desk.desk.erase.dispose(audit, Reason.RETENTION_ENDED)


def let_arrive(desk: OpenDesk) -> None:
    """Receive everything, as a run that is stopped before it takes anything in."""
    line, store = desk.desk.sync_now.connect_at_once(), desk.store.sync
    while (page := line.pull(store.position(), 1000)) is not None:
        assert store.keep_page(page, store.position())
    line.close()


@pytest.mark.parametrize("order", [redact, dispose])
def test_words_that_waited_are_gone_once_the_orders_are_taken_in(make_desk: MakeDesk, order: Order) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    late = make_desk("Lena Officer", Role.QA_OFFICER)
    synced(late)
    audit, entry = signed_with(auditor, CANARY)
    synced(auditor, officer, other)
    let_arrive(late)
    waited = traces(late.place, entry)
    for one in (officer, other):
        order(one, audit, entry)
        synced(one)

    synced(late)

    assert waited == ["packed"]
    assert traces(late.place, entry) == []
    assert late.store.sync.arrived().pages == 0
    assert not late.store.is_scrub_due()


def test_words_of_an_audit_that_was_disposed_of_are_not_taken_in_and_leave_no_trace(make_desk: MakeDesk) -> None:
    auditor = make_desk("Ada Auditor", Role.AUDITOR)
    officer, other = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Olga Officer", Role.QA_OFFICER)
    late = make_desk("Lena Officer", Role.QA_OFFICER)
    audit, entry = signed_with(auditor, CANARY)
    synced(auditor, officer, other, late)
    line, store = late.desk.sync_now.connect_at_once(), late.store.sync
    page = line.pull(None, 1000)
    line.close()
    for one in (officer, other):
        dispose(one, audit, entry)
        synced(one)
    synced(late)
    assert page is not None
    assert store.keep_page(page, store.position())

    late.desk.sync_now.take_in_arrived(lambda: False)

    assert traces(late.place, entry) == []
    assert {one.kind for one in late.store.operations(audit)} == {"dispose"}
