"""The drafts of others are told by the titles of their tools, and nothing but those tools is read for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.concern import ConcernState
from qa_desktop.domain.exchange import UnderWay
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.record import Role
from qa_desktop.settings import resources_dir
from qa_desktop.ui.presenters.draft_concerns import concern_words, waiting_words
from tests.desks import MOMENT, OpenDesk, new_desk


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


def tell(officer: OpenDesk, *tools: str, owner: str = "ben") -> None:
    """Keep a list of drafts as it comes with a sync, one for each tool."""
    lines = [
        UnderWay(AuditId(f"audit {tool}"), tool, PersonId(owner), "Ben Bell", "draft", MOMENT, MOMENT) for tool in tools
    ]
    officer.store.sync.replace_under_way(lines, "mark")


def listed(officer: OpenDesk) -> list[str]:
    return sorted(one.tool for one in officer.desk.sharing.under_way())


def test_drafts_of_others_are_told_by_the_titles_of_their_tools(officer: OpenDesk) -> None:
    tell(officer, "bra-live-audit", "roc-t2-hos", "not-here", "")

    assert listed(officer) == [
        "An audit",
        "Live Case File Audit",
        "Tier 2 Head of Service Case File Audit Tool",
        "not-here",
    ]


def test_own_drafts_are_not_among_them(officer: OpenDesk) -> None:
    tell(officer, "bra-live-audit", owner=officer.store.owner.id)

    assert listed(officer) == []


def test_only_the_tools_of_the_drafts_are_read(officer: OpenDesk) -> None:
    tell(officer, "bra-live-audit")

    listed(officer)

    kept = (officer.place.tool_cache / "tools.cache").read_bytes()
    assert (b"Live Case File Audit" in kept, b"roc-t2-hos" in kept) == (True, False)


def test_without_drafts_no_tool_is_read(officer: OpenDesk) -> None:
    listed(officer)

    assert not officer.place.tool_cache.exists()


def test_a_draft_with_a_retired_tool_of_this_laptop_still_has_its_title(officer: OpenDesk) -> None:
    text = (resources_dir() / "tools/rochdale/roc-t2-hos.yaml").read_text(encoding="utf-8")
    text = text.replace("tool: roc-t2-hos", "tool: own-sample").replace("status: active", "status: retired")
    officer.place.tools.mkdir(parents=True, exist_ok=True)
    (officer.place.tools / "own.yaml").write_text(text, encoding="utf-8")
    tell(officer, "own-sample")

    assert listed(officer) == ["Tier 2 Head of Service Case File Audit Tool"]


def test_a_published_tool_that_left_the_folders_still_has_its_title(officer: OpenDesk) -> None:
    text = (resources_dir() / "tools/rochdale/roc-t2-hos.yaml").read_text(encoding="utf-8")
    officer.place.tools.mkdir(parents=True, exist_ok=True)
    (officer.place.tools / "own.yaml").write_text(
        text.replace("tool: roc-t2-hos", "tool: own-sample"), encoding="utf-8"
    )
    officer.desk.authority_tools.publish("own-sample")
    shutil.rmtree(officer.place.tools)
    tell(officer, "own-sample")

    assert listed(officer) == ["Tier 2 Head of Service Case File Audit Tool"]


@pytest.mark.parametrize(
    ("told", "state", "waits"),
    [
        ('{"raised": "2026-11-21T13:02:00+00:00", "state": "nobody_told"}', ConcernState.NOBODY_TOLD, True),
        ('{"raised": "2026-11-21T13:02:00+00:00", "state": "nobody_reached"}', ConcernState.NOBODY_REACHED, True),
        ('{"raised": "2026-11-21T13:02:00+00:00", "state": "told", "on": "2026-11-21"}', ConcernState.TOLD, False),
        ('{"raised": "2026-11-21T13:02:00+00:00", "state": "taken_back"}', ConcernState.TAKEN_BACK, False),
        ('{"raised": "2026-11-21T13:02:00+00:00", "state": "of a later version"}', ConcernState.NOBODY_TOLD, True),
        ('{"raised": "yesterday"}', None, False),
        ("[1]", None, False),
        ("{", None, False),
        ("", None, False),
    ],
)
def test_a_safety_concern_is_told_as_the_server_names_it_and_one_that_waits_comes_first(
    officer: OpenDesk, told: str, state: ConcernState | None, *, waits: bool
) -> None:
    quiet = UnderWay(AuditId("a"), "roc-t2-hos", PersonId("cal"), "Cal", "draft", MOMENT, MOMENT)
    other = UnderWay(AuditId("b"), "roc-t2-hos", PersonId("ben"), "Ben", "draft", MOMENT, MOMENT, concern=told)
    officer.store.sync.replace_under_way([quiet, other], "mark")

    lines = officer.desk.sharing.under_way()

    (line,) = [one for one in lines if one.auditor == "Ben"]
    assert (line.concern.state if line.concern else None, line.waits) == (state, waits)
    assert lines[0].auditor == ("Ben" if waits else "Cal")
    words = waiting_words(lines, MOMENT)
    assert ("Telephone Ben" in words) is waits
    assert concern_words(line, MOMENT).startswith("■") is waits
