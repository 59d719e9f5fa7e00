"""Keys that were revoked: what they signed before stays, what came later is not taken in; identities are taken over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from qa_desktop.domain.exchange import Acquaintance, FeedEntry, FeedEvent, Placed, Position
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Operation, chain_head
from qa_desktop.errors import InputProblem, NotAllowed
from tests.models.profiles import MOMENT, MakeProfile, OpenedProfile

HOUR = timedelta(hours=1)


@pytest.fixture
def auditor(new_profile: MakeProfile) -> OpenedProfile:
    return new_profile("Ada Auditor")


@pytest.fixture
def officer(new_profile: MakeProfile) -> OpenedProfile:
    return new_profile("Oli Officer")


def told(person: OpenedProfile, *, hours: float | None) -> Acquaintance:
    """Return what the server says of a person; their key is revoked so many hours after noon."""
    owner = person.store.owner
    revoked = {} if hours is None else {owner.device_key: MOMENT + hours * HOUR}
    return Acquaintance(owner, (owner.device_key,), revoked)


def pull(officer: OpenedProfile, operations: tuple[Operation, ...], audit_id: AuditId) -> None:
    """Receive the operations, one an hour, from noon on."""
    entries = tuple(
        FeedEntry(
            FeedEvent.OPERATION,
            one.stream,
            Position("1", 1, rev),
            Placed(one, rev, chain_head(operations[:rev]), one.author, MOMENT + (rev - 1) * HOUR),
        )
        for rev, one in enumerate(operations, 1)
    )
    assert {one.stream.audit for one in entries} == {audit_id}
    officer.store.sync.receive(entries, entries[-1].at)


def written(auditor: OpenedProfile) -> tuple[AuditId, tuple[Operation, ...]]:
    audit_id = auditor.start_audit()
    auditor.put(audit_id, "answer/q1/comment", "an hour later still")
    return audit_id, auditor.store.operations(audit_id)


def in_log(officer: OpenedProfile, audit_id: AuditId) -> int:
    return len(officer.store.operations(audit_id))


def test_what_the_server_received_before_the_revocation_is_taken_in_and_the_rest_held_back(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id, operations = written(auditor)
    officer.store.sync.meet([told(auditor, hours=1.5)])

    pull(officer, operations, audit_id)

    assert in_log(officer, audit_id) == 2
    assert [one.op_id for one in officer.store.sync.held()] == [operations[2].op_id]
    assert officer.store.check().healthy


def test_the_very_moment_of_the_revocation_counts_as_after_it(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id, operations = written(auditor)
    officer.store.sync.meet([told(auditor, hours=2)])

    pull(officer, operations, audit_id)

    assert in_log(officer, audit_id) == 2


def test_a_revocation_that_becomes_known_later_takes_back_and_keeps_aside(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id, operations = written(auditor)
    officer.store.sync.meet([told(auditor, hours=None)])
    pull(officer, operations, audit_id)
    assert in_log(officer, audit_id) == 3

    officer.store.sync.meet([told(auditor, hours=1.5)])

    assert in_log(officer, audit_id) == 2
    assert [one.op_id for one in officer.store.sync.held()] == [operations[2].op_id]
    assert "answer/q1/comment" not in {state.path for state in officer.store.load(audit_id).fields.values()}
    assert officer.store.sync.retry_unproved().new == 0


def test_an_audit_whose_beginning_is_taken_back_is_not_shown(auditor: OpenedProfile, officer: OpenedProfile) -> None:
    audit_id, operations = written(auditor)
    officer.store.sync.meet([told(auditor, hours=None)])
    pull(officer, operations, audit_id)

    officer.store.sync.meet([told(auditor, hours=-1)])

    assert officer.store.operations(audit_id) == ()
    assert len(officer.store.sync.held()) == 3
    assert officer.store.home().drafts == ()


def test_a_revocation_stays_known_whatever_a_restored_server_says(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    audit_id, operations = written(auditor)
    officer.store.sync.meet([told(auditor, hours=1.5)])

    officer.store.sync.meet([told(auditor, hours=None)])
    pull(officer, operations, audit_id)

    assert in_log(officer, audit_id) == 2


def test_a_bundle_signed_with_a_revoked_key_is_refused_with_the_reason(
    auditor: OpenedProfile, officer: OpenedProfile
) -> None:
    _, operations = written(auditor)
    officer.store.sync.meet([told(auditor, hours=900)])

    with pytest.raises(InputProblem, match="locked out"):
        officer.store.bring([auditor.store.owner], operations, ())


def test_what_was_written_here_stays_here_though_this_very_laptop_is_locked_out(auditor: OpenedProfile) -> None:
    audit_id, operations = written(auditor)
    pull(auditor, operations, audit_id)

    auditor.store.sync.meet([told(auditor, hours=-1)])

    assert in_log(auditor, audit_id) == 3


def test_a_profile_that_nobody_saw_becomes_the_person_whom_the_server_knows(auditor: OpenedProfile) -> None:
    audit_id, _ = written(auditor)
    auditor.put(audit_id, "prep/jotter", "mine alone", f"private:{auditor.store.owner.id}")
    before = auditor.store.load(audit_id)

    assert auditor.store.take_identity_later(PersonId("known-there"))
    later = auditor.reopened()

    assert later.store.owner == replace(auditor.store.owner, id=PersonId("known-there"))
    operations = later.store.operations(audit_id, with_private=True)
    assert {one.author for one in operations} == {"known-there"}
    assert {one.stream.name for one in operations} == {"record", "private:known-there"}
    assert [state.value for state in later.store.load(audit_id).fields.values()] == [
        state.value for state in before.fields.values()
    ]
    assert later.store.check().healthy
    later.put(audit_id, "answer/q2/comment", "and goes on")
    assert later.store.check().healthy
    later.store.close()


def test_a_profile_whose_audit_was_signed_stays_who_it_is(auditor: OpenedProfile) -> None:
    audit_id, _ = written(auditor)
    auditor.sign(audit_id)

    assert not auditor.store.take_identity_later(PersonId("known-there"))


def test_a_profile_that_signed_meanwhile_stays_who_it_is(auditor: OpenedProfile) -> None:
    audit_id, _ = written(auditor)
    assert auditor.store.take_identity_later(PersonId("known-there"))
    auditor.sign(audit_id)

    later = auditor.reopened()

    assert later.store.owner == auditor.store.owner
    later.store.close()


def test_a_pin_has_to_be_removed_before_the_identity_changes(auditor: OpenedProfile) -> None:
    auditor.store.sealing.set_pin(None, "4711")

    with pytest.raises(NotAllowed, match="PIN"):
        auditor.store.take_identity_later(PersonId("known-there"))
