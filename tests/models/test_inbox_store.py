"""The table of the inbox: a line for every signed audit of somebody else, and what about it is to be worked out."""

from __future__ import annotations

from dataclasses import replace

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.inbox import InboxLine, InboxOnly, InboxQuestion
from qa_desktop.domain.ports import SummaryUpdate
from tests.models.profiles import OpenedProfile
from tests.toolkit.cost import least_seconds

FEW, MANY = 300, 3000
_COPIES = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, search, "
    "place, place_title, changed_at, unsent) "
    "VALUES (?, 't', '1', 'h', 'signed', ?2, 'somebody', ?2, '', 'Tool', '', '', '', '', 0, 0, ?, '', '', ?2, 0)"
)


def signed(profile: OpenedProfile, *, of: str = "somebody") -> AuditId:
    audit_id = profile.start_audit()
    profile.sign(audit_id)
    with profile.store._write() as run:
        run("UPDATE audit SET created_by = ? WHERE id = ?", (of, audit_id))
        run("UPDATE part SET person = ? WHERE audit = ? AND relation = 'owner'", (of, audit_id))
    return audit_id


def add_late(profile: OpenedProfile, audit_id: AuditId) -> None:
    profile.put(audit_id, "action/a1/done", value=True)


def lines(profile: OpenedProfile, only: InboxOnly = InboxOnly.ALL) -> tuple[InboxLine, ...]:
    profile.store.inbox.note()
    return profile.store.inbox.page(InboxQuestion(only), 50)


def ids(profile: OpenedProfile, only: InboxOnly = InboxOnly.ALL) -> list[AuditId]:
    return [one.summary.id for one in lines(profile, only)]


def point(profile: OpenedProfile, audit_id: AuditId, other: AuditId) -> None:
    update = SummaryUpdate("Tool", "Council", "48-2207", "Pat", "", 0, 1, links=(other,))
    profile.store.append([], summary={audit_id: update})


def settle_all(profile: OpenedProfile) -> None:
    inbox = profile.store.inbox
    inbox.note()
    inbox.settle([(one, ()) for one in inbox.waiting(50)])
    assert inbox.behind() == 0


def test_a_signed_audit_of_somebody_else_has_a_line_and_no_other_has(profile: OpenedProfile) -> None:
    profile.start_audit()
    signed(profile, of=profile.store.owner.id)
    theirs = signed(profile)

    assert ids(profile) == ids(profile, InboxOnly.NEW) == [theirs]
    assert lines(profile)[0].owner == "somebody"
    assert theirs in profile.store.inbox.waiting(50)


def test_both_forms_of_a_pair_wait_once_one_of_them_changes(profile: OpenedProfile) -> None:
    first, second = profile.start_audit(), profile.start_audit()
    for one in (first, second):
        profile.put(one, "about/pair", "pair-1")
        profile.sign(one)
        settle_all(profile)

    add_late(profile, second)

    profile.store.inbox.note()
    assert set(profile.store.inbox.waiting(50)) == {first, second}


def test_why_it_needs_somebody_is_kept_until_something_changes(profile: OpenedProfile) -> None:
    theirs, inbox = signed(profile), profile.store.inbox
    inbox.note()
    inbox.settle([(theirs, ("inadequate", "on_hold"))])

    assert [one.needs for one in lines(profile, InboxOnly.NEEDS)] == [("inadequate", "on_hold")]
    assert inbox.behind() == 0
    add_late(profile, theirs)
    assert inbox.behind() == 1
    assert ids(profile, InboxOnly.NEEDS) == [theirs]


def test_what_changes_while_it_is_worked_out_waits_again(profile: OpenedProfile) -> None:
    theirs, inbox = signed(profile), profile.store.inbox
    inbox.note()
    assert inbox.waiting(50) == (theirs,)

    add_late(profile, theirs)
    inbox.settle([(theirs, ())])

    inbox.note()
    assert inbox.waiting(50) == (theirs,)


def test_what_was_looked_at_is_new_again_once_something_comes(profile: OpenedProfile) -> None:
    theirs = signed(profile)

    profile.store.inbox.mark_seen(theirs)

    assert ids(profile, InboxOnly.NEW) == []
    add_late(profile, theirs)
    assert ids(profile, InboxOnly.NEW) == [theirs]


