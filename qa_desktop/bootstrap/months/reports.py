"""Makes every report of the authority whose month was played, each of a time in which it has something to tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from qa_desktop.clock import local_day
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.template import Every, PartKind, ReportTemplate
from qa_desktop.domain.working_days import add_months
from qa_desktop.services.desk import Desk
from qa_desktop.services.make_report import ReportWish

FILES = (".pdf", ".docx")
MONTHS_AFTER = 6
TOPIC = "Supervision"
"""What a report of one topic is about here."""


def reports_of_month(desk: Desk, first: date) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each report's files; `first` is the first day of the month.

    A report is of the time in which the month lies, or of the next one in which what it tells of was signed.
    """
    today = local_day(desk.clock.now())
    days = [add_months(first, number) for number in range(MONTHS_AFTER) if add_months(first, number) <= today]
    settings = desk.authority_settings.here().settings
    make, write = desk.reports(), desk.write_report
    for template in make.templates():
        if settings is not None and template.code == settings.code:
            periods = [_period(template, day) for day in days or [first]]
            period = next((one for one in periods if _tells(desk, template, one)), periods[0])
            topic = TOPIC if any(part.kind is PartKind.BESIDE for part in template.parts) else ""
            report = make(ReportWish(template, period, topic))
            yield from ((f"{template.id}-{period.name}{ending}", write(report, ending)) for ending in FILES)


def _tells(desk: Desk, template: ReportTemplate, period: ReportPeriod) -> bool:
    tools = {tool for part in template.parts for tool in part.tools or template.tools}
    return any(desk.figures.audits(replace(FigureFilter.of(period), tool=tool)) for tool in tools)


def _period(template: ReportTemplate, first: date) -> ReportPeriod:
    quarter = f"{first.year}-Q{(first.month - 1) // 3 + 1}"
    if template.every.weeks:
        monday = first + timedelta(days=-first.weekday() % 7)
        return ReportPeriod.of_weeks(monday, template.every.weeks)
    names = {Every.MONTH: f"{first:%Y-%m}", Every.QUARTER: quarter}
    return ReportPeriod.parse(names.get(template.every, f"{first.year}"))
