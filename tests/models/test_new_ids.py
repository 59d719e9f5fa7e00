"""Identities that sort by time."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from qa_desktop.clock import FixedClock
from qa_desktop.models.new_ids import TimeOrderedIds

MOMENT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def test_an_identity_is_a_uuid_of_version_seven() -> None:
    made = uuid.UUID(TimeOrderedIds(FixedClock(MOMENT))())

    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(MOMENT.timestamp() * 1000)


def test_later_identities_sort_behind_earlier_ones() -> None:
    clock = FixedClock(MOMENT)
    new_id = TimeOrderedIds(clock)
    earlier = new_id()
    clock.moment += timedelta(milliseconds=1)

    assert earlier < new_id()


def test_identities_of_one_moment_differ() -> None:
    new_id = TimeOrderedIds(FixedClock(MOMENT))

    assert len({new_id() for _ in range(1000)}) == 1000
