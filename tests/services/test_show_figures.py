"""Figures: each equals what a script makes of the audits' JSON; nothing is averaged, and small counts are left out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from qa_desktop.cli.audit_json import audit_as_json
from qa_desktop.domain import paths
from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import Behind, Dimension, FigureFilter, PairsBehind
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.services.show_figures import ShowFigures
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import DOMAINS, GRADES, add, add_record, as_pair, fields_of, made_up

Exported = list[Mapping[str, Any]]
HEREFORDSHIRE = FigureFilter(tool="her-audit")


@pytest.fixture(scope="module")
def officer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path_factory.mktemp("figures") / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    audits = made_up(40)
    for one in audits[:36]:
        add(desk, one)
    for seat, one in zip(("lead", "peer"), audits[36:38], strict=True):
        add(desk, as_pair(replace(one, subject="HER-pair"), "pair-1", seat))
    add(desk, as_pair(audits[38], "pair-2", "peer"))
    draft = audits[39]
    desk.desk.start_audit(StartRequest("her-audit", draft.subject, draft.worker, on=draft.day, fields=fields_of(draft)))
    yield desk
    desk.desk.close()


@pytest.fixture(scope="module")
def exported(officer: OpenDesk) -> Exported:
    """Every audit as its JSON says it, one of a pair alone: the lead's where it is there."""
    signed = all_signed(officer)
    leads = {one["about"]["pair"] for one in signed if one["about"].get("pair_part") == "lead"}
    return [one for one in signed if one["about"].get("pair_part") != "peer" or one["about"].get("pair") not in leads]


def all_signed(officer: OpenDesk) -> Exported:
    listed = officer.desk.list_audits(SummaryFilter(limit=1000))
    told = [json.loads(json.dumps(audit_as_json(officer.desk.open_audit(one.id)))) for one in listed]
    return [one for one in told if one["state"] == "signed"]


def graded(audit: Mapping[str, Any], item: str) -> str:
    if item == OVERALL:
        return str(audit["overall"]["grade"] or "")
    return str((audit["answers"].get(item) or {}).get("value") or "")


def counted(exported: Exported, item: str, group: str) -> dict[str, dict[str, int]]:
    """Return how often each grade was given, by the group of the audit: plain counting over the JSON."""
    found: dict[str, Counter[str]] = {}
    for audit in exported:
        grade = graded(audit, item)
        if grade:
            found.setdefault(named(audit, group), Counter())[grade] += 1
    return {name: dict(counts) for name, counts in found.items()}


def named(audit: Mapping[str, Any], group: str) -> str:
    day = str(audit["last_meeting"])
    if group == "month":
        return day[:7]
    if group == "authority":
        return str(audit["tool"]["id"])[:3].upper()
    if group == "quarter":
        return f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
    return str(audit["about"].get({"category": "case_status"}.get(group, group), ""))


def told(breakdown: Breakdown) -> dict[str, dict[str, int]]:
    codes = [point.code for point in breakdown.scale.points]
    return {
        bar.name: {code: number for code, number in zip(codes, bar.counts, strict=True) if number}
        for bar in breakdown.bars
        if bar.total
    }


def figures(desk: OpenDesk) -> ShowFigures:
    return desk.desk.figures


@pytest.mark.parametrize("by", [one for one in Dimension if one not in (Dimension.KEY, Dimension.TOOL)])
@pytest.mark.parametrize("item", [OVERALL, *DOMAINS])
def test_every_group_is_counted_as_the_json_counts_it(
    officer: OpenDesk, exported: Exported, by: Dimension, item: str
) -> None:
    (found,) = figures(officer).by_group(HEREFORDSHIRE, by, item, hide_small=False)

    assert told(found) == counted(exported, item, by.value)


def test_every_domain_is_counted_as_the_json_counts_it(officer: OpenDesk, exported: Exported) -> None:
    (found,) = figures(officer).by_domain(HEREFORDSHIRE, hide_small=False)

    wanted = {item: Counter(graded(one, item) for one in exported if graded(one, item)) for item in (OVERALL, *DOMAINS)}
    assert told(found) == {item: dict(counts) for item, counts in wanted.items()}
    assert [bar.name for bar in found.bars] == [OVERALL, *DOMAINS]


@pytest.mark.parametrize(
    ("narrowed", "group", "value"),
    [
        ({"team": "North"}, "team", "North"),
        ({"service": "Safeguarding"}, "service", "Safeguarding"),
        ({"category": "Child in need"}, "category", "Child in need"),
        ({"practitioner": "Pat Worker"}, "practitioner", "Pat Worker"),
        ({"first": "2026-04", "last": "2026-06"}, "quarter", "2026-Q2"),
    ],
)
def test_a_filter_leaves_what_the_json_leaves(
    officer: OpenDesk, exported: Exported, narrowed: dict[str, str], group: str, value: str
) -> None:
    left = [one for one in exported if named(one, group) == value]

    (found,) = figures(officer).by_group(replace(HEREFORDSHIRE, **narrowed), Dimension.MONTH, hide_small=False)

    assert told(found) == counted(left, OVERALL, "month")
    assert figures(officer).audits(replace(HEREFORDSHIRE, **narrowed)) == {"": len(left)}


def test_a_month_without_an_audit_is_there_with_none(officer: OpenDesk) -> None:
    wanted = replace(HEREFORDSHIRE, first="2025-12", last="2026-02")

    (found,) = figures(officer).by_group(wanted, Dimension.MONTH, hide_small=False)

    assert [bar.label for bar in found.bars] == ["Dec 2025", "Jan 2026", "Feb 2026"]
    assert found.bars[0].total == 0


