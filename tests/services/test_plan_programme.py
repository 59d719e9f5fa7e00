"""The year's programme: entered, changed, withdrawn, taken over from print, and marked as done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.clock import local_day
from qa_desktop.domain.programme import Entry, EntryKind, Origin
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound, SeveralProblems
from qa_desktop.services.plan_programme import PlanProgramme
from tests.desks import OpenDesk, new_desk, sign_an_audit

YEAR = date(2026, 1, 1), date(2026, 12, 31)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
THEME = Entry(
    "", EntryKind.THEMED, "Care leavers", *NOVEMBER, origin=Origin.FEEDBACK, question="Do plans say where?", by="QAO"
)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


@pytest.fixture
def programme(officer: OpenDesk) -> PlanProgramme:
    return officer.desk.planning.programme


def titles(found: tuple[Planned, ...], kind: EntryKind | None = None) -> list[str]:
    return [one.title for one in found if kind in (None, one.kind)]


def test_an_entry_is_kept_whole_changed_and_withdrawn(programme: PlanProgramme) -> None:
    kept = programme.enter(THEME)
    first = programme.entry(kept.id)
    programme.enter(replace(kept, title="Care leavers over 18", first=date(2026, 11, 9)))
    changed = programme.between(*NOVEMBER)

    programme.withdraw(kept.id)

    assert first == kept
    assert titles(changed) == ["Care leavers over 18"]
    assert programme.between(*NOVEMBER) == ()
    assert programme.entry(kept.id).is_withdrawn


def test_what_is_missing_is_told_at_once_and_nothing_is_kept(programme: PlanProgramme) -> None:
    with pytest.raises(SeveralProblems) as raised:
        programme.enter(replace(THEME, title=" ", origin=None, last=date(2026, 10, 1)))

    assert {one.where for one in raised.value.mistakes} == {"title", "origin", "last"}
    assert programme.between(*YEAR) == ()


def test_only_officers_write_and_everybody_reads(tmp_path: Path, programme: PlanProgramme) -> None:
    auditor = new_desk(tmp_path / "auditor")
    with pytest.raises(NotAllowed):
        auditor.desk.planning.programme.enter(THEME)
    with pytest.raises(NotAllowed):
        auditor.desk.planning.programme.mark_done("check:x:2026-11-30", date(2026, 11, 3))
    assert not auditor.desk.planning.programme.may_write
    assert programme.may_write
    auditor.desk.close()


def test_regular_checks_and_draws_follow_from_the_settings_until_one_is_taken_over(
    officer: OpenDesk, programme: PlanProgramme
) -> None:
    officer.desk.authority_settings.choose("rochdale")
    november = programme.between(*NOVEMBER)
    contacts = next(one for one in november if one.key == "check:contacts:2026-11-30")
    taken = programme.take_over(contacts)
    programme.enter(replace(taken, last=date(2026, 11, 20)))

    now = programme.between(*NOVEMBER)

    assert "Tier 2 cases" in titles(november, EntryKind.DRAW)
    assert len(now) == len(november)
    (mine,) = [one for one in now if one.title == "Sample of contacts"]
    assert (mine.last, mine.entry is not None, mine.by) == (date(2026, 11, 20), True, "Head of Service")
    programme.withdraw(taken.id)
    assert "Sample of contacts" not in titles(programme.between(*NOVEMBER))
    assert "Sample of contacts" in titles(programme.between(date(2026, 10, 1), date(2026, 10, 31)))
    with pytest.raises(InputProblem):
        programme.take_over(next(one for one in november if one.kind is EntryKind.DRAW))


def test_what_came_round_is_marked_as_done_and_that_is_taken_back(officer: OpenDesk, programme: PlanProgramme) -> None:
    officer.desk.authority_settings.choose("rochdale")
    key = "check:thresholds:2026-11-30"

    programme.mark_done(key, date(2026, 11, 12))
    done = next(one for one in programme.between(*NOVEMBER) if one.key == key).done
    programme.mark_done(key, None)

    assert done == date(2026, 11, 12)
    assert next(one for one in programme.between(*NOVEMBER) if one.key == key).done is None


def test_nothing_is_overdue_when_an_authority_begins_and_what_comes_later_is(
    officer: OpenDesk, programme: PlanProgramme
) -> None:
    officer.desk.authority_settings.choose("rochdale")
    today = local_day(officer.clock.now())
    at_first = programme.between(*YEAR)
    sign_an_audit(officer.desk)
    officer.clock.moment += timedelta(days=12)

    later = programme.between(*YEAR)

    missed = {one.key for one in later if one.is_overdue(local_day(officer.clock.now()))}
    assert len([one for one in at_first if one.can_be_done and one.last < today]) > 100
    assert not [one for one in at_first if one.is_overdue(today)]
    assert programme.in_use_since() == today
    assert {"check:contacts:2026-11-30", "check:thresholds:2026-11-30"} <= missed
    assert not [key for key in missed if key < "check:contacts:2026-11-2" and key.startswith("check:contacts")]


def test_what_a_person_entered_for_an_earlier_day_is_overdue(officer: OpenDesk, programme: PlanProgramme) -> None:
    programme.enter(Entry("", EntryKind.CHECK, "Calls to referrers", *YEAR))
    programme.enter(Entry("", EntryKind.CHECK, "Closures", date(2026, 10, 1), date(2026, 10, 31)))

    late = [one.title for one in programme.between(*YEAR) if one.is_overdue(local_day(officer.clock.now()))]

    assert late == ["Closures"]


def test_a_programme_that_is_not_there_is_told(programme: PlanProgramme) -> None:
    with pytest.raises(NotFound, match="tier-9"):
        programme.take_over_focus("tier-9", date(2026, 12, 1))
    with pytest.raises(NotFound):
        programme.entry("nothing")


def test_audits_of_the_time_with_the_tool_belong_to_an_entry_and_so_do_those_that_are_named(
    officer: OpenDesk, programme: PlanProgramme
) -> None:
    signed = sign_an_audit(officer.desk)
    by_time = programme.enter(replace(THEME, tools=("bra-live-audit",)))  # type: ignore[arg-type] # a plain text is a tool's id
    by_name = programme.enter(replace(THEME, first=date(2026, 3, 1), last=date(2026, 3, 31), audits=(signed,)))
    neither = programme.enter(replace(THEME, tools=()))

    assert [[one.id for one in programme.gathered(entry)] for entry in (by_time, by_name, neither)] == [
        [signed],
        [signed],
        [],
    ]
