"""Every figure of every report of all five authorities: equal to what an independent script makes of the export."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from qa_desktop.clock import local_day
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import Block, Report
from qa_desktop.domain.reports.template import PartKind
from qa_desktop.services.make_report import MakeReport, ReportWish
from qa_desktop.settings import resources_dir
from tests import report_script as script
from tests.acceptance.reports_left_out import assert_left_out
from tests.acceptance.reports_shown import parts_of, shown
from tests.authority_seed import AUDITED, seed_authority
from tests.desks import OpenDesk, new_desk
from tests.report_cases import Exported, Period

SEED = 20261202
MANY = (100, pytest.param(5_000, marks=(pytest.mark.slow, pytest.mark.timeout(1_800))))
PERIODS = {
    "week": ("2026-W37", Period("2026-09", "2026-09", ("2026-09-07", "2026-09-13"))),
    "four_weeks": ("2026-08-31/2026-09-27", Period("2026-08", "2026-09", ("2026-08-31", "2026-09-27"))),
    "six_weeks": ("2026-08-17/2026-09-27", Period("2026-08", "2026-09", ("2026-08-17", "2026-09-27"))),
    "month": ("2026-09", Period("2026-09", "2026-09")),
    "quarter": ("2026-Q3", Period("2026-07", "2026-09")),
    "as_needed": ("2026-Q3", Period("2026-07", "2026-09")),
    "year": ("2026", Period("2026-01", "2026-12")),
}
TOPIC = "Supervision"
MEASURED = """topic,measure,period,value,service,team
Supervision,Held,2026-08,81,MASH,
Supervision,Held,2026-09,90,,North
Supervision,Held,2026-Q3,85,,
Contacts,From contact to allocation,2026-09,12 days,,
"""
NOT_IN_EXPORT = {
    PartKind.WORDS: "the officer's own words: no figure",
    PartKind.TEXT: "words of the template: no figure",
    PartKind.COMPLIANCE: "allocations are no audits: no export has them",
    PartKind.EXEMPLARS: "the library of good practice holds words, and is no audit",
    PartKind.PROGRAMME: "what is planned is no audit",
}
"""Kinds of parts that the script cannot work out, and why."""
OF_RECORDS = (PartKind.RECORDS, PartKind.RESPONSE)
ROOT = resources_dir() / "reports"
TEMPLATES = [(file.parent.name, file) for file in sorted(ROOT.glob("*/*.yaml"))]
SCRIPTS = ("figure_script.py", "report_answers.py", "report_cases.py", "report_script.py")


@cache
def settings(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Filled:
    """The profile of one authority's officer, what its export says, and figures that were brought in."""

    desk: OpenDesk
    export: Exported
    measured: Path
    made: Counter[str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str, int], Filled]]:
    """Return what fills a profile for an authority, once."""
    known: dict[tuple[str, int], Filled] = {}

    def of(authority: str, many: int) -> Filled:
        if (authority, many) not in known:
            known[authority, many] = fill(tmp_path_factory.mktemp(authority), authority, many)
        return known[authority, many]

    yield of
    for one in known.values():
        one.desk.desk.close()


