"""What is allocated is read without what was begun long ago, and quotas without other months."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from qa_desktop.domain.allocation import Allocation, allocate_change
from qa_desktop.domain.ids import PersonId, ToolId
from qa_desktop.domain.operation import canonical_json
from qa_desktop.domain.quota import same_month
from qa_desktop.models import allocation_rows
from tests.models.profiles import OpenedProfile
from tests.toolkit.cost import least_seconds

OPEN, BEGUN = 20, 1500
_BEGUN = (
    "INSERT INTO field (audit, stream, path, value, op_id, author, at) "
    "VALUES (?1, 'record', 'about/allocation', ?2, ?1, '', '')"
)


def allocate(profile: OpenedProfile, names: list[str], person: PersonId) -> None:
    profile.store.append(
        [allocate_change(Allocation(name, person, ToolId("t"), f"case {name}", date(2026, 6, 1))) for name in names]
    )


def begin(profile: OpenedProfile, names: list[str]) -> None:
    with profile.store._write() as run:
        run.many(_BEGUN, [(f"audit of {name}", canonical_json(name)) for name in names])


def test_what_was_begun_is_neither_listed_nor_paid_for(profile: OpenedProfile) -> None:
    me, other = profile.store.owner.id, PersonId("somebody")
    allocate(profile, [f"open-{number}" for number in range(OPEN)], me)
    floor = least_seconds(profile.store.home, tries=5), least_seconds(profile.store.allocations, tries=5)
    old = [f"old-{number}" for number in range(BEGUN)]
    allocate(profile, old[::2], me)
    allocate(profile, old[1::2], other)
    begin(profile, old)

    cost = least_seconds(profile.store.home, tries=5), least_seconds(profile.store.allocations, tries=5)

    assert {one.id for one in profile.store.home().allocated} == {f"open-{number}" for number in range(OPEN)}
    assert len(profile.store.allocations()) == OPEN
    assert cost[0] < 4 * floor[0]
    assert cost[1] < 6 * floor[1]  # each is looked up still, which is a twentieth of reading it


def test_what_was_allocated_in_a_month_is_found_at_its_borders_and_with_all_that_was_written(
    profile: OpenedProfile,
) -> None:
    me = profile.store.owner.id
    moments = [
        datetime(2026, 3, 31, 22, 30, tzinfo=UTC) + timedelta(hours=hour)
        for hour in (-1, 0, 1, 2, 24 * 29, 24 * 30 + 1)
    ]
    for number, moment in enumerate(moments):
        profile.clock.moment = moment
        allocate(profile, [f"a{number}"], me)
    profile.clock.moment = moments[2] + timedelta(days=300)
    taken_back = Allocation("a2", me, ToolId("t"), "case a2", None, state="withdrawn")
    profile.store.append([allocate_change(taken_back)])

    with profile.store._read() as run:
        every, april = allocation_rows.read_all(run), allocation_rows.read_about(run, date(2026, 4, 15))

    def in_april(found: tuple[Allocation, ...]) -> list[Allocation]:
        return [one for one in found if one.on and same_month(one.on, date(2026, 4, 1))]

    assert in_april(april) == in_april(every)
    assert len(in_april(every)) == 3  # London is an hour ahead of UTC by then
