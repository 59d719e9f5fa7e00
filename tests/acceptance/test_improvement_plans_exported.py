"""Improvement actions in exports: a table of their own, apart from the actions of cases, from plan to plan."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from qa_desktop.domain.entries import Progress
from qa_desktop.domain.exports.columns import IMPROVEMENTS
from qa_desktop.domain.exports.room import Level, RoomWish
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWish
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.record import Role
from tests.acceptance.improvement_plans import PLAN, THREE, begun, signed_as_it_is, signed_plan
from tests.desks import OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

WHAT, WHO = THREE[0][:2]
TAKEN_OUT = "@entry-0000"


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    opened.desk.authority_settings.choose("bracknell-forest")
    yield opened
    opened.desk.close()


def exported(officer: OpenDesk, place: Path, detail: Detail = Detail.FULL) -> dict[str, list[dict[str, Any]]]:
    officer.desk.exports()(ExportWish(detail=detail, format=ExportFormat.JSONL), place)
    return {
        one.stem: [json.loads(line) for line in one.read_text(encoding="utf-8").splitlines()] for one in place.iterdir()
    }


def test_each_line_of_a_plan_is_a_row_apart_from_the_actions_of_cases(officer: OpenDesk, tmp_path: Path) -> None:
    plan = signed_plan(officer)
    case = signed_in_full(officer.desk, "bra-live-audit", actions(("a1", "2026-12-01")))

    tables = exported(officer, tmp_path / "out")

    told = tables["improvements"]
    answers = {(one["question"], one["part"]): one["value"] for one in tables["answers"] if one["audit"] == plan.id}
    assert [answers["bra-aap.1", part] for part in (None, "@line-1", "@line-2")] == [what for what, _, _ in THREE]
    assert ("bra-aap.1", TAKEN_OUT) not in answers
    assert {(one["what"], one["owner"], one["due"]) for one in told} == set(THREE)
    assert {(one["audit"], one["source"], one["progress"], one["stage"]) for one in told} == {
        (plan.id, "Live audits", Progress.OPEN.value, Stage.OPEN.value)
    }
    assert {one["board"] for one in told} == {"Children's Quality Assurance Working Group"}
    assert {one["audit"] for one in tables["actions"]} == {case.id}
    assert next(one["subject"] for one in tables["audits"] if one["audit"] == plan.id) == PLAN
    codes = {(one["list"], one["code"]) for one in tables["codes"]}
    assert {("progress", one["progress"]) for one in told} | {("stage", one["stage"]) for one in told} <= codes
    described = [one["column"] for one in tables["dictionary"] if one["table"] == "improvements"]
    assert tuple(described) == IMPROVEMENTS.ids


def test_a_line_that_was_carried_over_names_both_plans(officer: OpenDesk, tmp_path: Path) -> None:
    first = signed_plan(officer)
    second = signed_as_it_is(officer, begun(officer))

    told = exported(officer, tmp_path / "out")["improvements"]

    before = {one["improvement"]: one for one in told if one["audit"] == first.id}
    after = [one for one in told if one["audit"] == second.id]
    assert len(after) == len(before) == len(THREE)
    assert {one["taken_over_by"] for one in before.values()} == {second.id}
    for one in after:
        assert one["from_audit"] == first.id
        assert before[one["from_improvement"]]["what"] == one["what"]
        assert one["taken_over_by"] is None


def test_under_pseudonyms_nobody_is_named_in_a_plan_and_no_words_of_it_leave(officer: OpenDesk, tmp_path: Path) -> None:
    signed_plan(officer)

    told = exported(officer, tmp_path / "out", Detail.PSEUDONYMS)["improvements"]

    assert {one["what"] for one in told} | {one["source"] for one in told} | {one["impact"] for one in told} == {None}
    assert all(one["owner"].startswith("person-") and one["who"].startswith("person-") for one in told)
    assert {one["due"] for one in told} == {due for _, _, due in THREE}


def test_a_plan_that_is_not_signed_stays(officer: OpenDesk, tmp_path: Path) -> None:
    signed_in_full(officer.desk, "bra-live-audit", actions(("a1", "2026-12-01")))
    begun(officer)

    assert exported(officer, tmp_path / "out")["improvements"] == []


@pytest.mark.parametrize("form", list(ExportFormat), ids=lambda one: one.value)
def test_every_format_has_the_table(officer: OpenDesk, tmp_path: Path, form: ExportFormat) -> None:
    signed_plan(officer)

    done = officer.desk.exports()(ExportWish(detail=Detail.FULL, format=form), tmp_path / "out.xlsx")

    assert done.rows["improvements"] == len(THREE)
    if form.is_one_file:
        assert load_workbook(done.place)["improvements"].max_row == len(THREE) + 1
    else:
        assert (done.place / f"improvements.{form.value}").exists()


def test_an_inspection_room_shows_them_on_the_page_of_their_plan(officer: OpenDesk, tmp_path: Path) -> None:
    signed_plan(officer)

    place = officer.desk.inspection_room()(RoomWish(level=Level.FULL), tmp_path / "room").place

    (page,) = (place / "audits").iterdir()
    told = page.read_text(encoding="utf-8")
    assert "<h2>Improvement actions</h2>" in told
    assert WHAT in told
    assert WHO in told
