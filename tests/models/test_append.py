"""What happens to a change: operation, field, outbox, in one transaction."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream, Value
from qa_desktop.domain.ports import LocalStore, NewDocument
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from tests.models.profiles import OpenedProfile


def test_the_store_is_what_the_services_ask_for(profile: OpenedProfile) -> None:
    store: LocalStore = profile.store

    assert store.owner.name == "Ada Auditor"


def test_a_change_is_the_fields_value_afterwards(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    operation = profile.put(audit_id, "answer/q1/comment", "seen together")

    state = profile.store.load(audit_id).fields["answer/q1/comment"]
    assert (state.value, state.op_id, state.author) == ("seen together", operation.op_id, profile.store.owner.id)


def test_an_operation_is_signed_by_the_device_and_binds_its_body(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    operation = profile.put(audit_id, "answer/q1/comment", "seen together")

    key = Ed25519PublicKey.from_public_bytes(profile.store.owner.device_key)
    key.verify(operation.signature, operation.envelope())
    assert operation.body_is_intact
    assert "v" not in operation.facts


def test_what_is_read_back_from_the_log_is_what_was_signed(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    written = profile.put(audit_id, "answer/q1/comment", "seen together")

    (read,) = profile.reopened().store.history(audit_id, "answer/q1/comment")

    assert read == written


def test_unsent_edits_of_a_field_become_one_operation_that_keeps_its_first_base(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    offered = profile.put(audit_id, "answer/q1/comment", "one")
    profile.store.freeze([offered.op_id])

    first = profile.put(audit_id, "answer/q1/comment", "two")
    second = profile.put(audit_id, "answer/q1/comment", "three")

    assert (second.op_id, second.base, second.seq) == (first.op_id, offered.op_id, first.seq)
    assert second.salt != first.salt
    assert [one.value for one in profile.store.history(audit_id, "answer/q1/comment")] == ["one", "three"]


def test_a_sent_operation_is_never_rewritten(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    sent = profile.put(audit_id, "answer/q1/comment", "one")
    profile.store.mark_sent([sent.op_id], profile.clock.now())

    later = profile.put(audit_id, "answer/q1/comment", "two")

    assert later.base == sent.op_id
    assert profile.store.history(audit_id, "answer/q1/comment") == (sent, later)


def test_setting_the_value_that_is_there_writes_nothing(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    first = profile.put(audit_id, "answer/q1/comment", "one")
    before = profile.store.operations(audit_id)

    again = profile.put(audit_id, "answer/q1/comment", "one")

    assert again == first
    assert profile.store.operations(audit_id) == before


@pytest.mark.parametrize(("before", "after"), [(True, 1), (1, 1.0), ("", None), ((), "")])
def test_values_that_only_look_alike_are_told_apart(profile: OpenedProfile, before: Value, after: Value) -> None:
    audit_id = profile.start_audit()
    profile.put(audit_id, "answer/q1/value", before)

    profile.put(audit_id, "answer/q1/value", after)

    value = profile.store.load(audit_id).fields["answer/q1/value"].value
    assert (type(value), value) == (type(after), after)


def test_a_failed_change_leaves_nothing_of_the_whole_call(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    before = profile.store.operations(audit_id)
    wrong = Change(Stream(AuditId("unknown")), "answer/q1/value", "x")

    with pytest.raises(NotFound):
        profile.store.append([Change(Stream(audit_id), "answer/q1/value", "x"), wrong])

    assert profile.store.operations(audit_id) == before
    assert profile.put(audit_id, "answer/q1/value", "x").seq == before[-1].seq + 1


def test_an_audit_begins_once(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    with pytest.raises(NotAllowed):
        profile.store.append([Change(Stream(audit_id), "audit", None, kind=OperationKind.CREATE, facts={})])


def test_only_what_the_server_lacks_counts_as_unsent(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    profile.put(audit_id, "answer/q1/comment", "one")
    operations = profile.store.operations(audit_id)
    assert profile.store.unsent().count == 3

    profile.store.mark_sent([operations[0].op_id, operations[1].op_id], profile.clock.now())
    profile.store.mark_sent([operations[0].op_id], profile.clock.now())

    assert profile.store.unsent().count == 1
    assert profile.store.home().drafts[0].unsent == 1


def test_a_change_ages_from_its_first_save(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    began = profile.clock.now()
    profile.clock.moment += timedelta(hours=3)

    profile.put(audit_id, "subject", "CASE-0002")

    assert profile.store.unsent().oldest == began


def test_private_notes_never_count_as_unsent_and_are_read_on_request_only(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    before = profile.store.unsent()

    note = profile.put(audit_id, "prep/jotter", "ask about school", f"private:{profile.store.owner.id}")

    assert profile.store.unsent() == before
    assert note not in profile.store.operations(audit_id)
    assert note in profile.store.operations(audit_id, with_private=True)


def test_nobody_writes_into_somebody_elses_private_notes(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    with pytest.raises(NotAllowed):
        profile.put(audit_id, "prep/jotter", "x", "private:somebody")


def test_documents_are_kept_with_the_operation_that_names_them(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    document = NewDocument(audit_id, "archive_note", "application/pdf", b"%PDF-1.7 canned")
    digest = hashlib.sha256(document.data).hexdigest()
    named = Change(
        Stream(audit_id), "document/archive_note", None, kind=OperationKind.DOCUMENT, facts={"document": digest}
    )
    profile.store.append([named], documents=[document])
    (stored,) = profile.store.documents_of(audit_id)
    assert (stored.id, stored.data) == (digest, document.data)
    assert profile.store.document(stored.id) == stored


def test_a_document_that_no_operation_names_is_refused(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    with pytest.raises(InputProblem):
        profile.store.append([], documents=[NewDocument(audit_id, "scan", "image/png", b"picture")])

    assert profile.store.documents_of(audit_id) == ()
