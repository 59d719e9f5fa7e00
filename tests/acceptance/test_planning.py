"""The year's plan and the month's quotas as the frameworks want them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from qa_desktop.domain.ids import ToolId
from qa_desktop.domain.programme import Entry, EntryKind, Origin
from qa_desktop.domain.record import Role
from qa_desktop.errors import SeveralProblems
from qa_desktop.settings import resources_dir
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell
from tests.full_audits import actions, signed_in_full

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


def given(officer: OpenDesk, folder: Path, person: Known, tools: list[str]) -> None:
    """Let somebody sign audits on a laptop of their own, and bring them to the officer."""
    desk = new_desk(folder / person.key, person.name, person.role)
    for number, tool in enumerate(tools):
        audit = signed_in_full(desk.desk, tool, {}, f"48-{number}")
        officer.store.keep_tool(audit.tool.content_hash, desk.store.tool_definition(audit.tool.content_hash))
        documents = desk.store.documents_of(audit.id)
        officer.store.bring([desk.desk.owner], desk.store.operations(audit.id), documents)
    tell(officer, replace(person, id=desk.desk.owner.id), Known("Nell Nobody", Role.MANAGER, "south"))
    desk.desk.close()


def test_r6_four_tier_1_audits_a_manager_a_month_are_tracked_and_the_unit_is_configurable(
    officer: OpenDesk, tmp_path: Path
) -> None:
    officer.desk.authority_settings.choose("rochdale")
    given(officer, tmp_path, Known("Mo Manager", Role.MANAGER), ["roc-t1-generic", "roc-t1-plo", "roc-t2-hos"])
    by_person = {row.name: (row.done, row.missing) for row in officer.desk.planning.quotas().rows}
    own = tmp_path / "by-team.yaml"
    text = (resources_dir() / "authorities" / "rochdale.yaml").read_text("utf-8")
    own.write_text(text.replace("for_each: person", "for_each: team", 1), encoding="utf-8")

    officer.desk.authority_settings.choose_file(own)

    rows = [row for row in officer.desk.planning.quotas().rows if row.quota.id == "tier-1"]
    assert by_person == {"Mo Manager": (2, 2), "Nell Nobody": (0, 4)}
    assert [(row.name, row.done, row.missing) for row in rows] == [("North", 2, 2), ("South", 0, 4)]
    assert officer.desk.planning.quotas(date(2026, 10, 1)).rows[0].done == 0


def test_s1_one_or_two_audits_a_month_are_counted_for_each_post_with_what_is_missing(
    officer: OpenDesk, tmp_path: Path
) -> None:
    officer.desk.authority_settings.choose("slough")
    given(officer, tmp_path, Known("Con Practitioner"), ["slo-case-audit"])
    tell_more = [one for one in officer.desk.directory().present if one.name == "Con Practitioner"]
    tell(
        officer,
        Known("Con Practitioner", id=tell_more[0].id),
        Known("Hana Head", Role.HEAD_OF_SERVICE),
        Known("Pat Manager", Role.MANAGER, id="nell-nobody"),
    )

    rows = {row.name: (row.quota.id, row.wanted, row.done, row.missing) for row in officer.desk.planning.quotas().rows}

    assert rows == {
        "Con Practitioner": ("cp", 2, 1, 1),
        "Hana Head": ("hos", 1, 0, 1),
        "Pat Manager": ("pm", 1, 0, 1),
    }


def test_r10_the_stages_of_a_service_quality_review_keep_their_times_and_add_up(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("rochdale")
    programme = officer.desk.planning.programme
    on_site, workshop = date(2026, 11, 24), date(2026, 12, 14)
    kept = programme.enter(
        Entry("", EntryKind.REVIEW, "Children with Disabilities", on_site, on_site, workshop=workshop)
    )

    days = {one.step.id: (one.first, one.last) for one in programme.stages(kept)}

    set_up, end, forum = days["set-up"][0], days["on-site"][1], days["forum"][1]
    report, plan = days["report"][1], days["plan"][1]
    assert set_up is not None
    assert end is not None
    assert forum is not None
    assert report is not None
    assert plan is not None
    lengths = (on_site - set_up, end - on_site + timedelta(1), forum - end, report - forum, plan - workshop)
    assert lengths == (timedelta(14), timedelta(2), timedelta(14), timedelta(2), timedelta(7))
    assert sum(lengths[:4], timedelta()) == report - set_up + timedelta(1)
    assert days["sample"] == days["draft"] == (end, end)


def test_r11_the_programme_of_focus_shows_month_and_service_column(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("rochdale")
    programme = officer.desk.planning.programme
    printed = programme.between(date(2013, 12, 1), date(2013, 12, 31))

    programme.take_over_focus("tier-2", date(2026, 11, 1))

    def shown(month: int, year: int = 2026) -> list[tuple[str, str]]:
        found = programme.between(date(year, month, 1), date(year, month, 28))
        return sorted((one.column, one.title) for one in found if one.kind is EntryKind.FOCUS)

    two = ("Cared for Children", "FRT/CP & Court Proceedings & CwD")
    assert {(one.column, one.title) for one in printed if one.kind is EntryKind.FOCUS} >= {
        (two[1], "Public Law Outline"),
        (two[0], "Statutory Visits"),
    }
    assert shown(11) == [(two[0], "CFC Reviews"), (two[1], "Cared for Children")]
    assert shown(12) == [(two[0], "Statutory Visits"), (two[1], "Public Law Outline")]
    assert shown(2, 2027) == [(two[0], "Care Plans"), (two[1], "Child Protection")]


def test_b11_the_annual_plan_and_every_themed_or_flash_audit_says_where_it_comes_from(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("bracknell-forest")
    programme = officer.desk.planning.programme
    programme.enter(Entry("", EntryKind.PLAN, "Live audits of the DCT", *NOVEMBER, by="Quality Assurance Officer"))
    flash = Entry("", EntryKind.FLASH, "Return interviews", *NOVEMBER)

    with pytest.raises(SeveralProblems) as raised:
        programme.enter(flash)
    assert [one.where for one in raised.value.mistakes] == ["origin"]
    programme.enter(replace(flash, origin=Origin.FINDINGS, question="Are they held within 72 hours?"))

    kept = [one.entry for one in programme.between(*NOVEMBER) if one.entry is not None]
    assert [(one.title, one.origin, one.question) for one in kept] == [
        ("Return interviews", Origin.FINDINGS, "Are they held within 72 hours?"),
        ("Live audits of the DCT", None, ""),
    ]


def test_d4_practice_weeks_twice_a_year_gather_visits_and_their_actions(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("durham")
    programme = officer.desk.planning.programme
    year = programme.between(date(2026, 1, 1), date(2026, 12, 31))
    tools = (ToolId("dur-practice-week"),)
    days = date(2026, 11, 16), date(2026, 11, 22)
    week = programme.enter(Entry("", EntryKind.PRACTICE_WEEK, "Autumn", *days, tools=tools))
    visit = signed_in_full(officer.desk, "dur-practice-week", actions(("call", "2026-12-01")), "North team")

    gathered = programme.gathered(week)

    assert [one.last for one in year if one.title == "Practice Week"] == [date(2026, 6, 30), date(2026, 12, 31)]
    assert [one.id for one in gathered] == [visit.id]
    opened = [officer.desk.open_audit(one.id) for one in gathered]
    assert [action.what for audit in opened for action in audit.actions] == ["Do call and say so"]


def test_d7_a_deep_dive_is_on_the_forward_plan_with_its_group_and_its_audits(officer: OpenDesk) -> None:
    officer.desk.authority_settings.choose("durham")
    programme = officer.desk.planning.programme
    signed = signed_in_full(officer.desk, "dur-collaborative-audit", {})
    kept = programme.enter(
        Entry(
            "", EntryKind.DEEP_DIVE, "Pre-birth work", date(2027, 1, 11), date(2027, 2, 26),
            origin=Origin.BOARD, group=("Head of Service", "PSW", "IRO"), audits=(signed.id,),
        )
    )  # fmt: skip
    officer.clock.moment = datetime(2027, 1, 12, tzinfo=UTC)

    (planned,) = [one.entry for one in programme.between(date(2027, 2, 1), date(2027, 2, 28)) if one.entry]

    assert planned == kept
    assert planned.group == ("Head of Service", "PSW", "IRO")
    assert [one.id for one in programme.gathered(planned)] == [signed.id]
    assert [one.step.id for one in programme.stages(planned)] == ["group", "statement", "review"]
