"""Improvement actions: a page costs what it is long, however many plans there are; a newer plan has its lines alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown, TrackedImprovement
from qa_desktop.domain.ports import ImprovementRow, SummaryUpdate
from qa_desktop.models import improvement_rows
from qa_desktop.models.rows import Cell
from tests.models.profiles import OpenedProfile
from tests.toolkit.cost import least_seconds

TODAY = date(2026, 6, 1)
PLANS, EACH = 3000, 4
FIRST = 300
"""So many plans are in the small store, with which the large one is compared."""
_AUDIT = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, search, "
    "place, place_title, changed_at, unsent, meeting) "
    "VALUES (?1, 'plan', '1', 'h', 'signed', '', '', '', '', 'Plan', '', ?2, '', '', 0, 0, '', '', '', '', 0, ?3)"
)
_LINE = (
    f"INSERT INTO improvement (audit, newer, {improvement_rows.COLUMNS}) "  # noqa: S608 - constants of ours
    "VALUES (?1, ?2, ?3, 'Train', ?4, ?4, ?4, '', ?5, '', ?6, ?6, 'open', ?7, '', '', '', '', '', '', ?8, "
    "'', '', '', '')"
)
QUESTIONS = (
    ImprovementQuestion(),
    ImprovementQuestion(ImprovementsShown.OVERDUE),
    ImprovementQuestion(ImprovementsShown.CLOSED),
    ImprovementQuestion(board="Board 3"),
    ImprovementQuestion(service="Service 2"),
    ImprovementQuestion(owner="worker 7"),
)


def fill(profile: OpenedProfile, plans: range) -> None:
    with profile.store._write() as run:
        for number in plans:
            plan = f"plan-{number:05}"
            run(_AUDIT, (plan, f"Plan {number % 7}", (TODAY + timedelta(days=number)).isoformat()))
            run.many(_LINE, [_cells(plan, number, entry) for entry in range(EACH)])


def _cells(plan: str, number: int, entry: int) -> tuple[Cell, ...]:
    due = (TODAY + timedelta(days=(number * 7 + entry * 13) % 400 - 200)).isoformat()
    who = f"worker {number * EACH + entry if number >= FIRST else (number * EACH + entry) % 20}"
    # Of each plan one line is over, one stands in a newer plan.
    newer, stage = ("newer" if entry == 1 else ""), ("closed" if entry == 0 else "open")
    return (plan, newer, f"l{entry}", who, f"Board {number % 5}", due, stage, f"Service {number % 4}")


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.shown.value}{one.board}{one.service}{one.owner}")
def test_a_page_costs_no_more_where_there_are_ten_times_as_many(
    profile: OpenedProfile, question: ImprovementQuestion
) -> None:
    store = profile.store.improvements
    fill(profile, range(FIRST))
    floor = least_seconds(lambda: store.page(question, TODAY), tries=5)
    few = store.page(question, TODAY)
    fill(profile, range(FIRST, PLANS))

    cost = least_seconds(lambda: store.page(question, TODAY), tries=5)

    assert few
    assert cost < 4 * floor


def test_pages_tell_every_line_once_in_order_and_none_that_a_newer_plan_has(profile: OpenedProfile) -> None:
    fill(profile, range(FIRST))
    store = profile.store.improvements
    seen: list[TrackedImprovement] = []
    page = store.page(ImprovementQuestion(limit=70), TODAY)
    while page:
        seen += page
        page = store.page(ImprovementQuestion(limit=70, after=page[-1]), TODAY)

    assert len(seen) == len({(one.audit, one.id) for one in seen}) == FIRST * (EACH - 2)
    assert {one.id for one in seen} == {"l2", "l3"}
    assert [one.due for one in seen] == sorted(one.due for one in seen)
    assert store.counts(TODAY)[ImprovementsShown.OPEN] == len(seen)
    assert store.counts(TODAY)[ImprovementsShown.CLOSED] == FIRST


def test_the_last_plan_is_the_one_that_was_met_about_last(profile: OpenedProfile) -> None:
    fill(profile, range(20))
    store = profile.store.improvements

    assert store.last_plan("plan", "Plan 3") == "plan-00017"
    assert store.last_plan("plan", "Plan 99") is None
    assert store.last_plans("plan")[0] == "plan-00019"
    assert len(store.last_plans("plan")) == 7


def row(line: str, before: str = "", amends: str = "") -> ImprovementRow:
    return ImprovementRow(
        *(line, "Train", "Head", "Head", "", "Board", "", "2026-07-01", "open", "open", "", "", "", "", "", "", ""),
        from_audit=before,
        from_id=line if before else "",
        amends=amends,
    )


def write(profile: OpenedProfile, plan: str, *rows: ImprovementRow) -> None:
    with profile.store._write() as run:
        improvement_rows.replace(run, AuditId(plan), SummaryUpdate("Plan", "", "", "", "", 0, 0, improvements=rows))


def shown(profile: OpenedProfile) -> set[tuple[str, str]]:
    return {(one.audit, one.id) for one in profile.store.improvements.page(ImprovementQuestion(), TODAY)}


def three_plans(profile: OpenedProfile) -> None:
    with profile.store._write() as run:
        for number in (1, 2, 3):
            run(_AUDIT, (f"p{number}", "Plan", f"2026-0{number}-01"))


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_a_line_stands_in_the_newest_plan_whichever_arrives_first(
    profile: OpenedProfile, order: tuple[int, ...]
) -> None:
    three_plans(profile)
    plans = {1: (row("a"), row("b")), 2: (row("a", "p1"), row("b", "p1")), 3: (row("a", "p2"),)}
    for number in order:
        write(profile, f"p{number}", *plans[number])

    assert shown(profile) == {("p2", "b"), ("p3", "a")}


def test_a_plan_that_goes_gives_its_lines_back_to_the_one_before(profile: OpenedProfile) -> None:
    three_plans(profile)
    write(profile, "p1", row("a"), row("b"))
    write(profile, "p2", row("a", "p1"))
    write(profile, "p3", row("a", "p2"))

    with profile.store._write() as run:
        improvement_rows.forget(run, AuditId("p3"))
    assert shown(profile) == {("p1", "b"), ("p2", "a")}
    with profile.store._write() as run:
        improvement_rows.forget(run, AuditId("p2"))
    assert shown(profile) == {("p1", "a"), ("p1", "b")}
