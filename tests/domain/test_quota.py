"""What is expected of people and teams in a month, and how far they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.authority_settings import Quota
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.ids import AuditId, PersonId, ToolId
from qa_desktop.domain.quota import Member, count, count_year, posts, usual_post

TIER_1 = Quota("tier-1", "Practice Manager or Team Manager", "Audits", 4, "month", tools=("t1", "plo"))
PAIR = Quota("pair", "Lead auditor and Peer auditor", "Audit by each", 1, "month", "case", ("her",))
YEARLY = Quota("observed", "Practitioner", "Observed practice", 2, "year", tools=("obs",))
NOVEMBER = date(2026, 11, 15)
ADA = Member(PersonId("ada"), "Ada", "north", "North", "Team Manager")
BEN = Member(PersonId("ben"), "Ben", "north", "North", "practice manager")
CAL = Member(PersonId("cal"), "Cal", "south", "South", "")


def done(who: str, tool: str = "t1", day: date = NOVEMBER, allocation: str = "") -> DoneAudit:
    return DoneAudit(AuditId(f"{who}{day}"), ToolId(tool), (PersonId(who),), day, allocation)


def told(quota: Quota, *audits: DoneAudit) -> list[tuple[str, int, int]]:
    rows = count([quota], [ADA, BEN, CAL], audits, (), NOVEMBER)
    return [(row.name, row.done, row.missing) for row in rows]


def test_audits_count_by_the_month_of_the_last_meeting_the_tool_and_who_did_them() -> None:
    audits = (
        done("ada"),
        done("ada", "plo", date(2026, 11, 30)),
        done("ada", "t2"),
        done("ada", day=date(2026, 12, 1)),
        done("cal"),
    )

    assert told(TIER_1, *audits) == [("Ada", 2, 2), ("Ben", 0, 4)]


def test_more_than_expected_leaves_nothing_missing() -> None:
    assert told(TIER_1, *[done("ben", day=date(2026, 11, day)) for day in range(1, 7)])[1] == ("Ben", 6, 0)


def test_a_teams_quota_is_counted_once_for_the_team() -> None:
    audits = (done("ada"), done("ben"), done("cal"))

    assert told(replace(TIER_1, for_each="team"), *audits) == [("North", 2, 2)]


def test_both_audits_of_every_allocated_case_are_wanted() -> None:
    given = [
        Allocation(f"{case}-{part}", PersonId("ada"), ToolId("her"), case, None, part=part, on=NOVEMBER)
        for case in ("one", "two")
        for part in ("lead", "peer")
    ]
    audits = (done("ada", "her", date(2026, 12, 3), "one-lead"), done("ben", "her", NOVEMBER, "two-peer"))

    (row,) = count([PAIR], [ADA], audits, given, NOVEMBER)

    assert (row.name, row.done, row.wanted, row.missing) == ("2 cases", 2, 4, 2)


def test_only_what_is_expected_in_a_month_is_counted() -> None:
    assert told(YEARLY) == []
    assert posts([TIER_1, replace(YEARLY, per="week"), PAIR]) == ("Practice Manager", "Team Manager")


@pytest.mark.parametrize(
    ("role", "post"),
    [
        ("head_of_service", "Head of Service"),
        ("manager", "Practice Manager"),
        ("auditor", "Consultant Practitioner"),
        ("qa_officer", ""),
    ],
)
def test_a_role_has_its_usual_post(role: str, post: str) -> None:
    assert usual_post(role, ("Head of Service", "Practice Manager", "Consultant Practitioner")) == post


def test_an_auditor_has_no_usual_post_where_several_would_do() -> None:
    assert usual_post("auditor", ("Senior Practitioner", "Consultant Practitioner")) == ""


def test_what_is_expected_of_a_year_is_counted_from_january_up_to_the_month() -> None:
    of_managers = replace(TIER_1, per="year")
    audits = (done("ada", day=date(2026, 1, 1)), done("ada"), done("ada", day=date(2026, 12, 1)), done("ada", "t2"))

    rows = count_year([of_managers, PAIR, TIER_1], [ADA, BEN, CAL], audits, NOVEMBER)

    assert [(row.name, row.done, row.missing, row.span) for row in rows] == [
        ("Ada", 2, 2, "this year"),
        ("Ben", 0, 4, "this year"),
    ]
    assert posts([of_managers]) == ("Practice Manager", "Team Manager")
