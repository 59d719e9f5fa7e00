"""Work goes to the officer as a file, is confirmed, and comes to the server by whoever gets there first."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.services.desk import Desk
from qa_desktop.services.look_into_file import BundlePreview, ReceiptPreview
from tests.desks import OpenDesk, sign_an_audit
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk


@pytest.fixture
def auditor(make_desk: MakeDesk) -> OpenDesk:
    return make_desk("Ada Auditor")


@pytest.fixture
def officer(make_desk: MakeDesk) -> OpenDesk:
    return make_desk("Olu Officer", Role.QA_OFFICER)


def handed_over(giver: Desk, taker: Desk, audit_id: AuditId, folder: Path) -> BundlePreview:
    """Carry an audit to somebody as a file."""
    file = giver.export_bundle([audit_id], taker.owner.address, folder / "audit.qab").file
    found = taker.files.look_into(file)
    assert isinstance(found, BundlePreview)
    taker.files.take_in(found)
    return found


def confirmed(giver: Desk, taker: Desk, found: BundlePreview, folder: Path) -> int:
    """Carry the receipt back."""
    taker.files.give_receipt(found, folder / "receipt.qab")
    receipt = giver.files.look_into(folder / "receipt.qab")
    assert isinstance(receipt, ReceiptPreview)
    return giver.files.take_receipt(receipt).changes


def synced(desk: Desk) -> tuple[int, int, int]:
    """Sync; return how much was sent, received and refused."""
    report = desk.sync_now(lambda: False)
    assert report.outcome is Outcome.DONE, report.words
    return report.sent, report.received, report.refused


def test_the_officer_brings_to_the_server_what_was_handed_over(
    auditor: OpenDesk, officer: OpenDesk, make_desk: MakeDesk, server: Server, tmp_path: Path
) -> None:
    audit_id = sign_an_audit(auditor.desk)
    waiting = auditor.desk.unsent().count
    found = handed_over(auditor.desk, officer.desk, audit_id, tmp_path)
    assert confirmed(auditor.desk, officer.desk, found, tmp_path) == waiting

    relayed, _, refused = synced(officer.desk)
    sent_again, received, _ = synced(auditor.desk)

    assert (relayed, refused) == (waiting, 0)
    assert (sent_again, received) == (0, 0)
    assert auditor.store.handovers.handed_over() is None
    assert auditor.desk.field_conflicts(audit_id) == officer.desk.field_conflicts(audit_id) == ()
    author_and_relayer = server.sql(
        "SELECT DISTINCT a.name, r.name FROM qa.op o JOIN qa.person a ON a.id = o.author "
        "JOIN qa.person r ON r.no = o.relayer"
    )
    assert author_and_relayer == "Ada Auditor|Olu Officer"
    documents = {one.id: one.data for one in auditor.desk.documents_of(audit_id)}
    other = make_desk("Ola Officer", Role.QA_OFFICER)
    synced(other.desk)
    assert {one.id: one.data for one in other.desk.documents_of(audit_id)} == documents


def test_the_sender_who_syncs_first_meets_no_conflict(auditor: OpenDesk, officer: OpenDesk, tmp_path: Path) -> None:
    audit_id = sign_an_audit(auditor.desk)
    waiting = auditor.desk.unsent().count
    handed_over(auditor.desk, officer.desk, audit_id, tmp_path)

    sent, _, _ = synced(auditor.desk)
    relayed, received, refused = synced(officer.desk)

    assert (sent, relayed, received, refused) == (waiting, 0, 0, 0)
    assert shown(officer.desk.open_audit(audit_id)) == shown(auditor.desk.open_audit(audit_id))
    assert officer.desk.unsent().count == 0


def test_nothing_is_lost_where_the_officers_laptop_dies_after_its_receipt(
    auditor: OpenDesk, officer: OpenDesk, make_desk: MakeDesk, tmp_path: Path
) -> None:
    audit_id = sign_an_audit(auditor.desk)
    waiting = auditor.desk.unsent().count
    found = handed_over(auditor.desk, officer.desk, audit_id, tmp_path)
    confirmed(auditor.desk, officer.desk, found, tmp_path)
    # The officer's laptop falls into the river before it ever syncs.

    sent, _, refused = synced(auditor.desk)

    assert (sent, refused) == (waiting, 0)
    assert auditor.store.handovers.handed_over() is None
    assert auditor.desk.unsent().count == 0
    other = make_desk("Ola Officer", Role.QA_OFFICER)
    synced(other.desk)
    mine, theirs = ({one.id: one.data for one in desk.documents_of(audit_id)} for desk in (auditor.desk, other.desk))
    assert mine == theirs
    assert mine


def test_a_receipt_that_comes_after_the_server_was_asked_loses_nothing(
    auditor: OpenDesk, officer: OpenDesk, server: Server, tmp_path: Path
) -> None:
    audit_id = sign_an_audit(auditor.desk)
    found = handed_over(auditor.desk, officer.desk, audit_id, tmp_path)
    synced(auditor.desk)

    done = confirmed(auditor.desk, officer.desk, found, tmp_path)

    assert done == 0
    assert auditor.store.handovers.handed_over() is None
    assert int(server.sql("SELECT count(*) FROM qa.op")) == len(auditor.store.operations(audit_id))


def shown(audit: Audit) -> dict[str, object]:
    """Return what everybody who sees the audit sees of it."""
    return {path: state for path, state in audit.record.fields.items() if not path.startswith("prep/")}
