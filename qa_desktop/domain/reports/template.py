"""What a kind of report contains, as data: every authority has templates of its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from qa_desktop.domain.figures.theme import ThemeKind


class PartKind(Enum):
    """What a part of a report tells."""

    TEXT = "text"
    COMPLIANCE = "compliance"
    GRADES = "grades"
    DOMAINS = "domains"
    GROUPS = "groups"
    MAP = "map"
    TREND = "trend"
    THEMES = "themes"
    THEMES_BY_GROUP = "themes_by_group"
    FOUND = "found"
    RECORDS = "records"
    ACTIONS = "actions"
    DIFFERENCES = "differences"
    BESIDE = "beside"
    RESPONSE = "response"
    TABLE = "table"
    REGISTER = "register"
    EXEMPLARS = "exemplars"
    PROGRAMME = "programme"
    MEASURED = "measured"
    FOLLOWED = "followed"
    WORDS = "words"


class Every(Enum):
    """How often a report is made."""

    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    SIX_WEEKS = "six_weeks"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    AS_NEEDED = "as_needed"

    @property
    def words(self) -> str:
        """As people say it."""
        return {
            "week": "weekly",
            "four_weeks": "every four weeks",
            "six_weeks": "every six weeks",
            "month": "monthly",
            "quarter": "quarterly",
            "year": "yearly",
            "as_needed": "as needed",
        }[self.value]

    @property
    def weeks(self) -> int:
        """How many weeks lie between two; 0 where it is no matter of weeks."""
        return {"week": 1, "four_weeks": 4, "six_weeks": 6}.get(self.value, 0)


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One part. What is empty is not asked for."""

    id: str
    kind: PartKind
    title: str
    text: str = ""
    tools: tuple[str, ...] = ()
    """The tools whose signed records it tells of, where those are others than the report's."""
    by: str = ""
    """A group: service, team, practitioner, month or quarter; `department` for all together."""
    themes: ThemeKind | None = None
    questions: tuple[str, ...] = ()
    """Which answers of records are told, in this order; all of them where none is named."""
    where: tuple[tuple[str, str], ...] = ()
    """(question or header field, answer) that a record has to have."""
    grade: str = ""
    """The overall grade, by its code, of the audits of which it tells what followed."""
    register: str = ""
    """The register whose entries are counted."""
    none: str = ""
    """What is said where there is nothing to tell."""


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """One kind of report of one authority."""

    id: str
    title: str
    code: str
    """The authority's code."""
    authority: str
    audience: str
    every: Every
    tools: tuple[str, ...]
    """The tools whose audits are counted."""
    parts: tuple[ReportPart, ...]
    also: tuple[Every, ...] = ()
    """How often it is asked for besides, by other readers."""
    answers_to: tuple[str, ...] = ()
    """The reports of the framework that it is, by their ids."""
    source: str = ""
    hide_small: bool = True
    """Whether small groups are left out: its readers may not open the audits themselves."""

    @property
    def rhythms(self) -> tuple[Every, ...]:
        """How often it is asked for, the usual one first."""
        return (self.every, *self.also)

    @property
    def how_often(self) -> str:
        """The same in words."""
        return " and ".join(one.words for one in self.rhythms)

    @property
    def recipients(self) -> tuple[str, ...]:
        """To whom it goes, one by one: as the framework names them."""
        named = (one.strip() for one in self.audience.replace(";", ",").split(","))
        return tuple(one for one in named if one)