def test_the_heat_map_counts_what_is_good_or_better(officer: OpenDesk, exported: Exported) -> None:
    (found,) = figures(officer).heat(HEREFORDSHIRE, Dimension.TEAM, hide_small=False)

    for (item, _), row in zip(found.rows, found.cells, strict=True):
        counts = counted(exported, item, "team")
        for team, cell in zip(found.columns, row, strict=True):
            grades = counts.get(team, {})
            assert (cell.met, cell.of) == (sum(grades.get(code, 0) for code in GRADES[:2]), sum(grades.values()))
    assert found.standard.code == "good"


def test_the_audits_behind_a_figure_are_those_that_it_counts(officer: OpenDesk, exported: Exported) -> None:
    found = figures(officer).behind(Behind(replace(HEREFORDSHIRE, team="North"), DOMAINS[0], "good"))

    wanted = {one["id"] for one in exported if named(one, "team") == "North" and graded(one, DOMAINS[0]) == "good"}
    assert {one.id for one in found} == wanted
    assert [one.day for one in found] == sorted((one.day for one in found), reverse=True)


def test_themes_are_counted_by_case_with_their_words(officer: OpenDesk) -> None:
    found = {(one.kind.value, one.name): one.cases for one in figures(officer).themes(HEREFORDSHIRE)}
    quoted = figures(officer).quotations(HEREFORDSHIRE, ThemeKind.STRENGTH, "Voice of the child")

    cases: dict[tuple[str, str], set[str]] = {}
    for one in all_signed(officer):
        for theme in one["themes"]:
            cases.setdefault((theme["kind"], theme["name"]), set()).add(one["about"].get("pair") or one["id"])
    assert found == {key: len(of) for key, of in cases.items()}
    assert {one.quote for one in quoted} == {"The plan is written in the child's own words."}


def test_small_groups_are_not_told_of_and_none_can_be_worked_out(officer: OpenDesk) -> None:
    (found,) = figures(officer).by_group(HEREFORDSHIRE, Dimension.MONTH)

    hidden = [bar for bar in found.bars if bar.is_hidden]
    assert all(bar.is_hidden for bar in found.bars if 0 < bar.total < FigurePolicy().least)
    assert len(hidden) != 1
    small = [
        (bar, place) for bar in found.bars for place, one in enumerate(bar.counts) if 0 < one < FigurePolicy().least
    ]
    assert small
    assert not any(bar.tells(place) for bar, place in small)


def test_a_filter_says_itself() -> None:
    wanted = FigureFilter("2026-10", "2026-12", tool="her-audit", team="North", theme="Supervision")

    assert wanted.words({"her-audit": "Case audit"}) == (
        "October 2026 to December 2026 · Tool: Case audit · Theme: Supervision · Team: North"
    )
    assert FigureFilter().words() == "All months"


def test_figures_of_people_are_there_only_where_the_authority_has_them(tmp_path: Path) -> None:
    auditor = new_desk(tmp_path / "auditor", "Pat Worker")
    before = _refused(auditor, "Pat Worker")
    auditor.desk.authority_settings.choose("herefordshire")
    add(auditor, made_up(1)[0])

    assert "no figures of single practitioners" in before
    assert "for themselves" in _refused(auditor, "Sam Social")
    assert figures(auditor).audits(FigureFilter(practitioner="pat worker")) in ({}, {"": 1})
    auditor.desk.close()


def test_how_auditors_grade_is_for_those_who_oversee_them(tmp_path: Path, officer: OpenDesk) -> None:
    auditor = new_desk(tmp_path / "auditor", "Pat Worker")
    of_one = PairsBehind(HEREFORDSHIRE, (("lead", "peer"),), (("good", "good"),), auditor="somebody")

    for asked in (
        partial(figures(auditor).auditors, HEREFORDSHIRE, {}),
        partial(figures(auditor).behind_pairs, of_one),
    ):
        with pytest.raises(NotAllowed, match="heads of service"):
            asked()
    (line,) = figures(officer).auditors(HEREFORDSHIRE, {officer.desk.owner.id: "Oli Officer"})
    auditor.desk.close()

    assert line.name == "Oli Officer"
    assert line.others.grades > 0


def _refused(desk: OpenDesk, practitioner: str) -> str:
    with pytest.raises(NotAllowed) as told_why:
        figures(desk).audits(FigureFilter(practitioner=practitioner))
    return str(told_why.value)


def test_team_and_service_come_from_the_forms_own_fields_where_nothing_else_is_entered(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "auditor")
    fields = {paths.OVERALL_GRADE: "good", paths.header("service"): "mash"}
    add_record(desk, "her-audit", "HER-1", date(2026, 10, 5), fields)
    add_record(desk, "her-audit", "HER-2", date(2026, 10, 5), {**fields, paths.about("service"): "Early Help"})
    add_record(desk, "dur-collaborative-audit", "D-1", date(2026, 10, 5), {paths.header("team"): "Team East"})

    assert figures(desk).audits(FigureFilter(tool="her-audit"), Dimension.SERVICE) == {"MASH": 1, "Early Help": 1}
    assert figures(desk).audits(FigureFilter(tool="dur-collaborative-audit"), Dimension.TEAM) == {"Team East": 1}
    desk.desk.close()


def test_open_actions_of_a_team_that_is_spelled_in_two_ways_are_of_one_team(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    for team in ("North", "NORTH"):
        action = {"action/a/what": "Update the plan", "action/a/due": "2026-12-01"}
        add_record(desk, "her-audit", f"HER-{team}", date(2026, 9, 3), {paths.about("team"): team, **action})

    (told,) = desk.desk.figures.open_actions(HEREFORDSHIRE, Dimension.TEAM, date(2026, 11, 21))

    assert [(bar.label.casefold(), bar.total) for bar in told.bars] == [("north", 2)]
    desk.desk.close()