def fill(folder: Path, authority: str, many: int) -> Filled:
    desk = new_desk(folder / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose(authority)
    print(f"seed {SEED}")  # noqa: T201 - to make the same ones again
    own = [settings(file) for name, file in TEMPLATES if name == authority]
    asked = {tool for one in own for part in (one, *one["parts"]) for tool in part.get("tools", [])}
    made = seed_authority(desk, authority, sorted(asked - set(AUDITED[authority])), many, SEED)
    wish = ExportWish(FigureFilter(), Detail.FULL, ExportFormat.JSONL)
    place = desk.desk.exports()(wish, folder / "export").place
    tools = sorted((resources_dir() / "tools" / authority).glob("*.yaml"))
    (folder / "measured.csv").write_text(MEASURED, encoding="utf-8")
    export = Exported(place, resources_dir() / "authorities" / f"{authority}.yaml", tools)
    return Filled(desk, export, folder / "measured.csv", made)


@pytest.mark.parametrize("many", MANY)
@pytest.mark.parametrize("authority", AUDITED)
def test_the_records_are_of_every_kind(filled: Callable[[str, int], Filled], authority: str, many: int) -> None:
    of = filled(authority, many)

    assert len(of.export.audits) == many
    assert all(of.made[what] for what in ("pair", "amended", "again", "second"))
    assert bool(of.made["moderation"]) == (authority == "herefordshire")
    assert sum(one["replaced"] for one in of.export.audits) == of.made["amended"]


@pytest.mark.parametrize("many", MANY)
@pytest.mark.parametrize("authority", AUDITED)
def test_the_export_says_what_counts_as_the_script_does(
    filled: Callable[[str, int], Filled], authority: str, many: int
) -> None:
    export = filled(authority, many).export

    assert {one.form["audit"] for one in export.every_case} == {one["audit"] for one in export.audits if one["counts"]}
    found = {one.form["audit"]: Counter(one.grades) for one in export.every_case}
    assert export.final == {audit: grades for audit, grades in found.items() if grades}
    assert export.answers.grades() == export.question_grades()


@pytest.mark.parametrize("many", MANY)
@pytest.mark.parametrize(("authority", "file"), TEMPLATES, ids=[f"{name}-{file.stem}" for name, file in TEMPLATES])
def test_every_figure_of_a_report(filled: Callable[[str, int], Filled], authority: str, file: Path, many: int) -> None:
    of, template = filled(authority, many), settings(file)
    name, period = PERIODS[template["every"]]
    make = of.desk.desk.reports()
    every, hides = (report(make, of, template["report"], name, hide_small=hide) for hide in (False, True))
    today = local_day(of.desk.clock.now())
    asked = script.Asked(of.export, template, period, today, of.measured, TOPIC)

    for part, whole, small in zip(template["parts"], parts_of(every), parts_of(hides), strict=True):
        kind = PartKind(part["part"])
        if kind not in NOT_IN_EXPORT:
            assert_equal(kind, shown(kind, told(part, whole), every.policy), asked.told(part))
        if kind in OF_RECORDS:
            assert_equal(kind, shown(kind, told(part, small), every.policy), replace(asked, hides=True).told(part))
        else:
            assert_left_out(kind, told(part, small), told(part, whole), every.policy)


def report(make: MakeReport, of: Filled, kind: str, period: str, *, hide_small: bool) -> Report:
    template = replace(make.template(kind), hide_small=hide_small)
    return make(ReportWish(template, ReportPeriod.parse(period), TOPIC, make.measured(of.measured)))


def told(part: dict[str, Any], blocks: list[Block]) -> list[Block]:
    """Return what a part says under the words of its template."""
    return blocks[1:] if part.get("text") else blocks


def assert_equal(kind: PartKind, found: list[tuple[Any, ...]], wanted: list[tuple[Any, ...]]) -> None:
    if kind is PartKind.FOUND:
        assert [one[:2] for one in by_name(found)] == [one[:2] for one in by_name(wanted)]
        for one, other in zip(by_name(found), by_name(wanted), strict=True):
            if one[0] == "found":
                assert one[2] <= other[2], "words are quoted that nobody released"
                assert one[3] == other[3]
    elif kind in OF_RECORDS:
        assert days(found) == days(wanted)
        assert sorted(by_record(found)) == sorted(by_record(wanted))
    elif wanted[0][0] in ("rows", "followed"):
        ((_, rows),), ((_, whole),) = found, wanted
        assert [row[0] for row in rows] == [row[0] for row in whole]
        assert sorted(rows) == sorted(whole)
    elif kind in (PartKind.TREND, PartKind.MAP):
        assert len(found) == len(wanted)
        assert all(one in wanted for one in found)
        assert all(one in found for one in wanted)
    else:
        assert found == wanted


def days(lines: list[tuple[Any, ...]]) -> list[tuple[str, str]]:
    """Return form and day of each record in order."""
    headings = (one[1].rpartition(", ") for one in lines if one[0] == "heading")
    return [(title.partition(":")[0], day) for title, _, day in headings]


def by_record(lines: list[tuple[Any, ...]]) -> list[list[tuple[Any, ...]]]:
    """Return what each record says, from its heading on: those of one day have no order of their own."""
    found: list[list[tuple[Any, ...]]] = [[]]
    for one in lines:
        if one[0] == "heading":
            found.append([])
        found[-1].append(one)
    return found


def by_name(lines: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(((one[0], one[1].casefold(), *one[2:]) for one in lines), key=lambda one: one[1])


def test_no_kind_of_part_is_left_uncompared() -> None:
    used = {PartKind(part["part"]) for _, file in TEMPLATES for part in settings(file)["parts"]}
    compared = {PartKind(kind) for kind in script.PARTS}

    assert used <= set(PartKind)
    assert compared | set(NOT_IN_EXPORT) == set(PartKind)
    assert not compared & set(NOT_IN_EXPORT)
    assert len(TEMPLATES) == len({settings(file)["report"] for _, file in TEMPLATES})


@pytest.mark.parametrize("name", SCRIPTS)
def test_the_script_takes_nothing_of_the_product(name: str) -> None:
    code = ast.parse((Path(__file__).parents[1] / name).read_text(encoding="utf-8"))

    imported = {alias.name for one in ast.walk(code) if isinstance(one, ast.Import) for alias in one.names}
    imported |= {str(one.module) for one in ast.walk(code) if isinstance(one, ast.ImportFrom)}
    allowed = {f"tests.{one.removesuffix('.py')}" for one in SCRIPTS}
    assert not {one for one in imported - allowed if one.split(".")[0] in ("qa_desktop", "tests")}
