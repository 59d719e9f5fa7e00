"""Quotas on the insight page: equal to what an independent script counts in the export.

The export names no auditors, since managers who export are not told how auditors grade: here one person made them all.
Quotas by case count allocations, and observations count practitioners: no export of these authorities has either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import yaml

from qa_desktop.clock import local_day
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.record import Role
from qa_desktop.settings import resources_dir
from qa_desktop.ui.presenters.insight import InsightQuestion, InsightSources, Shown
from qa_desktop.ui.presenters.insight_charts import answered
from tests import figure_script as script
from tests.authority_seed import seed_authority
from tests.desks import OpenDesk, new_desk
from tests.directories import Known, tell

SEED = 20261203
OFFICER = "Oli Officer"
POSTS = {
    "rochdale": {OFFICER: "Practice Manager", "Hana Head": "Head of Service", "Tam Team": "Team Manager"},
    "slough": {OFFICER: "Consultant Practitioner", "Hana Head": "Head of Service", "Pam Practice": "Practice Manager"},
}
LARGE = (pytest.mark.slow, pytest.mark.timeout(1_800))
SEEDED = [*((name, 60) for name in POSTS), *(pytest.param((name, 5_000), marks=LARGE) for name in POSTS)]
MONTHS = ("2026-09", "2026-08", "2025-12", "2026-11")


@dataclass(frozen=True, slots=True)
class Filled:
    """A profile that has made audits, what its export says, and who has which post."""

    desk: OpenDesk
    export: script.Export
    expected: list[dict[str, Any]]
    posts: dict[str, str]

    def shown(self, month: str) -> dict[tuple[str, str], tuple[object, ...]]:
        """What the page shows, by quota and name: done, expected, missing."""
        desk = self.desk.desk
        today = local_day(desk.clock.now())
        sources = InsightSources(
            desk.figures, desk.planning.quotas, desk.registers, desk.improvements.list, dict, lambda: today
        )
        view = answered(sources, InsightQuestion(FigureFilter(last=month), Shown.QUOTAS, hide_small=False))
        return {
            (name.split(" ")[1], str(row[0])): row[2:]
            for chart in view.charts
            for name, row in zip(chart.names, chart.table.rows, strict=True)
        }


@pytest.fixture(scope="module", params=SEEDED)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    authority, many = request.param
    folder = tmp_path_factory.mktemp(authority)
    desk = new_desk(folder / "officer", OFFICER, Role.QA_OFFICER)
    desk.desk.authority_settings.choose(authority)
    posts = POSTS[authority]
    tell(desk, *(Known(name) for name in posts if name != OFFICER))
    for name, post in posts.items():
        desk.desk.planning.quotas.set_post(name, post)
    print(f"seed {SEED}")  # noqa: T201 - to make the same ones again
    seed_authority(desk, authority, (), many, SEED)
    place = desk.desk.exports()(ExportWish(FigureFilter(), Detail.FULL, ExportFormat.JSONL), folder / "export").place
    settings = yaml.safe_load((resources_dir() / "authorities" / f"{authority}.yaml").read_text(encoding="utf-8"))
    yield Filled(desk, script.read(place), settings["quotas"], posts)
    desk.desk.close()


@pytest.mark.parametrize("month", MONTHS)
def test_quotas_are_what_the_export_says(filled: Filled, month: str) -> None:
    wanted = script.quotas(filled.export, filled.expected, filled.posts, OFFICER, month)

    assert filled.shown(month) == wanted
    assert {name for _, name in wanted} == set(filled.posts)
    assert month != "2026-09" or any(done for done, _, _ in wanted.values())
