"""How an authority works, as data: its tools, words, scales, dates, quotas and whom it tells.

What `fit_tool` uses decides audits; everything else is held and shown. Rules are those of the five frameworks (R-...).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from qa_desktop.domain.condition import Condition
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.theme import ListedTheme
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool_outcome import EscalationRule, LookBack


@dataclass(frozen=True, slots=True)
class SettingsSource:
    """Where the settings come from, and what the authority's own document leaves open."""

    document: str
    note: str = ""
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnTools:
    """Which tools are the authority's own: those that are offered first, and those that its settings change."""

    of: tuple[str, ...] = ()
    """Codes of authorities, every tool of which is meant."""
    also: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()


Terms = tuple[tuple[str, str], ...]
"""The authority's words by their name, as in (("practitioner", "Key worker"),)."""


@dataclass(frozen=True, slots=True)
class ToolTerms:
    """Words that hold in some tools alone."""

    tools: tuple[str, ...]
    terms: Terms


@dataclass(frozen=True, slots=True)
class Superseded:
    """A term of the print that the law has replaced (GAP-09, R-200)."""

    printed: str
    now: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ScaleSetting:
    """A scale that takes the place of the one with the same id in some tools."""

    tools: tuple[str, ...]
    scale: Scale
    note: str = ""


@dataclass(frozen=True, slots=True)
class LookBackSetting:
    """The usual period audited in some tools (R-037)."""

    tools: tuple[str, ...]
    look_back: LookBack


LAST_MEETING = "last_meeting"


@dataclass(frozen=True, slots=True)
class DeadlineSetting:
    """A date that follows. What is left out stays as the tool says it (R-090 to R-099)."""

    id: str
    tools: tuple[str, ...]
    label: str = ""
    amount: int | None = None
    unit: str = ""
    owner: str = ""
    applies_to: str = ""
    grades: tuple[str, ...] = ()
    source: str = ""
    start: str = ""
    """`last_meeting`, `allocation`, `initial_audit`, a date field or question; empty as the tool says."""
    shown_when: Condition | None = None
    """When it applies at all; as the tool says where nothing is said."""


@dataclass(frozen=True, slots=True)
class EscalationSetting:
    """Who is told at a grade, in some tools (R-080 to R-084)."""

    tools: tuple[str, ...]
    rule: EscalationRule


@dataclass(frozen=True, slots=True)
class Recipient:
    """Where copies go, written once for every tool (R-071, R-075)."""

    id: str
    name: str
    address: str = ""
    note: str = ""

    @property
    def words(self) -> str:
        """How a filing step names it."""
        named = self.address or self.name
        return f"{named} ({self.note})" if self.note else named


