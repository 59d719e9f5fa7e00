"""What a report takes over of what was chosen on the insight page, and what it cannot, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.reports.template import PartKind
from qa_desktop.ui.presenters.insight import Shown
from qa_desktop.ui.presenters.reports import ReportChoice

_TOLD_BY = {
    Shown.MONTHS: PartKind.GRADES,
    Shown.QUARTERS: PartKind.TREND,
    Shown.DOMAINS: PartKind.DOMAINS,
    Shown.TEAMS: PartKind.GROUPS,
    Shown.SERVICES: PartKind.GROUPS,
    Shown.CATEGORIES: PartKind.GROUPS,
    Shown.MAP_TEAMS: PartKind.MAP,
    Shown.MAP_SERVICES: PartKind.MAP,
    Shown.PATH_TEAMS: PartKind.TREND,
    Shown.PATH_SERVICES: PartKind.TREND,
    Shown.THEMES: PartKind.THEMES,
    Shown.DIFFERENCES: PartKind.DIFFERENCES,
    Shown.ACTIONS: PartKind.ACTIONS,
}
"""The part of a report that tells what the insight page shows, where there is one."""


@dataclass(frozen=True, slots=True)
class CarriedFilter:
    """What was chosen on the insight page."""

    filter: FigureFilter
    period: str = ""
    """As people write it, 2026-10; empty for every time."""
    shown: Shown = Shown.MONTHS
    titles: tuple[tuple[str, str], ...] = ()
    """(tool, title)."""
    hide_small: bool = True

    def best_of(self, choices: Iterable[ReportChoice]) -> ReportChoice | None:
        """Return the report that takes over most: the tool first, then the time, then what was shown."""
        return max(choices, key=self._fits, default=None)

    def period_of(self, choice: ReportChoice) -> str:
        """Return the period of a report that is meant: the same, else the one that has it in it, else the latest in it.

        It is the report's usual one where nothing was chosen, or none of these is offered.
        """
        if not self.period:
            return choice.usual
        wanted = ReportPeriod.parse(self.period)
        offered = [ReportPeriod.parse(name) for name, _ in choice.periods]
        usual = ReportPeriod.parse(choice.usual)
        around = [one for one in offered if one.first <= wanted.first and wanted.last <= one.last]
        within = [one for one in offered if wanted.first <= one.first and one.last <= wanted.last]
        over = [one for one in within if one.last <= usual.last]
        if around:
            return min(around, key=lambda one: one.last - one.first).name
        return (over or within or [usual])[0].name

    def words(self, choice: ReportChoice) -> str:
        """Say what a report takes over and what it does not."""
        period = ReportPeriod.parse(self.period_of(choice))
        same = bool(self.period) and ReportPeriod.parse(self.period).words == period.words
        counts = self.filter.tool in choice.tools
        taken = FigureFilter.of(period).period_words if same else ""
        title = dict(self.titles).get(self.filter.tool, self.filter.tool)
        told = [one for one in (taken, title if counts else "") if one]
        lines = [f"Taken over from the insight page: {', '.join(told)}."] if told else []
        lines += self._other_time(period) if self.period and not same else ()
        lines += [f"This report does not count “{title}”."] if title and not counts else ()
        lines += self._left_behind(choice)
        return " ".join(lines)

    def _fits(self, choice: ReportChoice) -> tuple[bool, bool, bool, bool]:
        return (
            self.filter.authority in ("", choice.code),
            not self.filter.tool or self.filter.tool in choice.tools,
            any(name == self.period for name, _ in choice.periods),
            _TOLD_BY.get(self.shown) in choice.kinds,
        )

    def _other_time(self, period: ReportPeriod) -> Iterator[str]:
        chosen = ReportPeriod.parse(self.period).words
        yield f"Not taken over: {chosen}. This report is of {period.words}; choose another period above."

    def _left_behind(self, choice: ReportChoice) -> Iterator[str]:
        """Yield what reports do not narrow by."""
        if self.filter.authority not in ("", choice.code):
            yield f"Not taken over: authority {self.filter.authority}. This report is of another authority."
        narrow = replace(self.filter, first="", last="", authority="", tool="")
        if narrow != FigureFilter():
            told = narrow.words().removeprefix(f"{narrow.period_words} · ")
            yield f"Not taken over: {told}. A report tells of the whole authority."
        if not self.hide_small and choice.hides_small:
            yield "Small counts are left out, as its readers may not open the audits."
