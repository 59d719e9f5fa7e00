"""The tracker's questions cost what their answer is long, however many actions there are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from qa_desktop.domain.tracker import ActionQuestion, ActionsShown, Leavers, TrackedAction
from qa_desktop.models.rows import Cell
from tests.models.profiles import OpenedProfile
from tests.toolkit.cost import least_seconds

TODAY = date(2026, 6, 1)
LEAVERS = Leavers(names=frozenset({"worker 1", "worker 2"}))
AUDITS, EACH = 3000, 4
FIRST = 300
"""So many audits are in the small store, with which the large one is compared."""
_AUDIT = (
    "INSERT INTO audit (id, tool_id, tool_version, tool_hash, state, created_at, created_by, signed_at, "
    "read_only_reason, tool_title, authority, subject, practitioner, overall, complete_sections, all_sections, search, "
    "place, place_title, changed_at, unsent) "
    "VALUES (?, 't', '1', 'h', 'signed', '', '', '', '', 'Tool', '', ?, '', '', 0, 0, '', '', '', '', 0)"
)
_ACTION = (
    "INSERT INTO action (audit, id, what, who, due, done, person, owner, owner_key, team, service, state, stage, "
    "by_when, reviewed_on, checked_on, search) "
    "VALUES (?, ?, 'Visit', ?, ?, 0, '', ?, ?, ?, '', 'open', ?, ?, '', '', '')"
)
QUESTIONS = (
    ActionQuestion(),
    ActionQuestion(ActionsShown.OVER_90),
    ActionQuestion(ActionsShown.CHECK),
    ActionQuestion(team="Team 3"),
    ActionQuestion(owner="Worker 7"),
    ActionQuestion(ActionsShown.NOBODY),
)


def fill(profile: OpenedProfile, audits: range) -> None:
    with profile.store._write() as run:
        for number in audits:
            audit = f"audit-{number:05}"
            run(_AUDIT, (audit, f"48-{number}"))
            run.many(_ACTION, [_row(audit, number, entry) for entry in range(EACH)])


def _row(audit: str, number: int, entry: int) -> tuple[Cell, ...]:
    due = (TODAY + timedelta(days=(number * 7 + entry * 13) % 400 - 200)).isoformat()
    who = f"Worker {number * EACH + entry if number >= FIRST else (number * EACH + entry) % 20}"
    stage = "check" if entry == 0 else "open"
    return (audit, f"a{entry}", who, due, who, who.casefold(), f"Team {number % 5}", stage, due)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: f"{one.shown.value}{one.team}{one.owner}")
def test_a_page_costs_no_more_where_there_are_ten_times_as_many(
    profile: OpenedProfile, question: ActionQuestion
) -> None:
    store = profile.store.actions
    fill(profile, range(FIRST))
    floor = least_seconds(lambda: store.page(question, LEAVERS, TODAY), tries=5)
    few = store.page(question, LEAVERS, TODAY)
    fill(profile, range(FIRST, AUDITS))

    cost = least_seconds(lambda: store.page(question, LEAVERS, TODAY), tries=5)

    assert few
    assert cost < 4 * floor


def test_pages_tell_every_action_once_in_order(profile: OpenedProfile) -> None:
    fill(profile, range(FIRST))
    store = profile.store.actions
    seen: list[TrackedAction] = []
    page = store.page(ActionQuestion(limit=70), Leavers(), TODAY)
    while page:
        seen += page
        page = store.page(ActionQuestion(limit=70, after=page[-1]), Leavers(), TODAY)

    assert len(seen) == len({(one.audit, one.id) for one in seen}) == FIRST * (EACH - 1)
    assert [one.due for one in seen] == sorted(one.due for one in seen)
    assert store.counts(LEAVERS, TODAY)[ActionsShown.OPEN] == len(seen)
