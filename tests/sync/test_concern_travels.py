"""A safety concern in a draft is told to whoever answers for it with the next sync, and nothing else of it (P-30)."""

from __future__ import annotations

from datetime import timedelta

from qa_desktop.domain import paths, safety
from qa_desktop.domain.concern import CONCERN, Call, CallState, ConcernState
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.ui.presenters.draft_concerns import waiting_words
from tests.desks import MOMENT, OpenDesk
from tests.sync.server.laptops import Server
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import start, sync

SECRET = "A bruise that nobody could explain"


def raised(anna: OpenDesk, audit_id: AuditId, key: str = "c1") -> None:
    values = safety.raise_values(key, MOMENT) | {paths.entry(CONCERN, key, "what"): SECRET}
    anna.desk.record(anna.desk.open_audit(audit_id), values)


def called(anna: OpenDesk, audit_id: AuditId, state: CallState, key: str) -> None:
    call = Call(key, "Duty team", state, MOMENT.date(), "14:40", "They go there now")
    anna.desk.record(anna.desk.open_audit(audit_id), safety.call_values(call, "c1"))


def state_at(one: OpenDesk) -> ConcernState | None:
    (line,) = one.desk.sharing.under_way()
    return line.concern.state if line.concern else None


def test_p30_manager_head_of_service_and_officer_hear_of_it_and_of_the_telling_while_it_is_a_draft(
    make_desk: MakeDesk,
) -> None:
    anna, mo = make_desk("Anna"), make_desk("Mo Manager", Role.MANAGER)
    officer, head = make_desk("Oli", Role.QA_OFFICER), make_desk("Hana", Role.HEAD_OF_SERVICE)
    audit_id, those = start(anna.desk), (mo, officer, head)
    sync(anna, *those)
    before = [state_at(one) for one in those]
    raised(anna, audit_id)
    sync(anna, *those)
    (line,) = mo.desk.sharing.under_way()
    told = [[state_at(one) for one in those]]

    for number, state in enumerate((CallState.NO_ANSWER, CallState.TOLD)):
        called(anna, audit_id, state, f"k{number}")
        sync(anna, *those)
        told.append([state_at(one) for one in those])

    assert before == [None] * 3
    assert told == [[state] * 3 for state in (ConcernState.NOBODY_TOLD, ConcernState.NOBODY_REACHED, ConcernState.TOLD)]
    assert line.concern is not None
    assert line.concern.raised == MOMENT.replace(microsecond=0)
    words = waiting_words((line,), MOMENT + timedelta(hours=2))
    assert words.startswith("Safety concern raised 2 hours ago, nobody told yet")
    (after,) = mo.desk.sharing.under_way()
    assert after.concern is not None
    assert (after.concern.told_on, after.concern.told_at) == (MOMENT.date(), "14:40")
    assert [one.store.operations(audit_id) for one in those] == [()] * 3


def test_p30_nothing_that_was_written_of_it_is_told_and_nobody_else_hears_of_it(
    make_desk: MakeDesk, server: Server
) -> None:
    anna, ben, mo = make_desk("Anna"), make_desk("Ben"), make_desk("Mo Manager", Role.MANAGER)
    audit_id = start(anna.desk)
    raised(anna, audit_id)
    called(anna, audit_id, CallState.TOLD, "k1")

    sync(anna, ben, mo)

    assert ben.desk.sharing.under_way() == ()
    (kept,) = mo.store.sync.under_way()
    assert not [word for word in (SECRET, "Duty team", "They go there now") if word in kept.concern]
    read = "SELECT string_agg(concern, ' ') FROM (SELECT qa.concern_of(no) concern FROM qa.audit) c"
    assert SECRET not in server.sql(read)


def test_p30_of_several_the_one_that_presses_most_is_told_and_one_that_is_taken_back_says_so(
    make_desk: MakeDesk,
) -> None:
    anna, mo = make_desk("Anna"), make_desk("Mo Manager", Role.MANAGER)
    audit_id = start(anna.desk)
    raised(anna, audit_id)
    called(anna, audit_id, CallState.TOLD, "k1")
    raised(anna, audit_id, "c2")
    sync(anna, mo)
    both = state_at(mo)

    mistake = {paths.entry(CONCERN, "c2", "taken_back"): "Raised by mistake"}
    anna.desk.record(anna.desk.open_audit(audit_id), mistake)
    sync(anna, mo)
    one_left = state_at(mo)
    anna.desk.record(anna.desk.open_audit(audit_id), {paths.entry("call", "k1", "removed"): True})
    sync(anna, mo)

    assert (both, one_left, state_at(mo)) == (ConcernState.NOBODY_TOLD, ConcernState.TOLD, ConcernState.NOBODY_TOLD)
