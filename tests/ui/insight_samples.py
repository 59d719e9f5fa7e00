"""The insight page with made-up figures, for tests of how it looks and how it is used."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.figures.breakdown import Bar, Breakdown
from qa_desktop.domain.figures.control import control_chart
from qa_desktop.domain.figures.control_table import control_table, rule_words
from qa_desktop.domain.figures.graded import OVERALL, GradeScale
from qa_desktop.domain.figures.heat import heat_map
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import FigureChoices, FigureFilter, period_label
from qa_desktop.domain.figures.tables import bars_table, heat_table
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.scale import GradeShape, ScalePoint, Tone
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.presenters.agreement import periods
from qa_desktop.ui.presenters.insight import (
    ChartView,
    InsightChoices,
    InsightQuestion,
    InsightView,
    Shown,
)
from qa_desktop.ui.presenters.insight_behind import AuditLine
from qa_desktop.ui.widgets.two_line_list import TwoLines

SCALE = GradeScale.of(
    [
        ScalePoint("outstanding", "Outstanding", 1, shape=GradeShape.DIAMOND, tone=Tone.OUTSTANDING),
        ScalePoint("good", "Good", 2, shape=GradeShape.CIRCLE, tone=Tone.GOOD),
        ScalePoint("ri", "Requires improvement", 3, shape=GradeShape.TRIANGLE, tone=Tone.REQUIRES_IMPROVEMENT),
        ScalePoint("inadequate", "Inadequate", 4, shape=GradeShape.SQUARE, tone=Tone.INADEQUATE),
    ]
)
POLICY, SCALES, TODAY = FigurePolicy(), {SCALE.id: SCALE}, date(2026, 12, 2)
MONTHS = Breakdown(
    "Grades by month: overall grade",
    SCALE,
    (
        Bar("2026-09", "Sep 2026", (3, 12, 6, 1)),
        Bar("2026-10", "Oct 2026", (1, 2, 0, 0), is_hidden=True),
        Bar("2026-11", "Nov 2026", (5, 9, 7, 2), hidden=(False, False, True, True)),
        Bar("2026-12", "Dec 2026", (0, 0, 0, 0)),
    ),
)
CHOICES = InsightChoices(
    FigureChoices(
        ("2026-09", "2026-12"), ("her-audit",), ("HER",), ("Safeguarding", "MASH"), ("North", "South"),
        ("Child in need", "Cared for"), ("Supervision",),
    ),
    (("her-audit", "Monthly Collaborative Case File Audit"),),
    (("her-audit", ((OVERALL, "Overall grade"), ("her-audit.1", "Voice of the Child"))),),
    ("Pat Worker",),
    (("her-feedback", "Surveys and other feedback"),),
    (("2026-09", "Train managers in reflective supervision."),),
)  # fmt: skip


def bars_view(shown: Shown = Shown.MONTHS) -> InsightView:
    question = InsightQuestion(FigureFilter(tool="her-audit"), shown)
    chart = ChartView(bars_table(MONTHS, "Month", POLICY), MONTHS)
    return InsightView(
        question,
        "48 audits · All months · Tool: Monthly Collaborative Case File Audit",
        (chart,),
        POLICY,
        SCALES,
        TODAY,
    )


def map_view() -> InsightView:
    rows = [
        (key, label, Breakdown("", SCALE, tuple(Bar(team, team, counts) for team, counts in of.items())))
        for key, label, of in (
            ("her-audit.1", "Voice of the Child", {"North": (3, 9, 2, 1), "South": (0, 2, 8, 4)}),
            ("her-audit.2", "Effectiveness of Partnership Working", {"North": (0, 0, 3, 9), "South": (9, 3, 0, 0)}),
        )
    ]
    heat = heat_map("Domains by team", rows, POLICY)
    assert heat is not None
    question = InsightQuestion(FigureFilter(tool="her-audit"), Shown.MAP_TEAMS)
    return InsightView(question, "27 audits · All months", (ChartView(heat_table(heat), heat),), POLICY, SCALES, TODAY)


def insight_page() -> InsightPage:
    page = InsightPage(periods(date(2026, 12, 2)))
    page.show_choices(CHOICES)
    page.show_figures(bars_view())
    return page


def insight_map() -> InsightPage:
    page = insight_page()
    page.show_figures(map_view())
    return page


def control_view() -> InsightView:
    counts = [(9, 20), (11, 20), (10, 18), (8, 22), (12, 21), (9, 17), (10, 24), (11, 19), (22, 24), (3, 4)]
    names = [f"2026-{number:02}" for number in range(1, len(counts) + 1)]
    bars = tuple(
        Bar(name, period_label(name), (0, met, of - met, 0), is_hidden=of < POLICY.least)
        for name, (met, of) in zip(names, counts, strict=True)
    )
    chart = control_chart(
        Breakdown("Overall grade: Good or better, month by month", SCALE, bars), SCALE.points[1], names[8]
    )
    assert chart is not None
    question = InsightQuestion(FigureFilter(tool="her-audit"), Shown.CONTROL, since=names[8])
    shown = ChartView(control_table(chart, POLICY), chart, note=rule_words(chart))
    return InsightView(question, "189 audits · All months", (shown,), POLICY, SCALES, TODAY)


def insight_control() -> InsightPage:
    page = insight_page()
    page.show_figures(control_view())
    return page


def insight_behind() -> InsightPage:
    page = insight_page()
    lines = tuple(
        AuditLine(
            AuditId(f"a{number}"),
            TwoLines(f"HER-{number}", "2026-11-02 · Collaborative Case File Audit · North", "Good"),
        )
        for number in range(4)
    )
    page.show_behind("Behind: Nov 2026, Good", lines, more=False, first=True)
    return page


def insight_empty() -> InsightPage:
    page = InsightPage(periods(date(2026, 12, 2)))
    page.show_figures(InsightView(InsightQuestion(FigureFilter()), "0 audits · All months", (), POLICY, SCALES, TODAY))
    return page


INSIGHT_PAGES = {
    "insight": insight_page,
    "insight: map": insight_map,
    "insight: before and after": insight_control,
    "insight: audits behind": insight_behind,
    "insight: nothing yet": insight_empty,
}
