from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk

REASON = paths.answer("bra-live.3", "comment")
ODD = "=1+1 <b>&amp;</b> \u0001 Ŵyŵr שלום مرحبا 林 👩‍👧 " + "x" * 60_000


@pytest.fixture
def audit(auditor: OpenDesk) -> Audit:
    started = auditor.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker"))
    recorded = auditor.desk.record(started, {REASON: ODD, paths.preparation("standard-3", "note"): "PRIVATE"})
    return recorded.audit


@pytest.fixture
def bundle(auditor: OpenDesk, officer: OpenDesk, audit: Audit, tmp_path: Path) -> Path:
    return auditor.desk.export_bundle([audit.id], officer.desk.owner.address, tmp_path / "audit.qab").file


def test_another_profile_ends_with_the_same_fields(officer: OpenDesk, audit: Audit, bundle: Path) -> None:
    officer.desk.import_bundle(bundle)
    brought = officer.desk.open_audit(audit.id)
    shared = {path: state for path, state in audit.record.fields.items() if not path.startswith("prep/")}
    assert brought.record.fields == shared
    assert brought.answer("bra-live.3").comment == ODD


def test_importing_twice_changes_nothing(officer: OpenDesk, audit: Audit, bundle: Path) -> None:
    first = officer.desk.import_bundle(bundle)
    before = officer.desk.open_audit(audit.id)
    second = officer.desk.import_bundle(bundle)
    assert (second.new_operations, second.known_operations) == (0, first.new_operations)
    assert officer.desk.open_audit(audit.id) == before


def test_private_preparation_does_not_travel(officer: OpenDesk, audit: Audit, bundle: Path) -> None:
    officer.desk.import_bundle(bundle)
    everything = officer.store.operations(audit.id, with_private=True)
    assert not any(operation.path.startswith("prep/") for operation in everything)


def test_what_was_brought_is_not_counted_as_unsent(officer: OpenDesk, bundle: Path) -> None:
    officer.desk.import_bundle(bundle)
    assert officer.desk.unsent().count == 0


def test_an_edit_after_the_export_is_an_operation_of_its_own(
    auditor: OpenDesk, officer: OpenDesk, audit: Audit, bundle: Path
) -> None:
    officer.desk.import_bundle(bundle)
    auditor.desk.record(audit, {REASON: "Shorter."})
    auditor.desk.export_bundle([audit.id], officer.desk.owner.address, bundle)
    assert officer.desk.import_bundle(bundle).new_operations == 1
    assert [entry.value for entry in officer.desk.history(audit.id, REASON)] == [ODD, "Shorter."]


def test_a_bundle_for_somebody_else_is_refused(auditor: OpenDesk, bundle: Path) -> None:
    with pytest.raises(InputProblem, match="made for somebody else"):
        auditor.desk.import_bundle(bundle)


def test_a_wrong_address_is_refused(auditor: OpenDesk, audit: Audit, tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="age1"):
        auditor.desk.export_bundle([audit.id], "officer@example.org", tmp_path / "audit.qab")


def test_an_unknown_audit_is_refused(auditor: OpenDesk, officer: OpenDesk, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        auditor.desk.export_bundle([AuditId("none")], officer.desk.owner.address, tmp_path / "audit.qab")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_bundle_brings_nothing(
    officer: OpenDesk, audit: Audit, bundle: Path, tmp_path: Path, data: st.DataObject
) -> None:
    whole = bundle.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = data.draw(st.sampled_from([whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]]))
    damaged = tmp_path / "damaged.qab"
    damaged.write_bytes(broken)
    with pytest.raises(InputProblem):
        officer.desk.import_bundle(damaged)
    with pytest.raises(NotFound):
        officer.desk.open_audit(audit.id)
