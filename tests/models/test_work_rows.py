"""The table of what is to be done: kept with the audit, closed by what others say, gone when the audit goes."""

from __future__ import annotations

from qa_desktop.domain.home_work import NO_DAY
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryUpdate, WorkRow
from qa_desktop.models import work_rows
from tests.models.profiles import OpenedProfile

FIRST, SECOND = "2026-11-30", "2027-02-28"


def due(key: str, on: str, kind: str = "date", *, done: bool = False) -> WorkRow:
    return WorkRow(key, kind, "What is to be done", "Manager", on, "mark", done, "plan")


def summary(*work: WorkRow, subject: str = "48-2207", team: str = "", links: tuple[str, ...] = ()) -> SummaryUpdate:
    return SummaryUpdate("Tool", "Council", subject, "Pat", "", 0, 1, team=team, work=work, links=links)


def put(profile: OpenedProfile, audit_id: AuditId, update: SummaryUpdate) -> None:
    profile.store.append([], summary={audit_id: update})


def rows(profile: OpenedProfile) -> dict[tuple[str, str], tuple[object, ...]]:
    with profile.store._read() as run:
        found = run("SELECT audit, task, due, done, person, team FROM work")
        return {(str(row[0]), str(row[1])): tuple(row[2:]) for row in found}


def is_done(profile: OpenedProfile, audit_id: AuditId, key: str) -> bool:
    return bool(rows(profile)[audit_id, key][1])


def test_the_rows_of_an_audit_follow_what_it_raises(profile: OpenedProfile) -> None:
    audit_id, me = profile.start_audit(), profile.store.owner.id

    put(profile, audit_id, summary(due("date:a", FIRST), due("date:b", "")))
    put(profile, audit_id, summary(due("date:a", SECOND), due("date:c", FIRST, done=True)))

    assert rows(profile) == {
        (audit_id, "date:a"): (SECOND, 0, me, "north"),
        (audit_id, "date:c"): (FIRST, 1, me, "north"),
    }


def test_a_task_without_a_day_comes_behind_every_day(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    put(profile, audit_id, summary(due("date:b", "")))

    assert rows(profile)[audit_id, "date:b"][0] == NO_DAY > "9999-12-31"


def test_the_team_that_was_entered_counts_before_that_of_the_auditor(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    put(profile, audit_id, summary(due("date:a", FIRST), team="Safeguarding East"))

    assert rows(profile)[audit_id, "date:a"][3] == "safeguarding east"


def test_a_round_is_over_once_the_next_of_its_kind_is_signed(profile: OpenedProfile) -> None:
    first, second = profile.start_audit(), profile.start_audit()
    put(profile, first, summary(due("date:next", FIRST, "round")))
    profile.sign(first)
    put(profile, second, summary(due("date:next", SECOND, "round")))
    before = is_done(profile, first, "date:next")

    profile.sign(second)
    put(profile, second, summary(due("date:next", SECOND, "round")))
    put(profile, second, summary(due("date:next", SECOND, "round"), due("date:other", SECOND)))

    assert not before
    assert is_done(profile, first, "date:next")
    assert not is_done(profile, second, "date:next")


def test_a_round_of_another_case_takes_nobodys_turn(profile: OpenedProfile) -> None:
    first, other = profile.start_audit(), profile.start_audit()
    put(profile, first, summary(due("date:next", FIRST, "round")))
    profile.sign(other)

    put(profile, other, summary(due("date:next", SECOND, "round"), subject="51-0093"))

    assert not is_done(profile, first, "date:next")


def test_a_record_that_points_to_an_audit_takes_its_dates_over_and_gives_them_back(profile: OpenedProfile) -> None:
    audit_id, record = profile.start_audit(), profile.start_audit()
    put(profile, audit_id, summary(due("date:review", FIRST), due("date:other", FIRST)))

    put(profile, record, summary(due("date:review", FIRST), links=(audit_id,)))
    taken = is_done(profile, audit_id, "date:review"), is_done(profile, audit_id, "date:other")
    put(profile, record, summary(due("date:review", FIRST)))

    assert taken == (True, False)
    assert not is_done(profile, audit_id, "date:review")


def test_an_audit_that_goes_opens_again_what_it_closed(profile: OpenedProfile) -> None:
    audit_id, record = profile.start_audit(), profile.start_audit()
    put(profile, audit_id, summary(due("date:review", FIRST)))
    put(profile, record, summary(due("date:review", FIRST), links=(audit_id,)))

    with profile.store._write() as run:
        work_rows.forget(run, record)

    assert list(rows(profile)) == [(audit_id, "date:review")]
    assert not is_done(profile, audit_id, "date:review")


def test_a_record_that_points_to_one_form_of_a_case_takes_over_the_dates_of_both(profile: OpenedProfile) -> None:
    lead, peer, alone, record = (profile.start_audit() for _ in range(4))
    for one, pair in ((lead, "one case"), (peer, "one case"), (alone, "another case")):
        profile.put(one, "about/pair", pair)
        put(profile, one, summary(due("date:review", FIRST)))

    with profile.store._write() as run:
        run("DELETE FROM inbox_waiting")
    put(profile, record, summary(due("date:review", FIRST), links=(lead,)))
    taken = [is_done(profile, one, "date:review") for one in (lead, peer, alone, record)]
    with profile.store._read() as run:
        asked_anew = {str(row[0]) for row in run("SELECT audit FROM inbox_waiting")}
    put(profile, record, summary(due("date:review", FIRST)))

    assert taken == [True, True, False, False]
    assert asked_anew == {lead, peer}
    assert not any(is_done(profile, one, "date:review") for one in (lead, peer))


def test_the_moderation_of_a_case_keeps_the_date_that_it_takes_over_from_both_forms(profile: OpenedProfile) -> None:
    lead, peer, moderation = (profile.start_audit() for _ in range(3))
    for one in (lead, peer, moderation):
        profile.put(one, "about/pair", "one case")
    for one in (lead, peer):
        put(profile, one, summary(due("deadline.moderation", FIRST)))

    put(profile, moderation, summary(due("deadline.moderation", FIRST), links=(lead, peer)))

    assert [is_done(profile, one, "deadline.moderation") for one in (lead, peer, moderation)] == [True, True, False]
