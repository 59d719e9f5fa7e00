"""A tool that is being written is on disk with each change, and a killed process loses none that was reported."""

from __future__ import annotations

import itertools
import secrets
from random import Random

import pytest

from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.tree import Keys, text_at
from qa_desktop.errors import NotFound
from tests.models.children import Say, child
from tests.models.profiles import OpenedProfile, open_store

KILLS = 12
LONGEST_LIFE = 0.2


def draft(number: int, of: str = "draft") -> ToolDraft:
    questions: list[object] = [{"id": f"q{one}", "label": "Is there a plan? 🙂 \ud83d" * 5} for one in range(40)]
    keys: Keys = {"title": f"{number}", "version": "1.1", "odd": [None, True, 2.5], "questions": questions}  # type: ignore[dict-item]  # plain values
    return ToolDraft(of, keys, "Live audit, version 1.0")


def test_a_draft_comes_back_as_it_was_kept(profile: OpenedProfile) -> None:
    profile.store.tool_drafts.keep(draft(1))

    assert profile.reopened().store.tool_drafts.draft("draft") == draft(1)


def test_the_draft_that_was_changed_last_is_listed_first(profile: OpenedProfile) -> None:
    drafts = profile.store.tool_drafts
    drafts.keep(draft(1, "a"))
    profile.clock.moment = profile.clock.moment.replace(hour=20)
    drafts.keep(draft(2, "b"))

    assert [(one.id, one.title, one.version) for one in drafts.drafts()] == [("b", "2", "1.1"), ("a", "1", "1.1")]


def test_a_draft_that_was_thrown_away_is_not_there(profile: OpenedProfile) -> None:
    profile.store.tool_drafts.keep(draft(1))

    profile.store.tool_drafts.discard("draft")

    assert profile.store.tool_drafts.drafts() == ()
    with pytest.raises(NotFound):
        profile.store.tool_drafts.draft("draft")


@pytest.mark.slow
def test_no_change_that_was_reported_kept_is_lost_by_killing_the_process(profile: OpenedProfile) -> None:
    seed = secrets.randbits(32)
    chance = Random(seed)  # noqa: S311 - moments to kill at, no secret
    profile.store.close()
    following, kept_in_all = 0, 0
    for kill in range(KILLS):

        def write(say: Say, first: int = following) -> None:
            drafts = open_store(profile.place, profile.clock).tool_drafts
            say("open")
            for number in itertools.count(first):
                drafts.keep(draft(number))
                say(str(number))

        with child(write) as writer:
            said = writer.killed_after(chance.random() * LONGEST_LIFE, from_first_line=True)
        reported = [int(line) for line in said if line.isdigit()]
        store = open_store(profile.place, profile.clock)
        if reported:
            kept = int(text_at(store.tool_drafts.draft("draft").keys, ("title",)))
            assert kept in (reported[-1], reported[-1] + 1), f"kill {kill} of seed {seed}: {said[-3:]}, kept {kept}"
            following = kept + 1
        store.close()
        kept_in_all += len(reported)
    assert kept_in_all > 0, seed
