"""Bringing in operations of others: proved, whole or not at all, and harmless when repeated."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace

import pytest

from qa_desktop.domain.ids import AuditId, DocumentId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream, commitment, pack_body
from qa_desktop.domain.ports import NewDocument, SummaryFilter
from qa_desktop.domain.record import AuditState, Person, Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.models.identity import DeviceKey, PersonDetails, new_identity
from qa_desktop.models.rows import data
from qa_desktop.models.statement import the_one
from tests.models.profiles import MakeProfile, OpenedProfile, open_store


def bring_all(target: OpenedProfile, source: OpenedProfile, audit_id: AuditId) -> None:
    store = source.store
    target.store.bring(store.people(), store.operations(audit_id), store.documents_of(audit_id))


def resigned(profile: OpenedProfile, operation: Operation) -> Operation:
    """Return the operation signed anew by the profile's own device."""
    with profile.store._read() as run:
        key = DeviceKey(data(the_one(run("SELECT data FROM own_key WHERE name = 'device'"))[0]))
    bound = replace(operation, commit=commitment(operation.salt, operation.body))
    return replace(bound, signature=key.sign(bound.envelope()))


@pytest.fixture
def auditor(new_profile: MakeProfile) -> OpenedProfile:
    return new_profile("Ada Auditor")


@pytest.fixture
def officer(new_profile: MakeProfile) -> OpenedProfile:
    return new_profile("Oli Officer")


