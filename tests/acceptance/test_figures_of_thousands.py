"""Every figure of every screen, over 5,000 audits too: equal to what an independent script makes of their export."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from qa_desktop.clock import local_day
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWish
from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.control import ControlChart
from qa_desktop.domain.figures.graded import OVERALL
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import LEFT_OUT
from qa_desktop.domain.figures.question import Dimension, FigureFilter
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.report import BarsChart, HeatChart
from qa_desktop.services.make_report import ReportWish
from qa_desktop.ui.presenters.insight import GROUPED, MAPS, PATHS, InsightQuestion, InsightSources, InsightView, Shown
from qa_desktop.ui.presenters.insight_charts import answered
from tests import figure_script as script
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import DOMAINS
from tests.many_seeded import add_many, many_wanted
from tests.models.figures import counted_raw, kept

HER, DURHAM = "her-audit", "dur-collaborative-audit"
MANY = (400, pytest.param(5_000, marks=(pytest.mark.slow, pytest.mark.timeout(1_800))))
SEED = 20261202
SINCE = "2026-03"
REPORTS = (
    "managers-briefing", "conference-material", "service-area-overview", "quarterly-qa-report", "grade-trajectory",
)  # fmt: skip
ITEMS = (OVERALL, *DOMAINS)


@dataclass(frozen=True, slots=True)
class Filled:
    """A profile with the audits, and what their export says."""

    desk: OpenDesk
    export: script.Export

    def shown(self, shown: Shown, item: str = OVERALL, tool: str = HER, **asked: str) -> InsightView:
        """What a screen shows."""
        desk = self.desk.desk
        today = local_day(desk.clock.now())
        sources = InsightSources(
            desk.figures, desk.planning.quotas, desk.registers, desk.improvements.list, dict, lambda: today
        )
        more = {name: asked.pop(name) for name in ("since", "register") if name in asked}
        question = InsightQuestion(FigureFilter(tool=tool, **asked), shown, item, hide_small=False, **more)
        return answered(sources, question)


@pytest.fixture(scope="module", params=MANY)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    many: int = request.param
    folder = tmp_path_factory.mktemp("thousands")
    desk = new_desk(folder / "officer", "Oli Officer", Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    print(f"seed {SEED}")  # noqa: T201 - to make the same ones again
    add_many(desk, list(many_wanted(many, SEED)))
    wish = ExportWish(FigureFilter(), Detail.FULL, ExportFormat.JSONL)
    place = desk.desk.exports()(wish, folder / "export").place
    yield Filled(desk, script.read(place))
    desk.desk.close()


def bars(view: InsightView, place: int = 0) -> dict[str, dict[str, int]]:
    told = view.charts[place].drawn
    assert isinstance(told, Breakdown)
    return {bar.name: counts(told, bar) for bar in told.bars if bar.total}


def counts(told: Breakdown, bar: Bar) -> dict[str, int]:
    return {point.code: count for point, count in zip(told.scale.points, bar.counts, strict=True) if count}


def cells(heat: HeatMap) -> dict[tuple[str, str], tuple[int, int]]:
    return {
        (key, column): (cell.met, cell.of)
        for (key, _), row in zip(heat.rows, heat.cells, strict=True)
        for column, cell in zip(heat.columns, row, strict=True)
        if cell.of
    }


def heat_of(view: InsightView) -> HeatMap:
    told = view.charts[0].drawn
    assert isinstance(told, HeatMap)
    return told


def test_the_counts_that_are_kept_are_what_the_rows_say(filled: Filled) -> None:
    with filled.desk.store._read() as run:
        audits = [one for one in filled.export.audits if not one["seat"]]
        stored, raw = kept(run), counted_raw(run)

    found = sum(of for key, of in stored.items() if key[0] == "cell" and key[1] == "0" and key[8:] == ("",) * 5)
    cases = len(audits) + len({one["pair"] for one in filled.export.audits if one["seat"] in ("lead", "peer")})
    assert stored == raw
    assert found == cases
    assert len(filled.export.audits) in (400, 5_000)


@pytest.mark.parametrize("item", ITEMS)
@pytest.mark.parametrize("shown", GROUPED)
def test_grades_of_each_group(filled: Filled, shown: Shown, item: str) -> None:
    cases = filled.export.cases(HER)

    assert bars(filled.shown(shown, item)) == script.by_group(cases, GROUPED[shown].value, item)


@pytest.mark.parametrize(
    "narrowed",
    [
        {"team": "North"},
        {"team": "North", "category": "Child in need"},
        {"category": "Cared for", "first": "2025-06", "last": "2026-02"},
        {"service": "Safeguarding", "theme": "Supervision"},
        {"theme": "Voice of the child", "team": "South", "category": "Child protection"},
        {"practitioner": "Sam Social", "theme": "Chronology"},
        {"authority": "HER", "practitioner": "Kim Key"},
    ],
    ids=str,
)
@pytest.mark.parametrize("shown", [Shown.MONTHS, Shown.TEAMS, Shown.CATEGORIES])
def test_every_filter_narrows_every_chart(filled: Filled, shown: Shown, narrowed: Mapping[str, str]) -> None:
    kept_cases = [one for one in filled.export.cases(HER) if holds(one, narrowed)]

    assert bars(filled.shown(shown, **narrowed)) == script.by_group(kept_cases, GROUPED[shown].value)


def holds(case: script.Case, narrowed: Mapping[str, str]) -> bool:
    theme, first, last = narrowed.get("theme"), narrowed.get("first", ""), narrowed.get("last", "9")
    named = {key: of for key, of in narrowed.items() if key not in ("theme", "first", "last")}
    return (
        all(case.form[key] == of for key, of in named.items())
        and first <= str(case.form["month"]) <= last
        and (not theme or theme in {name for _, name in case.themes})
    )


def test_grades_of_each_domain(filled: Filled) -> None:
    cases = filled.export.cases(HER)

    wanted = {item: script.by_group(cases, "tool", item)[HER] for item in ITEMS}
    assert bars(filled.shown(Shown.DOMAINS)) == wanted


@pytest.mark.parametrize("shown", MAPS)
def test_the_maps_of_domains(filled: Filled, shown: Shown) -> None:
    found = cells(heat_of(filled.shown(shown)))

    by = MAPS[shown].value
    shares = {item: script.shares(filled.export.cases(HER), item, lambda case: str(case.form[by])) for item in ITEMS}
    assert found == {(item, name): share for item, of in shares.items() for name, share in of.items()}


@pytest.mark.parametrize("shown", PATHS)
def test_the_paths_over_time(filled: Filled, shown: Shown) -> None:
    found = cells(heat_of(filled.shown(shown, DOMAINS[2])))

    def place(case: script.Case) -> tuple[str, str]:
        year, quarter = script.group_of(case.form, "quarter").split("-")
        return str(case.form[PATHS[shown].value]), f"{quarter} {year}"

    assert found == script.shares(filled.export.cases(HER), DOMAINS[2], place)


def test_the_control_chart(filled: Filled) -> None:
    view = filled.shown(Shown.CONTROL, since=SINCE)
    chart = view.charts[0].drawn
    assert isinstance(chart, ControlChart)

    middle, limits, beyond = script.control(filled.export.cases(HER), SINCE)
    assert chart.centre == pytest.approx(middle)
    assert {one.name: (one.low, one.high) for one in chart.points} == {
        month: pytest.approx(of) for month, of in limits.items()
    }
    assert {one.name for one in chart.points if one.signals} == beyond
    shares = script.shares(filled.export.cases(HER), OVERALL, lambda case: str(case.form["month"]))
    assert {one.name: (one.met, one.of) for one in chart.points} == shares


def test_themes_by_case(filled: Filled) -> None:
    (chart,) = filled.shown(Shown.THEMES).charts

    found = {name: row[2] for name, row in zip(chart.names, chart.table.rows, strict=True)}
    wanted = script.themes(filled.export.cases(HER))
    assert found == {f"{kind} {name}": cases for (kind, name), cases in wanted.items()}


def test_where_lead_peer_and_moderator_differ(filled: Filled) -> None:
    charts = filled.shown(Shown.DIFFERENCES).charts

    assert [chart.about for chart in charts] == ["lead peer", "lead moderation", "peer moderation"]
    for chart in charts:
        told = chart.drawn
        assert isinstance(told, Breakdown)
        wanted = script.differences(filled.export, HER, *chart.about.split(" "))
        rows = zip(told.bars, chart.table.rows, strict=True)
        assert {bar.name: (*bar.counts, *row[5:]) for bar, row in rows} == wanted


def test_how_an_auditor_grades_beside_others(filled: Filled) -> None:
    charts = {chart.about: chart for chart in filled.shown(Shown.AUDITORS).charts}

    pairs = [script.differences(filled.export, HER, *seats).values() for seats in PAIRS]
    better, worse, same = (
        [sum(one[place] for one in of) for of in pairs] for place in (3, 4, 0)
    )  # both forms of a pair are of the one auditor of this profile
    others = charts["others"].table.rows[0][1:5]
    moderators = charts["moderators"].table.rows[0][1:5]
    assert others[:3] == (better[0] + worse[0], 2 * same[0], better[0] + worse[0])
    assert moderators[:3] == (better[1] + better[2], same[1] + same[2], worse[1] + worse[2])


PAIRS = (("lead", "peer"), ("lead", "moderation"), ("peer", "moderation"))


@pytest.mark.parametrize("by", ["service", "team"])
def test_open_actions_by_age(filled: Filled, by: str) -> None:
    view = filled.shown(Shown.ACTIONS)

    place = [chart.about for chart in view.charts].index(by)
    assert bars(view, place) == script.open_actions(filled.export, HER, by, view.today)


def test_feedback_beside_figures(filled: Filled) -> None:
    (chart,) = filled.shown(Shown.BESIDE, register="her-feedback").charts

    told = dict(zip(chart.names, chart.table.rows, strict=True))
    recorded = script.feedback(filled.export, "her-feedback", "feedback_kind")
    shares = script.shares(filled.export.cases(HER), OVERALL, lambda case: script.group_of(case.form, "quarter"))
    assert {name: row[1] for name, row in told.items()} == {
        name: sum(of for kind, of in recorded.get(name, {}).items() if kind != "complaint") for name in told
    }
    assert {name: row[-2] for name, row in told.items()} == {name: of for name, (_, of) in shares.items()}
    assert all(f"{met} of {of}" in str(told[name][-1]) for name, (met, of) in shares.items())


def test_what_tools_without_grades_hold(filled: Filled) -> None:
    view = filled.shown(Shown.DOMAINS, tool=DURHAM)

    found = {name: of for place in range(len(view.charts)) for name, of in bars(view, place).items()}
    wanted = script.held(filled.export, DURHAM)
    assert {key: of.get("yes", 0) for key, of in found.items()} == {
        key: wanted.get(key, {}).get("yes", 0) for key in found
    }
    assert wanted.keys() <= found.keys()
    assert found["dur-ca.1.strengths"] == wanted["dur-ca.1.strengths"]


@pytest.mark.parametrize("period", ["2026-03", "2025-Q4"])
@pytest.mark.parametrize(
    "kind",
    ["managers-briefing", "conference-material", "service-area-overview", "quarterly-qa-report", "grade-trajectory"],
)
def test_every_chart_of_a_report(filled: Filled, kind: str, period: str) -> None:
    make = filled.desk.desk.reports()
    report = make(ReportWish(make.template(kind), ReportPeriod.parse(period)))

    charts = [one for one in report.blocks if isinstance(one, BarsChart | HeatChart)]
    assert charts
    for chart in charts:
        if isinstance(chart, HeatChart):
            assert_heat(filled, chart.told, ReportPeriod.parse(period))
        else:
            assert_bars(filled, chart.told, chart.first, ReportPeriod.parse(period))


def assert_heat(filled: Filled, heat: HeatMap, period: ReportPeriod) -> None:
    by = next(one for one in ("team", "service") if one in heat.title)
    of = within(filled, period)
    shares = {item: script.shares(of, item, lambda case: str(case.form[by])) for item in ITEMS}
    for (key, column), share in cells(heat).items():
        assert shares[key][column] == share


def assert_bars(filled: Filled, told: Breakdown, first: str, period: ReportPeriod) -> None:
    """Compare what is told of each bar; a trend reaches back, and is of one team, worker or domain alone."""
    every = filled.export.cases(HER)
    if first == "Domain":
        wanted = {item: script.by_group(within(filled, period), "tool", item).get(HER, {}) for item in ITEMS}
    else:
        by = next(one.value for one in Dimension if one.label == first)
        narrowed = told.title if by in ("month", "quarter") else ""
        own = [one for one in every if narrowed in one.form.values()] or every
        item = labels(filled).get(told.title, OVERALL)
        wanted = script.by_group(own if by in ("month", "quarter") else within(filled, period), by, item)
    for bar in told.bars:
        for place, point in enumerate(told.scale.points):
            if bar.tells(place):
                assert bar.counts[place] == wanted.get(bar.name, {}).get(point.code, 0), (told.title, bar, LEFT_OUT)


def labels(filled: Filled) -> dict[str, str]:
    return {one.label: one.key for one in filled.desk.desk.figures.graded(HER) if one.key != OVERALL}


def within(filled: Filled, period: ReportPeriod) -> list[script.Case]:
    first, last = (f"{day:%Y-%m}" for day in (period.first, period.last))
    return [one for one in filled.export.cases(HER) if first <= str(one.form["month"]) <= last]
