"""A QA officer sees each version of a tool, what changed, when it is looked through; a retired one is never begun."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_difference import ChangeKind
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.look_after_tools import ToolState
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.settings import resources_dir
from qa_desktop.toolkit.plain_yaml import plain_yaml
from qa_desktop.toolkit.write_tool import tool_as_keys, write_yaml
from tests.desks import OpenDesk, new_desk, sign_an_audit

TOOL = "bra-live-audit"


@pytest.fixture(scope="module")
def checked_tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the kept library of a profile, so that not every test checks every tool anew."""
    desk = new_desk(tmp_path_factory.mktemp("checked"))
    desk.desk.tools()
    desk.desk.close()
    return desk.place.tool_cache


@pytest.fixture
def officer(tmp_path: Path, checked_tools: Path) -> OpenDesk:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    shutil.copytree(checked_tools, made.place.tool_cache)
    return made


def add_version(opened: OpenDesk, version: str, **changes: str) -> None:
    """Put the next version of a shipped tool into the library."""
    keys = {**tool_as_keys(opened.desk.tool(TOOL)), **changes, "version": version}
    file = opened.place.folder / f"{TOOL}-{version}.yaml"
    file.write_bytes(write_yaml(keys, ""))
    opened.desk.add_tool(file)


def states(opened: OpenDesk) -> list[tuple[str, ToolState]]:
    return [(one.summary.version, one.state) for one in opened.desk.tool_care.versions(TOOL)]


def test_the_latest_version_is_in_use_and_those_before_it_are_superseded(officer: OpenDesk) -> None:
    first = officer.desk.tool(TOOL).version
    add_version(officer, "9.0")
    add_version(officer, "9.1", status="draft")

    found = states(officer)

    assert found == [("9.1", ToolState.DRAFT), ("9.0", ToolState.IN_USE), (first, ToolState.SUPERSEDED)]


def test_the_library_has_one_row_a_tool_drafts_and_retired_ones_among_them(officer: OpenDesk) -> None:
    shipped = len(officer.desk.tools())
    officer.desk.tool_care.retire(TOOL)

    rows = officer.desk.tool_care.library()

    assert len(rows) == shipped
    assert [one.state for one in rows if one.summary.id == TOOL] == [ToolState.RETIRED]
    assert len(officer.desk.tools()) == shipped - 1


def test_the_difference_of_two_versions_is_told(officer: OpenDesk) -> None:
    before = officer.desk.tool(TOOL)
    add_version(officer, "9.0", title="Another title")

    found = officer.desk.tool_care.difference(TOOL, before.version, "9.0")

    assert [(part.title, [(one.kind, one.before, one.after) for one in part.changes]) for part in found.parts] == [
        ("About the tool", [(ChangeKind.REWORDED, before.title, "Another title")])
    ]


def test_a_retired_version_is_never_begun_even_by_its_name(officer: OpenDesk) -> None:
    version = officer.desk.tool(TOOL).version
    add_version(officer, "9.0")
    officer.desk.tool_care.retire(TOOL, version)

    with pytest.raises(NotAllowed, match="is retired: no new audit begins with it"):
        officer.desk.start_audit(StartRequest(TOOL, "48-2207", tool_version=version))

    assert officer.desk.start_audit(StartRequest(TOOL, "48-2207")).tool.version == "9.0"


def test_a_retired_tool_says_which_one_to_use_instead(officer: OpenDesk) -> None:
    officer.desk.tool_care.retire(TOOL, successor="roc-t2-hos")

    with pytest.raises(NotFound, match="Use “Tier 2"):
        officer.desk.start_audit(StartRequest(TOOL, "48-2207"))

    assert officer.desk.tool_care.versions(TOOL)[0].successor.startswith("Tier 2")


def test_a_tool_cannot_stand_in_for_itself(officer: OpenDesk) -> None:
    with pytest.raises(NotAllowed, match="cannot stand in for itself"):
        officer.desk.tool_care.retire(TOOL, successor=TOOL)


def test_a_retired_tool_can_be_offered_again(officer: OpenDesk) -> None:
    officer.desk.tool_care.retire(TOOL)

    officer.desk.tool_care.retire(TOOL, retired=False)

    assert states(officer)[0][1] is ToolState.IN_USE


def test_a_signed_audit_of_a_retired_tool_can_still_be_amended(officer: OpenDesk) -> None:
    signed = sign_an_audit(officer.desk)
    officer.desk.tool_care.retire(TOOL)

    amendment = officer.desk.amend_audit(signed)

    assert amendment.tool == officer.desk.open_audit(signed).tool


def test_only_a_qa_officer_retires_a_tool(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path)

    with pytest.raises(NotAllowed, match="Only a QA officer"):
        auditor.desk.tool_care.retire(TOOL)


def test_only_a_qa_officer_says_when_a_tool_is_looked_through(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path)
    version = auditor.desk.tool(TOOL).version

    with pytest.raises(NotAllowed, match="Only a QA officer"):
        auditor.desk.tool_care.set_review(TOOL, version, date(2027, 1, 1))


def test_a_tool_is_due_a_month_before_the_day_that_an_officer_named(officer: OpenDesk) -> None:
    version, today = officer.desk.tool(TOOL).version, date(2026, 11, 21)
    before = officer.desk.tool_care.due_for_review()

    officer.desk.tool_care.set_review(TOOL, version, today + timedelta(days=31))
    not_yet = officer.desk.tool_care.due_for_review()
    officer.desk.tool_care.set_review(TOOL, version, today + timedelta(days=30))

    assert (before, not_yet) == ((), ())
    assert [one.summary.id for one in officer.desk.tool_care.due_for_review()] == [TOOL]


def test_without_a_day_a_tool_is_looked_through_a_year_after_it_was_published(officer: OpenDesk) -> None:
    officer.desk.authority_tools.publish(TOOL)

    (version,) = officer.desk.tool_care.versions(TOOL)

    assert version.review_by == date(2027, 11, 21)


def test_the_day_in_the_tool_s_file_counts_until_an_officer_names_another(officer: OpenDesk) -> None:
    add_version(officer, "9.0", review_by="2026-12-01")
    by_file = officer.desk.tool_care.versions(TOOL)[0].review_by

    officer.desk.tool_care.set_review(TOOL, "9.0", date(2027, 12, 1))

    assert by_file == date(2026, 12, 1)
    assert officer.desk.tool_care.versions(TOOL)[0].review_by == date(2027, 12, 1)


def test_every_shipped_tool_is_in_the_library_with_how_much_of_it_is_printed(officer: OpenDesk) -> None:
    files = (resources_dir() / "tools").rglob("*.yaml")
    named = {plain_yaml(file.read_bytes(), file.name)["tool"] for file in files}

    statuses = {one.summary.print_status for one in officer.desk.tool_care.library()}

    assert len(officer.desk.tool_care.library()) == len(named)
    assert statuses == {"printed", "partly printed", "implied by the framework, our proposal"}
