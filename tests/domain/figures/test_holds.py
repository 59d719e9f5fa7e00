"""What an audit without grades holds: its strengths, areas and points; an audit with grades holds them alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.grade_audit import given_grades
from qa_desktop.domain.figures.graded import GivenGrade
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk

DURHAM = "dur-collaborative-audit"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("holds")) / "auditor")
    yield made
    made.desk.close()


def given(desk: OpenDesk, fields: dict[str, Value], tool: str = DURHAM) -> dict[str, GivenGrade]:
    audit = desk.desk.start_audit(StartRequest(tool, "D-1", on=date(2026, 10, 5), fields=fields))
    return {f"{one.of.key}{one.part}": one for one in given_grades(audit)}


def test_each_section_says_whether_strengths_and_areas_were_noted(desk: OpenDesk) -> None:
    found = given(
        desk, {paths.answer("dur-ca.1.strengths"): "Clear from the start.", paths.answer("dur-ca.strengths"): " "}
    )

    assert {key: one.grade for key, one in found.items() if one.grade == "yes"} == {"dur-ca.1.strengths": "yes"}
    assert found["dur-ca.1.strengths"].of.label == "Contact/Referral: Strengths"
    assert len(found) == 14
    assert {point.label for point in found["dur-ca.strengths"].scale.points} == {"Noted", "Not noted"}


def test_points_are_found_or_not_once_somebody_looked_at_their_list(desk: OpenDesk) -> None:
    points = desk.desk.tool(DURHAM).item("dur-ca.1")
    assert points is not None
    seen: dict[str, Value] = {paths.seen(points.guidance[1].id): True}

    found = given(desk, {**seen, paths.answer("dur-ca.2", "comment"): "Nothing of it."})

    lists = Counter((key.split("#")[0], one.grade) for key, one in found.items() if "#" in key)
    second = desk.desk.tool(DURHAM).item("dur-ca.2")
    assert second is not None
    assert lists == {
        ("dur-ca.1", "yes"): 1, ("dur-ca.1", "no"): len(points.guidance) - 1, ("dur-ca.2", "no"): len(second.guidance),
    }  # fmt: skip
    order = sorted(found.values(), key=lambda one: one.of.position)
    assert [one.of.key for one in order[:3]] == [f"dur-ca.1#{point.id}" for point in points.guidance[:3]]


def test_a_tool_with_grades_says_nothing_but_those(desk: OpenDesk) -> None:
    found = given(desk, {paths.answer("her-audit.1"): "good"}, "her-audit")

    assert {key: one.grade for key, one in found.items()} == {"her-audit.1": "good"}
