"""What the insight page shows: which figures are asked for, and what came of it as charts with their tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import islice

from qa_desktop.domain.figures.breakdown import Breakdown
from qa_desktop.domain.figures.control import ControlChart
from qa_desktop.domain.figures.graded import OVERALL, GradeScale
from qa_desktop.domain.figures.heat import HeatMap
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import Dimension, FigureChoices, FigureFilter
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.improvement_list import ImprovementQuestion, ImprovementsShown
from qa_desktop.domain.tool import Words
from qa_desktop.services.count_quotas import CountQuotas
from qa_desktop.services.list_improvements import ListImprovements
from qa_desktop.services.list_registers import ListRegisters
from qa_desktop.services.show_figures import ShowFigures

MOST_CHANGES = 200
"""So many improvement actions are offered, of those that are finished and of those that are not."""


class Shown(Enum):
    """What is put side by side."""

    MONTHS = "months"
    QUARTERS = "quarters"
    CONTROL = "control"
    DOMAINS = "domains"
    TEAMS = "teams"
    SERVICES = "services"
    CATEGORIES = "categories"
    AUTHORITIES = "authorities"
    MAP_TEAMS = "map_teams"
    MAP_SERVICES = "map_services"
    PATH_TEAMS = "path_teams"
    PATH_SERVICES = "path_services"
    THEMES = "themes"
    BESIDE = "beside"
    DIFFERENCES = "differences"
    AUDITORS = "auditors"
    ACTIONS = "actions"
    QUOTAS = "quotas"

    @property
    def title(self) -> str:
        """The choice as people say it."""
        return _TITLES[self]


_TITLES = {
    Shown.MONTHS: "Month by month",
    Shown.QUARTERS: "Quarter by quarter",
    Shown.CONTROL: "Before and after a change",
    Shown.DOMAINS: "By domain",
    Shown.TEAMS: "By team",
    Shown.SERVICES: "By service",
    Shown.CATEGORIES: "By category of case",
    Shown.AUTHORITIES: "By authority",
    Shown.MAP_TEAMS: "Domains and teams",
    Shown.MAP_SERVICES: "Domains and services",
    Shown.PATH_TEAMS: "Teams over time",
    Shown.PATH_SERVICES: "Services over time",
    Shown.THEMES: "Themes and their words",
    Shown.BESIDE: "Feedback beside figures",
    Shown.DIFFERENCES: "Lead, peer and moderator",
    Shown.AUDITORS: "Auditors beside others",
    Shown.ACTIONS: "Open actions by age",
    Shown.QUOTAS: "Quotas",
}
GROUPED = {
    Shown.MONTHS: Dimension.MONTH,
    Shown.QUARTERS: Dimension.QUARTER,
    Shown.TEAMS: Dimension.TEAM,
    Shown.SERVICES: Dimension.SERVICE,
    Shown.CATEGORIES: Dimension.CATEGORY,
    Shown.AUTHORITIES: Dimension.AUTHORITY,
}
MAPS = {Shown.MAP_TEAMS: Dimension.TEAM, Shown.MAP_SERVICES: Dimension.SERVICE}
PATHS = {Shown.PATH_TEAMS: Dimension.TEAM, Shown.PATH_SERVICES: Dimension.SERVICE}
OF_ONE = frozenset({*GROUPED, *PATHS, Shown.CONTROL, Shown.BESIDE})
"""What tells of one domain, or of the overall grade."""


@dataclass(frozen=True, slots=True)
class InsightQuestion:
    """What is asked for."""

    filter: FigureFilter
    shown: Shown = Shown.MONTHS
    item: str = OVERALL
    """What is graded: a domain, or the whole audit."""
    hide_small: bool = True
    since: str = ""
    """The month in which something was changed; empty for none."""
    change: str = ""
    """The improvement action that is looked at, in words."""
    register: str = ""
    """The register that stands beside figures."""


@dataclass(frozen=True, slots=True)
class ChartView:
    """One chart, or a table alone where `drawn` is None."""

    table: FigureTable
    drawn: Breakdown | HeatMap | ControlChart | None = None
    names: tuple[str, ...] = ()
    """What each row of a table alone is about, to look behind it; empty where nothing is."""
    note: str = ""
    """How it is read."""
    about: str = ""
    """Which of several charts of the same kind it is."""
    compared: GradeScale | None = None
    """The scale on which grades were compared, where `drawn` tells how they met."""


@dataclass(frozen=True, slots=True)
class InsightView:
    """What came of a question."""

    question: InsightQuestion
    counted: str
    """What is counted, in words."""
    charts: tuple[ChartView, ...]
    policy: FigurePolicy
    scales: Mapping[str, GradeScale]
    today: date
    empty: str = ""
    """What to do where nothing is shown; empty for the usual."""


@dataclass(frozen=True, slots=True)
class InsightSources:
    """What is shown beside grades, and who is who."""

    figures: ShowFigures
    quotas: CountQuotas
    registers: ListRegisters
    improvements: ListImprovements
    names: Callable[[], Mapping[str, str]]
    """Returns what people are called, by id."""
    today: Callable[[], date]


@dataclass(frozen=True, slots=True)
class InsightChoices:
    """What can be chosen."""

    choices: FigureChoices
    titles: tuple[tuple[str, str], ...] = ()
    """(tool, title)."""
    items: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    """What is graded in each tool, as (key, label)."""
    practitioners: tuple[str, ...] = ()
    registers: tuple[tuple[str, str], ...] = ()
    """(register, title)."""
    changes: tuple[tuple[str, str], ...] = ()
    """(month, improvement action that was finished then, or else began), the latest first."""
    shown: tuple[Shown, ...] = tuple(Shown)
    """What the owner of this profile may look at."""
    words: Words = field(default_factory=Words)
    """How the authority calls things."""
    authorities: tuple[tuple[str, str], ...] = ()
    """(code, name), where there are several."""


def choices_of(sources: InsightSources) -> InsightChoices:
    """Return what can be chosen on this laptop."""
    figures = sources.figures
    choices = figures.choices()
    titles = figures.titles(choices.tools)
    named = sorted(((tool, titles.get(tool, tool)) for tool in choices.tools), key=lambda one: one[1].casefold())
    items = tuple((tool, tuple((one.key, one.label) for one in figures.graded(tool))) for tool, _ in named)
    registers = sorted(sources.registers.all(), key=lambda one: "feedback" not in one.title.casefold())
    return InsightChoices(
        choices,
        tuple(named),
        items,
        figures.practitioners(),
        tuple((one.id, one.title) for one in registers),
        tuple(_changes(sources.improvements)),
        tuple(one for one in Shown if one is not Shown.AUDITORS or figures.oversees_auditors),
        figures.words(),
        _authorities(figures, choices),
    )


def _authorities(figures: ShowFigures, choices: FigureChoices) -> tuple[tuple[str, str], ...]:
    if len(choices.authorities) < 2:  # noqa: PLR2004 - of one there is nothing to choose
        return ()
    called = figures.authorities()
    return tuple((code, called.get(code, code)) for code in choices.authorities)


def _changes(improvements: ListImprovements) -> list[tuple[str, str]]:
    told = (ImprovementQuestion(shown) for shown in (ImprovementsShown.CLOSED, ImprovementsShown.OPEN))
    every = (one for question in told for one in islice(improvements.all(question), MOST_CHANGES))
    return sorted(
        {((one.done_on or one.since)[:7], one.what) for one in every if one.done_on or one.since}, reverse=True
    )


def item_label(figures: ShowFigures, question: InsightQuestion) -> str:
    """Return what is graded, in the words of the tool."""
    graded = figures.graded(question.filter.tool) if question.filter.tool else ()
    return next((one.label for one in graded if one.key == question.item), figures.words(question.filter.tool).overall)


def shown_title(shown: Shown, words: Words) -> str:
    """Return a choice as the authority says it: by domain, by standard, by section."""
    own = {
        Shown.DOMAINS: f"By {words.section.lower()}",
        Shown.MAP_TEAMS: f"{words.section_plural} and teams",
        Shown.MAP_SERVICES: f"{words.section_plural} and services",
    }
    return own.get(shown, shown.title)
