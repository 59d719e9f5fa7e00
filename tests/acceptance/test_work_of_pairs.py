"""Herefordshire: what is done once for a case that two people audited is asked for once, wherever it is done."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.models import keys
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import open_profile
from qa_desktop.models.statement import Run
from tests.acceptance.pairs import Two, begun, brought_pair, fill_in, talked_and_signed
from tests.desks import PASSPHRASE, OpenDesk, new_desk, reopened, sign_an_audit
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

ONCE = ("deadline.re-audit", "deadline.review", "supervision")


def inadequate(make_desk: MakeDesk) -> Two:
    two = begun(make_desk)
    for one, audit_id in two.forms:
        fill_in(one.desk, audit_id, {"her-audit.1": "inadequate"}, "inadequate")
        talked_and_signed(one.desk, audit_id, differ=False)
    return two


def asked(one: OpenDesk) -> list[tuple[AuditId, str]]:
    found = one.desk.work(WorkFilter(Scope.ALL, limit=1000))
    return sorted((line.audit, line.key) for line in found if line.key in ONCE)


def test_talk_and_dates_of_an_inadequate_audit_are_asked_for_once_at_the_leads_form(make_desk: MakeDesk) -> None:
    two = inadequate(make_desk)
    sync(two.peer, two.officer)
    assert asked(two.officer) == [(two.peered, key) for key in ONCE], "the lead's form has not come"

    sync(two.lead, two.officer)

    assert asked(two.officer) == [(two.led, key) for key in ONCE]


def test_what_was_done_at_either_form_is_done_for_the_case_and_asked_for_again_when_it_is_taken_back(
    make_desk: MakeDesk,
) -> None:
    two = inadequate(make_desk)
    sync(two.peer, two.lead, two.officer)
    follow, today = two.officer.desk.follow_up, two.officer.desk.follow_up.today

    follow.discuss(two.peered, today, "Talked through with the worker.")
    follow.meet(two.peered, "review", today, "Looked at again.")
    assert asked(two.officer) == [(two.led, "deadline.re-audit")]

    follow.discuss(two.peered, None)
    follow.meet(two.led, "re-audit", today)
    assert asked(two.officer) == [(two.led, "supervision")]


def as_before(run: Run) -> None:
    """Let a store be of the version before pairs were asked for once: what later ones made is made by them."""
    run("DROP TABLE figure_quoted")
    run("UPDATE alembic_version SET version_num = '0016'")


def test_a_pair_signed_with_an_earlier_version_is_asked_for_once_at_the_first_look(make_desk: MakeDesk) -> None:
    two = inadequate(make_desk)
    sync(two.peer, two.lead, two.officer)
    with two.officer.store._write() as run:
        run("UPDATE work SET done = closed")
        run("DELETE FROM inbox_waiting")
        as_before(run)

    later = reopened(two.officer)

    assert asked(later) == [(two.led, key) for key in ONCE]
    later.desk.work.bring_up_to_date()
    assert asked(later) == [(two.led, key) for key in ONCE]
    later.desk.close()


def test_both_forms_of_a_pair_are_worked_out_again_after_the_update_and_no_other_audit(tmp_path: Path) -> None:
    opened = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    brought_pair(tmp_path, opened, {})
    sign_an_audit(opened.desk)
    opened.desk.work.bring_up_to_date()
    with opened.store._write() as run:
        as_before(run)
        forms = {str(row[0]) for row in run("SELECT audit FROM field WHERE path = 'about/pair'")}

    opened.desk.close()
    store = open_profile(opened.place, keys.by_passphrase(PASSPHRASE), opened.clock, TimeOrderedIds(opened.clock))

    assert {one.audit for one in store.sync.to_summarise()} == forms
    assert len(forms) == 2
    store.close()