def test_a_second_profile_ends_with_the_same_audit(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    auditor.put(audit_id, "answer/q1/comment", "seen together")
    digest = hashlib.sha256(b"%PDF note").hexdigest()
    naming = Change(Stream(audit_id), "document/note", None, kind=OperationKind.DOCUMENT, facts={"document": digest})
    auditor.store.append([naming], documents=[NewDocument(audit_id, "archive_note", "application/pdf", b"%PDF note")])
    auditor.sign(audit_id)

    bring_all(officer, auditor, audit_id)

    assert officer.store.load(audit_id) == auditor.store.load(audit_id)
    assert officer.store.operations(audit_id) == auditor.store.operations(audit_id)
    assert officer.store.documents_of(audit_id) == auditor.store.documents_of(audit_id)
    assert officer.store.load(audit_id).state is AuditState.SIGNED


def test_what_others_wrote_is_not_in_our_outbox(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    bring_all(officer, auditor, auditor.start_audit())

    assert officer.store.unsent().count == 0


def test_bringing_twice_changes_nothing(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    operations = auditor.store.operations(audit_id)
    officer.store.bring(auditor.store.people(), operations, ())

    again = officer.store.bring(auditor.store.people(), operations, ())

    assert (again.new_operations, again.known_operations) == (0, len(operations))
    assert officer.store.operations(audit_id) == operations


def test_an_audit_is_not_there_until_its_beginning_has_arrived(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    beginning, rest = auditor.store.operations(audit_id)[:1], auditor.store.operations(audit_id)[1:]
    officer.store.bring(auditor.store.people(), rest, ())
    with pytest.raises(NotFound):
        officer.store.load(audit_id)

    officer.store.bring(auditor.store.people(), beginning, ())

    assert officer.store.load(audit_id) == auditor.store.load(audit_id)
    assert [one.subject for one in officer.store.summaries(SummaryFilter())] == ["CASE-0001"]


def _refused(target: OpenedProfile, authors: tuple[Person, ...], operations: tuple[Operation, ...]) -> None:
    with pytest.raises(InputProblem):
        target.store.bring(authors, operations, ())
    assert target.store.summaries(SummaryFilter()) == ()


def test_a_changed_envelope_is_refused_and_nothing_of_the_parcel_is_kept(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id = auditor.start_audit()
    first, *rest = auditor.store.operations(audit_id)

    _refused(officer, auditor.store.people(), (first, *(replace(one, path="overall/grade") for one in rest)))


def test_a_changed_body_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    first, second = auditor.store.operations(audit_id)

    _refused(officer, auditor.store.people(), (first, replace(second, body=pack_body({"v": "CASE-9999"}))))


def test_a_body_left_out_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    first, second = auditor.store.operations(audit_id)

    _refused(officer, auditor.store.people(), (first, replace(second, body=None)))


def test_an_author_who_is_not_named_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()

    _refused(officer, (), auditor.store.operations(audit_id))


def test_somebody_elses_name_under_a_change_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    first, second = auditor.store.operations(audit_id)

    _refused(
        officer, (*auditor.store.people(), officer.store.owner), (first, replace(second, author=officer.store.owner.id))
    )


def test_another_key_for_a_known_person_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    operations = auditor.store.operations(audit_id)
    officer.store.bring(auditor.store.people(), operations, ())
    details = PersonDetails("Ada Auditor", auditor.store.owner.role, "North")
    impostor, _ = new_identity(details, auditor.store.owner.id, auditor.clock.now())

    with pytest.raises(InputProblem, match="another key"):
        officer.store.bring([impostor], operations, ())

    assert auditor.store.owner in officer.store.people()


def test_private_notes_from_elsewhere_are_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    auditor.put(audit_id, "prep/jotter", "note", f"private:{auditor.store.owner.id}")

    _refused(officer, auditor.store.people(), auditor.store.operations(audit_id, with_private=True))


def test_another_change_under_a_known_identity_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    operations = auditor.store.operations(audit_id)
    officer.store.bring(auditor.store.people(), operations, ())
    forged = resigned(auditor, replace(operations[1], body=pack_body({"v": "CASE-9999"})))

    with pytest.raises(InputProblem, match="same identity"):
        officer.store.bring(auditor.store.people(), [forged], ())

    assert officer.store.load(audit_id).fields["subject"].value == "CASE-0001"


def test_a_second_beginning_of_an_audit_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    bring_all(officer, auditor, audit_id)
    squatting = resigned(
        officer,
        replace(
            auditor.store.operations(audit_id)[0], op_id=OperationId(officer.new_id()), author=officer.store.owner.id
        ),
    )

    with pytest.raises(InputProblem, match="another beginning"):
        auditor.store.bring([officer.store.owner], [squatting], ())

    assert auditor.store.load(audit_id).created_by == auditor.store.owner.id


@pytest.mark.parametrize(
    "form",
    [
        {"seq": 0},
        {"seq": 2**70},
        {"salt": b"short"},
        {"path": "x" * 5000},
        {"path": "lone \ud800"},
        {"incarnation": ""},
        {"stream": Stream(AuditId("a/b"), "record")},
        {"facts": {"much": "x" * 300_000}},
        {"body": b"no zlib"},
    ],
)
def test_what_is_not_written_as_a_change_is_refused(
    auditor: OpenedProfile, officer: OpenedProfile, form: dict[str, object]
) -> None:
    audit_id = auditor.start_audit()
    first, second = auditor.store.operations(audit_id)
    mangled = resigned(auditor, replace(second, **form))  # type: ignore[arg-type]  # the forms are wrong on purpose

    _refused(officer, auditor.store.people(), (first, mangled))


def test_a_number_that_json_lacks_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    first, second = auditor.store.operations(audit_id)

    _refused(officer, auditor.store.people(), (first, replace(second, facts={"v": float("inf")})))


def packed_by_a_newer_release() -> bytes:
    packer = zlib.compressobj(zdict=b"a dictionary of tomorrow")
    return packer.compress(b'{"v":"words"}') + packer.flush()


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "teleport", "body": b"of tomorrow"},
        {"path": "answer/q1/comment", "body": packed_by_a_newer_release()},
        {"kind": "document", "path": "document/scan", "body": packed_by_a_newer_release()},
    ],
    ids=["a kind", "packed words", "packed words of a document"],
)
def test_what_a_newer_release_wrote_is_kept_and_the_audit_can_only_be_read(
    auditor: OpenedProfile, officer: OpenedProfile, changes: dict[str, object]
) -> None:
    audit_id = auditor.start_audit()
    first, second = auditor.store.operations(audit_id)
    newer = resigned(auditor, replace(second, op_id=OperationId(auditor.new_id()), base=None, seq=9, **changes))  # type: ignore[arg-type]  # kind, path and body

    officer.store.bring(auditor.store.people(), [first, second, newer], ())

    assert "newer QA Desktop" in officer.store.load(audit_id).read_only_reason
    assert officer.store.operations(audit_id)[-1] == newer
    with pytest.raises(NotAllowed):
        officer.put(audit_id, "filing/case_note/done", "yes")


def test_a_document_that_was_changed_is_refused(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    digest = hashlib.sha256(b"note").hexdigest()
    naming = Change(Stream(audit_id), "document/note", None, kind=OperationKind.DOCUMENT, facts={"document": digest})
    auditor.store.append([naming], documents=[NewDocument(audit_id, "note", "application/pdf", b"note")])
    (document,) = auditor.store.documents_of(audit_id)

    with pytest.raises(InputProblem):
        officer.store.bring(
            auditor.store.people(), auditor.store.operations(audit_id), [replace(document, data=b"other")]
        )
    with pytest.raises(InputProblem):
        officer.store.bring(
            auditor.store.people(),
            auditor.store.operations(audit_id),
            [replace(document, data=b"slipped in", id=DocumentId(hashlib.sha256(b"slipped in").hexdigest()))],
        )

    assert officer.store.people() == (officer.store.owner,)


def test_what_arrives_after_the_signature_is_kept_and_changes_nothing_that_was_signed(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id = auditor.start_audit()
    answer = auditor.put(audit_id, "answer/q1/comment", "as signed")
    auditor.sign(audit_id)
    late = resigned(
        officer,
        replace(
            answer,
            op_id=OperationId(officer.new_id()),
            author=officer.store.owner.id,
            incarnation="elsewhere",
            base=answer.op_id,
            body=pack_body({"v": "changed afterwards"}),
        ),
    )

    auditor.store.bring([officer.store.owner], [late], ())

    assert auditor.store.load(audit_id).fields["answer/q1/comment"].value == "as signed"
    assert auditor.store.operations(audit_id)[-1] == late


def test_only_its_maker_signs_an_audit_off(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    bring_all(officer, auditor, audit_id)

    with pytest.raises(NotAllowed):
        officer.sign(audit_id)


def test_own_operations_that_come_back_from_a_copy_begin_a_new_life(auditor: OpenedProfile) -> None:
    audit_id = auditor.start_audit()
    own = auditor.store.operations(audit_id)[1]
    from_the_copy = resigned(auditor, replace(own, op_id=OperationId(auditor.new_id()), path="overall/reason", seq=3))

    auditor.store.bring([], [from_the_copy], ())

    next_one = auditor.put(audit_id, "answer/q1/comment", "x")
    assert next_one.incarnation != own.incarnation
    assert auditor.store.unsent().count == 4


def test_what_was_offered_before_a_restore_comes_back_in_its_last_form(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id = auditor.start_audit()
    auditor.put(audit_id, "answer/q1/comment", "as in the backup")
    auditor.store.close()
    backup = auditor.place.database.read_bytes()
    later = OpenedProfile(auditor.place, open_store(auditor.place, auditor.clock), auditor.clock, "")
    later.put(audit_id, "answer/q1/comment", "as offered")
    offered = later.store.operations(audit_id)
    officer.store.bring([later.store.owner], offered, ())
    later.store.close()
    auditor.place.database.write_bytes(backup)

    restored = open_store(auditor.place, auditor.clock)
    restored.bring([], officer.store.operations(audit_id), ())

    assert restored.load(audit_id) == officer.store.load(audit_id)
    assert restored.operations(audit_id) == offered
    restored.close()


def test_what_a_copy_offered_takes_no_word_from_who_was_still_writing(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id = auditor.start_audit()
    first = auditor.put(audit_id, "answer/q1/comment", "as copied")
    copied = auditor.store.operations(audit_id)
    auditor.put(audit_id, "answer/q1/comment", "written on here")
    officer.store.bring([auditor.store.owner], copied, ())

    auditor.store.bring([], officer.store.operations(audit_id), ())

    assert auditor.store.load(audit_id).fields["answer/q1/comment"].value == "written on here"
    assert [one.value for one in auditor.store.history(audit_id, "answer/q1/comment")] == [
        "as copied",
        "written on here",
    ]
    assert auditor.store.history(audit_id, "answer/q1/comment")[0] == first
    assert auditor.store.check().healthy


def test_the_person_of_an_operation_is_pinned_on_first_sight(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    bring_all(officer, auditor, auditor.start_audit())

    assert PersonId(auditor.store.owner.id) in {person.id for person in officer.store.people()}
    assert officer.store.people()[0] == officer.store.owner


def test_words_that_two_people_redacted_stay_out_of_bundles_and_leave_other_laptops(
    new_profile: MakeProfile, auditor: OpenedProfile
) -> None:
    first, second = (new_profile(name, Role.QA_OFFICER) for name in ("Oli Officer", "Olga Officer"))
    audit_id = auditor.start_audit()
    target = auditor.put(audit_id, "answer/q1/comment", "a name that must not be here")
    redaction = Change(Stream(audit_id), "", None, kind=OperationKind.REDACT, facts={"target": target.op_id})
    for one in (first, second):
        bring_all(one, auditor, audit_id)
        one.store.append([redaction])

    bring_all(first, second, audit_id)
    bring_all(auditor, first, audit_id)

    for profile in (first, auditor):
        assert {one.op_id for one in profile.store.operations(audit_id) if one.is_redacted} == {target.op_id}
        assert profile.store.load(audit_id).fields["answer/q1/comment"].value is None
