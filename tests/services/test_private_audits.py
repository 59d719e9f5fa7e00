"""An audit of a private tool is its owner's alone: no sync, no file, no part for anybody (PRACTICE P-21)."""

from datetime import timedelta
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit, stays_here
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import NotAllowed
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk

SELF_CHECK = "roc-practice-standards"


@pytest.fixture
def audit(auditor: OpenDesk) -> Audit:
    started = auditor.desk.start_audit(StartRequest(SELF_CHECK, "P-17"))
    item = next(started.tool.items)
    return auditor.desk.record(started, {paths.answer(item.id, "comment"): "I find this hard."}).audit


@pytest.fixture
def signed(auditor: OpenDesk, audit: Audit) -> Audit:
    auditor.clock.moment += timedelta(minutes=1)
    named = [(block.role, "Ada Auditor") for block in audit.tool.signatures]
    return auditor.desk.sign_audit(auditor.desk.record_signature.typed(audit, named).id)


def test_every_operation_of_it_is_in_the_owners_private_stream(auditor: OpenDesk, signed: Audit) -> None:
    operations = auditor.store.operations(signed.id, with_private=True)

    assert {one.stream.name for one in operations} == {f"private:{auditor.desk.owner.id}"}
    assert auditor.store.operations(signed.id) == ()


def test_nothing_of_it_is_offered_to_the_server(auditor: OpenDesk, signed: Audit) -> None:
    assert signed.is_signed
    assert auditor.desk.unsent().count == 0
    assert auditor.store.sync.next_to_send(0, 100, 1_000_000)[1] == ()
    assert auditor.store.sync.blobs_to_send(10) == ()


def test_its_record_says_that_nobody_can_be_given_a_part(auditor: OpenDesk, audit: Audit) -> None:
    assert stays_here(auditor.desk.open_audit(audit.id).record)


def test_it_cannot_be_handed_over_as_a_file(auditor: OpenDesk, officer: OpenDesk, audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(NotAllowed, match="stays on this laptop"):
        auditor.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "own.qab")

    assert not (tmp_path / "own.qab").exists()


def test_its_owner_works_on_it_like_on_any_other(auditor: OpenDesk, audit: Audit) -> None:
    item = next(audit.tool.items)

    (row,) = auditor.desk.list_audits(SummaryFilter())

    assert row.subject == "P-17"
    assert auditor.desk.open_audit(audit.id).answer(item.id).comment == "I find this hard."
