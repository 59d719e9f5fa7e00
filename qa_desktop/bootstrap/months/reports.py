"""Makes every report of the authority whose month was played, each of the time in which the month lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.template import Every, PartKind, ReportTemplate
from qa_desktop.services.desk import Desk
from qa_desktop.services.make_report import ReportWish

FILES = (".pdf", ".docx")
TOPIC = "Supervision"
"""What a report of one topic is about here."""


def reports_of_month(desk: Desk, first: date) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each report's files; `first` is the first day of the month."""
    settings = desk.authority_settings.here().settings
    make, write = desk.reports(), desk.write_report
    for template in make.templates():
        if settings is not None and template.code == settings.code:
            period = _period(template, first)
            topic = TOPIC if any(part.kind is PartKind.BESIDE for part in template.parts) else ""
            report = make(ReportWish(template, period, topic))
            yield from ((f"{template.id}-{period.name}{ending}", write(report, ending)) for ending in FILES)


def _period(template: ReportTemplate, first: date) -> ReportPeriod:
    quarter = f"{first.year}-Q{(first.month - 1) // 3 + 1}"
    names = {Every.MONTH: f"{first:%Y-%m}", Every.QUARTER: quarter}
    return ReportPeriod.parse(names.get(template.every, f"{first.year}"))
