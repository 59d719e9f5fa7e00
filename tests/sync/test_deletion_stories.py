"""Stories of deletion: somebody was away, a hold came too late, the server was set back. At rest all promises hold."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

import pytest

from qa_desktop.domain.ids import AuditId
from tests.sync.postgres import Cluster
from tests.sync.stories.deletions import nowhere_on_laptop
from tests.sync.stories.machine import Stories
from tests.sync.stories.world import CAST, Stage

ADA, BEN, OLI, OLA, MIA = range(len(CAST))
Order = Callable[[Stories, AuditId], object]


@pytest.fixture
def story(cluster: Cluster) -> Iterator[Stories]:
    """Return a story to tell; when it is told everybody syncs, and all promises are looked at."""
    with contextlib.closing(Stage(cluster)) as stage:
        told = Stories(stage)
        told.set_up(most_a_page=1000)
        yield told
        told.teardown()


def started(story: Stories) -> AuditId:
    """Return an audit that Ada began."""
    return AuditId(str(story.start(ADA)))


def signed_and_known(story: Stories) -> AuditId:
    """Return an audit that is signed, and of which everybody knows who may."""
    audit = started(story)
    story.sign(ADA, audit, 10)
    for one in (ADA, OLI, OLA, MIA):
        story.sync(one)
    return audit


def ordered_once(story: Stories, audit: AuditId) -> None:
    story.dispose(OLI, audit)
    story.redact(OLI, audit, 0)
    story.sync(OLI)
    story.sync(OLA)


def test_a_hold_that_comes_after_the_disposal_leaves_no_copy_with_who_was_away(story: Stories) -> None:
    audit = signed_and_known(story)
    ordered_once(story, audit)
    story.hold(OLI, audit, None)
    story.dispose(OLA, audit)
    story.sync(OLA)
    story.sync(OLI)

    story.promises_hold()

    assert audit in story.memory.deletions.audits


def test_a_hold_that_comes_after_a_redaction_leaves_no_words_with_who_was_away(story: Stories) -> None:
    audit = signed_and_known(story)
    ordered_once(story, audit)
    story.hold(OLI, audit, None)
    story.redact(OLA, audit, 0)
    story.sync(OLA)
    story.sync(OLI)

    story.promises_hold()

    assert list(story.memory.deletions.entries.values()) == [audit]


def dispose(story: Stories, audit: AuditId) -> None:
    story.dispose(OLA, audit)


def redact(story: Stories, audit: AuditId) -> None:
    story.redact(OLA, audit, 0)


@pytest.mark.parametrize("order", [dispose, redact])
def test_an_order_behind_a_hold_in_one_call_deletes_nothing(story: Stories, order: Order) -> None:
    audit = signed_and_known(story)
    ordered_once(story, audit)
    story.hold(OLA, audit, None)
    order(story, audit)
    story.sync(OLA)

    story.promises_hold()

    assert not story.memory.deletions.audits
    assert not story.memory.deletions.entries


def test_an_auditor_who_was_away_hears_of_a_disposal_on_a_server_that_lost_the_audit(story: Stories) -> None:
    story.keep_a_tape()
    audit = signed_and_known(story)
    story.dispose_together(OLI, audit)
    story.restore_from_tape(in_place=False, listed=True)

    story.begin_an_epoch()

    assert story.memory.deletions.listed_audits == {audit}


@pytest.mark.parametrize("is_restored", [False, True])
def test_what_was_kept_out_of_sight_goes_with_its_audit(story: Stories, *, is_restored: bool) -> None:
    audit = started(story)
    story.give(ADA, BEN, audit, "peer")
    story.sync(ADA)
    story.sync(BEN)
    story.take_back(ADA, BEN, audit, "peer")
    story.sync(ADA)
    story.sync(BEN)
    story.dispose_together(OLI, audit)
    if is_restored:
        story.keep_a_tape()
        story.restore_from_tape(in_place=False, listed=True)

    story.promises_hold()

    assert story.memory.deletions.audits == {audit}


def test_a_manager_who_went_to_another_team_keeps_nothing_of_what_is_disposed_of(story: Stories) -> None:
    audit = signed_and_known(story)
    story.move("south", None)
    story.sync(MIA)
    story.dispose_together(OLI, audit)

    story.promises_hold()

    assert story.memory.deletions.audits == {audit}


def test_unsent_work_and_private_notes_go_with_a_draft_that_two_people_dispose_of(story: Stories) -> None:
    audit = started(story)
    story.sync(ADA)
    for stream in ("record", "private"):
        story.write(ADA, audit, "answer/q1/comment", stream, "a")
    story.give(ADA, BEN, audit, "peer")
    story.dispose_together(OLI, audit)

    story.promises_hold()

    assert story.memory.deletions.audits == {audit}


def test_words_that_somebody_sees_no_more_and_their_document_go_with_a_redaction(story: Stories) -> None:
    audit = signed_and_known(story)
    story.move("south", None)
    story.sync(MIA)

    for number in range(2):
        story.redact_together(OLI, audit, number)

    story.promises_hold()
    assert set(story.memory.deletions.entries.values()) == {audit}


def test_an_order_for_an_audit_that_the_server_lacks_waits_there_and_is_carried_out(story: Stories) -> None:
    audit = started(story)
    story.dispose_together(OLI, audit)
    story.sync(ADA)

    story.promises_hold()

    assert story.memory.deletions.audits == {audit}


def test_a_hold_that_came_while_its_audit_was_being_begun_stands_with_the_next_sync(story: Stories) -> None:
    audit = started(story)
    story.sync_inside_a_transaction_that_stays_open(ADA)
    story.hold(OLI, audit, None)
    story.sync(OLI)
    story.let_go()

    story.sync(OLI)

    story.promises_hold()
    assert story.memory.deletions.last.held.keys() == {audit}
    assert [one.operation.kind for one in story.w.laptops[OLI].profile.store.sync.places(audit)] == ["hold"]


def test_an_order_that_waited_behind_a_hold_for_its_audit_is_known_to_be_refused(story: Stories) -> None:
    audit = started(story)
    story.hold(OLI, audit, None)
    story.dispose(OLI, audit)
    story.sync(OLI)
    story.sync(ADA)

    story.sync(OLI)

    refused = story.w.laptops[OLI].profile.store.sync.refusals()
    assert [one.reason for one in refused] == ["not_allowed"]


def test_nobody_writes_into_an_audit_that_was_disposed_of(story: Stories) -> None:
    audit = signed_and_known(story)
    story.dispose_together(OLI, audit)
    for one in (ADA, OLI):
        story.sync(one)

    story.give(ADA, BEN, audit, "moderator")
    story.hold(OLI, audit, None)

    kinds = {one.kind for who in (ADA, OLI) for one in story.w.laptops[who].profile.store.operations(audit)}
    assert kinds == {"dispose"}


def test_a_copy_that_was_called_back_and_cannot_leave_goes_once_its_audit_is_disposed_of_again(story: Stories) -> None:
    audit = started(story)
    story.sync(ADA)
    story.dispose(OLI, audit)
    story.sync(OLI)
    story.give(ADA, BEN, audit, "owner")
    story.sync(ADA)
    story.keep_a_tape()
    story.dispose(OLA, audit)
    story.sync(OLA)
    story.restore_from_tape(in_place=True, listed=True)

    story.begin_an_epoch()

    assert story.memory.deletions.listed_audits == {audit}


@pytest.mark.parametrize(
    ("entry", "heard_by", "is_released"),
    [(0, (), False), (None, (), False), (0, (ADA, MIA), True), (1, (ADA, MIA), True), (None, (ADA, MIA), True)],
)
def test_what_was_deleted_by_an_order_that_a_restored_server_refuses_comes_back(
    story: Stories, entry: int | None, heard_by: Sequence[int], *, is_released: bool
) -> None:
    audit = signed_and_known(story)
    whole = story.w.laptops[ADA].profile.store.load(audit).fields
    story.keep_a_tape()
    if entry is None:
        story.dispose_together(OLI, audit)
    else:
        story.redact_together(OLI, audit, entry)
    for one in heard_by:
        story.sync(one)
    story.restore_from_tape(in_place=False, listed=False)
    story.begin_an_epoch()
    story.hold(OLI, audit, None)
    for one in (OLI, OLA, *heard_by):
        story.sync(one)
    if is_released:
        for one in (OLI, OLA):
            story.release(one, audit)
            story.sync(one)

    story.come_to_rest()

    # While it is on hold a manager sees nothing of it.
    stores = [story.w.laptops[one].profile.store for one in (ADA, OLI, OLA, *([MIA] if is_released else []))]
    assert all(one.load(audit).fields == whole for one in stores)
    assert all(one.documents_of(audit) for one in stores)


def test_a_laptop_that_was_away_goes_by_the_orders_of_the_list_though_nobody_else_brings_them(story: Stories) -> None:
    audit, other = signed_and_known(story), signed_and_known(story)
    story.keep_a_tape()
    story.dispose_together(OLI, audit)
    story.redact_together(OLI, other, 0)
    story.restore_from_tape(in_place=False, listed=True)
    story.begin_an_epoch()

    story.sync(ADA)
    story.sync(ADA)

    deleted = story.memory.deletions
    assert (deleted.listed_audits, set(deleted.entries.values())) == ({audit}, {other})
    nowhere_on_laptop(story.w.laptops[ADA], deleted.last)


def test_what_was_put_on_hold_after_the_backup_is_not_deleted_by_those_who_have_not_heard(story: Stories) -> None:
    audit = signed_and_known(story)
    story.keep_a_tape()
    story.hold(OLI, audit, None)
    story.sync(OLI)
    story.dispose(OLA, audit)
    story.redact(OLA, audit, 0)
    story.restore_from_tape(in_place=False, listed=True)
    story.begin_an_epoch()

    story.sync(OLA)
    story.release(OLI, audit)
    story.sync(OLI)
    story.promises_hold()

    assert audit in story.memory.deletions.last.held
    refused = story.w.laptops[OLA].profile.store.sync.refusals()
    assert {one.reason for one in refused} == {"not_allowed"}


@pytest.mark.parametrize("in_place", [False, True])
def test_a_hold_and_its_release_are_known_again_after_a_restore(story: Stories, *, in_place: bool) -> None:
    held, free = signed_and_known(story), signed_and_known(story)
    story.keep_a_tape()
    story.hold(OLI, held, None)
    story.hold(OLI, free, None)
    for one in (OLI, OLA):
        story.sync(one)
    for one in (OLI, OLA):
        story.release(one, free)
        story.sync(one)
    story.restore_from_tape(in_place=in_place, listed=True)

    story.begin_an_epoch()

    assert story.memory.deletions.last.held.keys() == {held}


def test_words_that_a_restored_server_never_showed_somebody_go_with_a_redaction(story: Stories) -> None:
    story.move("south", None)
    audit = signed_and_known(story)
    story.keep_a_tape()
    story.move("north", None)
    story.sync(MIA)
    seen = story.w.laptops[MIA].profile.store.load(audit).fields
    story.restore_from_tape(in_place=False, listed=False)
    story.begin_an_epoch()
    story.sync(MIA)

    for number in range(2):
        story.redact_together(OLI, audit, number)

    story.promises_hold()
    assert seen
    assert set(story.memory.deletions.entries.values()) == {audit}