@dataclass(frozen=True, slots=True)
class FilingSetting:
    """A step of filing. What is left out stays as the tool says it (R-070 to R-076)."""

    id: str
    tools: tuple[str, ...]
    title: str = ""
    heading: str = ""
    text: str = ""
    length_limit: int | None = None
    to: tuple[str, ...] = ()
    """Recipients by id, who fill in {recipients}."""
    tell: tuple[str, ...] = ()
    """Whom the step tells."""
    comment_by: tuple[str, ...] = ()
    """Who of them is asked for a comment."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often something happens: every so many weeks, or in named months; `words` where the print says no more."""

    amount: int | None = None
    unit: str = ""
    months: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Quota:
    """How much is expected of a role (R-020 to R-028)."""

    id: str
    role: str
    what: str
    least: int
    per: str
    for_each: str = "person"
    tools: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Selection:
    """How cases are chosen, and who audits them (R-001 to R-015)."""

    id: str
    what: str
    how: str
    tools: tuple[str, ...] = ()
    reach: str = ""
    """`own_team`, `outside_own_service`, `across_teams` or `any`; empty where nothing is said."""
    day: int | None = None
    """The day of the month on which cases are drawn."""
    notice: Rhythm | None = None
    by: str = ""
    auditors: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Programme:
    """What the audits of a period look at (R-008, R-150, R-151)."""

    id: str
    title: str
    tools: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    """(period, (theme of each column))."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """With whom an audit is done, and what comes before it (R-030 to R-039)."""

    id: str
    company: tuple[str, ...]
    tools: tuple[str, ...] = ()
    before: str = ""
    during: str = ""


@dataclass(frozen=True, slots=True)
class Grading:
    """How the grade comes about (R-040, R-041, R-050, R-084)."""

    agreed_with: str = ""
    disagreement: str = ""
    first_given: bool = False
    """Whether the grades first given are kept beside those submitted (GAP-13)."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moderation:
    """Who looks at audits again, when, and what becomes of the grade (R-044 to R-049)."""

    id: str
    what: str
    when: str
    by: str = ""
    grade: str = ""
    """`final` where the moderator's grade counts, `beside` where it stands beside the first."""
    every: Rhythm | None = None
    tools: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FamilyViews:
    """Whether and how the family is asked (R-060 to R-064)."""

    asked: tuple[str, ...] = ()
    consent_by: str = ""
    consent_needed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the challenge of reviewing officers and chairs is called, and how it goes (R-170 to R-175)."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class TimetableStep:
    """One step of a timetable: so long before or after something."""

    id: str
    what: str
    when: str
    """`before`, `after` or `during`."""
    of: str
    time: Rhythm | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The steps of a larger piece of work (R-130 to R-138)."""

    id: str
    title: str
    steps: tuple[TimetableStep, ...]
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegularCheck:
    """Something that comes round: checks, reports, meetings (R-100 to R-124, R-140 to R-220, PRACTICE P-41)."""

    id: str
    kind: str
    what: str
    every: Rhythm | None = None
    by: str = ""
    to: str = ""
    tools: tuple[str, ...] = ()
    note: str = ""
    when: Condition | None = None
    """Which signed records with these tools say that it was done; every one where nothing is said."""
    services: tuple[str, ...] = ()
    """In which services `by` is asked, by the names of the directory; in every one where nothing is said."""

    @property
    def by_words(self) -> str:
        """Who does it, with the services where only theirs are asked."""
        return f"{self.by} ({'; '.join(self.services)})" if self.services else self.by


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to telephone. Where no number stands, the authority has still to fill it in."""

    id: str
    name: str
    number: str = ""
    when: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Safety:
    """What to do about an immediate safety concern, and about a concern about a worker (R-086, P-22, P-30)."""

    contacts: tuple[Contact, ...]
    """In the order in which to call."""
    steps: tuple[str, ...] = ()
    worker_contacts: tuple[Contact, ...] = ()


@dataclass(frozen=True, slots=True)
class AuthoritySettings:
    """One version of an authority's settings."""

    id: str
    version: str
    code: str
    name: str
    source: SettingsSource
    own: OwnTools
    terms: Terms = ()
    tool_terms: tuple[ToolTerms, ...] = ()
    superseded: tuple[Superseded, ...] = ()
    benchmark: str = ""
    scales: tuple[ScaleSetting, ...] = ()
    look_back: tuple[LookBackSetting, ...] = ()
    deadlines: tuple[DeadlineSetting, ...] = ()
    escalation: tuple[EscalationSetting, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    filing: tuple[FilingSetting, ...] = ()
    quotas: tuple[Quota, ...] = ()
    selection: tuple[Selection, ...] = ()
    programmes: tuple[Programme, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    grading: Grading | None = None
    moderation: tuple[Moderation, ...] = ()
    family: FamilyViews | None = None
    challenge: Challenge | None = None
    timetables: tuple[Timetable, ...] = ()
    regular: tuple[RegularCheck, ...] = ()
    safety: Safety | None = None
    figures: FigurePolicy = field(default_factory=FigurePolicy)
    themes: tuple[ListedTheme, ...] = ()
    """The list of themes as it begins; officers change it."""
    content_hash: str = ""
    """SHA-256 in hex of the file."""

    def owns(self, tool_id: str, authority_code: str) -> bool:
        """Tell whether a tool is one of the authority's own."""
        if tool_id in self.own.leave_out:
            return False
        return tool_id in self.own.also or authority_code in self.own.of

    def term(self, name: str, usual: str) -> str:
        """Return the authority's word for something, or the usual one."""
        return dict(self.terms).get(name, usual)