def test_the_first_audit_waits_once_the_last_of_a_row_of_records_changes(profile: OpenedProfile) -> None:
    first = signed(profile)
    moderation, again, closing = (profile.start_audit() for _ in range(3))
    for record, other in ((moderation, first), (again, moderation), (closing, again)):
        point(profile, record, other)
        settle_all(profile)

    profile.put(closing, "answer/q1/comment", "done")

    profile.store.inbox.note()
    assert profile.store.inbox.waiting(50) == (first,)


def test_a_record_that_points_elsewhere_lets_both_wait(profile: OpenedProfile) -> None:
    one, other, record = signed(profile), signed(profile), profile.start_audit()
    point(profile, record, one)
    settle_all(profile)

    point(profile, record, other)

    profile.store.inbox.note()
    assert set(profile.store.inbox.waiting(50)) == {one, other}


def test_an_audit_that_goes_leaves_no_line(profile: OpenedProfile) -> None:
    theirs = signed(profile)
    lines(profile)

    with profile.store._write() as run:
        run("DELETE FROM audit WHERE id = ?", (theirs,))

    assert ids(profile) == []
    assert profile.store.inbox.behind() == 0


def waiting(profile: OpenedProfile) -> set[str]:
    with profile.store._read() as run:
        return {str(row[0]) for row in run("SELECT audit FROM inbox_waiting")}


def test_a_record_that_still_points_to_an_audit_that_went_brings_none_of_it_back(profile: OpenedProfile) -> None:
    gone, record = signed(profile), profile.start_audit()
    point(profile, record, gone)
    with profile.store._write() as run:
        run("DELETE FROM audit WHERE id = ?", (gone,))

    profile.put(record, "answer/q1/comment", "goes on")
    point(profile, record, signed(profile))
    point(profile, record, gone)

    assert gone not in waiting(profile)


def test_what_never_came_leaves_nothing_once_it_is_not_awaited_any_more(profile: OpenedProfile) -> None:
    with profile.store._write() as run:
        run("INSERT INTO to_summarise (audit) VALUES ('never-came')")
    assert "never-came" in waiting(profile)

    with profile.store._write() as run:
        run("DELETE FROM to_summarise WHERE audit = 'never-came'")

    assert "never-came" not in waiting(profile)


def fill(profile: OpenedProfile, numbers: range) -> None:
    with profile.store._write() as run:
        run.many(_COPIES, [(f"audit-{n:05}", f"2026-01-01T00:{n % 60:02}:00.000+00:00", f"case {n}") for n in numbers])
        run("INSERT INTO inbox_waiting SELECT id, 0 FROM audit WHERE true ON CONFLICT DO NOTHING")
        run("DELETE FROM inbox_waiting WHERE audit IN (SELECT audit FROM inbox)")


def test_pages_tell_every_line_once_and_cost_no_more_among_ten_times_as_many(profile: OpenedProfile) -> None:
    inbox = profile.store.inbox
    fill(profile, range(FEW))
    inbox.note()
    inbox.settle([("audit-00007", ("on_hold",)), ("audit-00009", ("on_hold",))])  # type: ignore[list-item] # as stored
    questions = [InboxQuestion(), InboxQuestion(InboxOnly.NEEDS), InboxQuestion(InboxOnly.NEW)]
    floors = [least_seconds(lambda one=one: inbox.page(one, 50), tries=5) for one in questions]  # type: ignore[misc] # bound
    fill(profile, range(FEW, MANY))
    inbox.note()

    costs = [least_seconds(lambda one=one: inbox.page(one, 50), tries=5) for one in questions]  # type: ignore[misc] # bound

    assert all(cost < 4 * floor for cost, floor in zip(costs, floors, strict=True))
    seen: list[InboxLine] = []
    question = InboxQuestion()
    while page := inbox.page(question, 450):
        seen += page
        question = replace(question, after=page[-1].summary)
    assert len(seen) == len({one.summary.id for one in seen}) == MANY
    assert len(inbox.page(InboxQuestion(InboxOnly.NEEDS), 50)) == 2
