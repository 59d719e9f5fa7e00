"""Laptops and a real server in any order of work, breaks, long transactions and restores: the promises of sync hold."""

from __future__ import annotations

import contextlib
import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.sync.postgres import Cluster
from tests.sync.stories.machine import Stories, stories
from tests.sync.stories.world import Stage


@pytest.mark.timeout(0)
def test_the_promises_hold_on_a_real_server(cluster: Cluster) -> None:
    """A few stories that are the same each time; with QA_DESKTOP_SYNC_STORIES=400 as many new, longer ones."""
    asked = int(os.environ.get("QA_DESKTOP_SYNC_STORIES", "0"))
    chosen = settings(
        max_examples=asked or 6,
        stateful_step_count=40 if asked else 20,
        derandomize=not asked,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )

    with contextlib.closing(Stage(cluster)) as stage:
        run_state_machine_as_test(stories(stage), settings=chosen)  # type: ignore[arg-type] # any factory will do


def test_an_officer_who_puts_a_draft_into_other_hands_keeps_nothing_of_it(cluster: Cluster) -> None:
    with contextlib.closing(Stage(cluster)) as stage:
        story = Stories(stage)
        story.set_up(most_a_page=5000)
        audit = story.start(who=0)
        story.give(audit=audit, giver=2, relation="owner", taker=1)

        story.teardown()


def test_a_change_that_waited_on_the_server_is_known_to_be_there_before_it_comes_back(cluster: Cluster) -> None:
    with contextlib.closing(Stage(cluster)) as stage:
        story = Stories(stage)
        story.set_up(most_a_page=5000)
        audit = story.start(who=0)
        story.hold(3, audit, None)
        story.sync(who=3)
        story.hold_the_server(statement="SELECT pg_current_xact_id()")
        story.sync(who=0)
        story.sync(who=3)

        story.promises_hold()

        story.teardown()
