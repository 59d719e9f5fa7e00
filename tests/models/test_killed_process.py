"""`kill -9` at any moment: nothing whose saving was reported is lost."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable
from random import Random

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.ports import SummaryUpdate
from tests.models.children import Say, child
from tests.models.profiles import OpenedProfile, open_store

KILLS = 220
FIELDS = 17
LONGEST_LIFE = 0.03
SIGNING = 0.004


def write_on(profile: OpenedProfile, audit_id: AuditId, first: int) -> Callable[[Say], None]:
    """Return work that saves one numbered answer after the other and says each number once it is saved."""

    def work(say: Say) -> None:
        store = open_store(profile.place, profile.clock)
        say("open")
        for number in itertools.count(first):
            words = f"{number} " + "words " * (number % 900)
            change = Change(Stream(audit_id), f"answer/q{number % FIELDS}/comment", words)
            summary = SummaryUpdate("Tool", "Council", f"CASE-{number}", "Pat", "", number % 8, 8)
            store.append([change], summary={audit_id: summary})
            say(str(number))

    return work


@pytest.mark.slow
def test_nothing_that_was_reported_saved_is_lost_by_killing_the_process(profile: OpenedProfile) -> None:
    seed = secrets.randbits(32)
    chance = Random(seed)  # noqa: S311 - moments to kill at, no secret
    audit_id = profile.start_audit()
    life = profile.store.operations(audit_id)[0].incarnation
    profile.store.close()
    next_number, saved_in_all = 0, 0
    for kill in range(KILLS):
        with child(write_on(profile, audit_id, next_number)) as writer:
            said = writer.killed_after(chance.random() * LONGEST_LIFE, from_first_line=kill % 4 > 0)
        reported = [int(line) for line in said if line.isdigit()]
        store = open_store(profile.place, profile.clock)
        fields = store.load(audit_id).fields
        for number in reported[-FIELDS:]:
            kept = str(fields[f"answer/q{number % FIELDS}/comment"].value)
            assert int(kept.split(" ", maxsplit=1)[0]) >= number, (
                f"lost {number} at kill {kill} of seed {seed}: {said[-3:]}"
            )
        store.close()
        next_number = (reported[-1] if reported else next_number) + FIELDS * 2
        saved_in_all += len(reported)
    store = open_store(profile.place, profile.clock)
    report = store.check()
    assert report.healthy, report.lines
    assert {operation.incarnation for operation in store.operations(audit_id)} == {life}
    assert saved_in_all > KILLS // 4  # a busy machine lets few come as far as saving
    store.close()


@pytest.mark.slow
def test_a_signature_is_there_with_its_summary_or_not_at_all(profile: OpenedProfile) -> None:
    seed = secrets.randbits(32)
    chance = Random(seed)  # noqa: S311 - moments to kill at, no secret
    profile.store.close()
    for _ in range(40):
        store = open_store(profile.place, profile.clock)
        audit_id = OpenedProfile(profile.place, store, profile.clock, "").start_audit()
        store.close()

        def sign(say: Say, audit_id: AuditId = audit_id) -> None:
            store = open_store(profile.place, profile.clock)
            change = Change(Stream(audit_id), "signed", True, fact=True, kind=OperationKind.SIGN)
            say("open")
            store.append([change], summary={audit_id: SummaryUpdate("Tool", "Council", "signed", "Pat", "good", 8, 8)})
            say("signed")

        with child(sign) as signer:
            said = signer.killed_after(chance.random() * SIGNING, from_first_line=True)
        store = open_store(profile.place, profile.clock)
        row = next(one for one in (*store.home().drafts, *store.home().signed) if one.id == audit_id)
        assert (row.state.value == "signed") == (row.overall == "good") == (row.subject == "signed"), seed
        assert row.state.value == "signed" or "signed" not in said, seed
        store.close()
