"""Show what signed audits say together, as far as they are on this laptop; what figures may tell is the profile's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from qa_desktop.domain.figures.ages import AGES, ages_of
from qa_desktop.domain.figures.breakdown import (
    Bar,
    Breakdown,
    and_hidden,
    breakdowns,
    in_order,
    standard_of,
    without_small,
)
from qa_desktop.domain.figures.control import ControlChart, control_chart
from qa_desktop.domain.figures.difference import Difference, differences
from qa_desktop.domain.figures.graded import OVERALL, SECTION, Graded, GradeScale
from qa_desktop.domain.figures.heat import HeatMap, heat_map
from qa_desktop.domain.figures.policy import FigurePolicy
from qa_desktop.domain.figures.question import (
    AUDITS,
    ActionsBehind,
    Behind,
    Counts,
    Dimension,
    FigureChoices,
    FiguredAudit,
    FigureFilter,
    OpenAction,
    PairsBehind,
    Quotation,
    QuotationsBehind,
    QuotedTheme,
    Submitted,
    ThemeCount,
    months_between,
    period_label,
    quarter_of,
)
from qa_desktop.domain.figures.severity import AuditorLine, auditor_lines
from qa_desktop.domain.figures.terms import group_label
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.tool import Words
from qa_desktop.errors import NotAllowed
from qa_desktop.services.figure_reads import FigureReads, FigureStore

OF_PEOPLE = frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE, Role.MANAGER})
"""Who sees figures of single practitioners beside themselves; their laptops hold what is theirs to see (P-33)."""
OVERSEERS = frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE})
"""Who sees how auditors grade beside others."""
MOST_AT_ONCE = 500
PERIODS = (Dimension.MONTH, Dimension.QUARTER)


class ShowFigures:
    """Reads on any thread. With `hide_small`, counts that are too small are left out."""

    def __init__(self, owner: Person, reads: FigureReads) -> None:
        self._owner = owner
        self._reads = reads
        self._is_up_to_date = False

    @property
    def policy(self) -> FigurePolicy:
        """What the authority lets figures tell."""
        settings = self._reads.settings()
        return settings.figures if settings else FigurePolicy()

    @property
    def sees_people(self) -> bool:
        """Whether the owner of this profile sees figures of practitioners beside their own."""
        return self.policy.practitioner and self._owner.role in OF_PEOPLE

    @property
    def oversees_auditors(self) -> bool:
        """Whether the owner of this profile sees how auditors grade beside others."""
        return self._owner.role in OVERSEERS

    def titles(self, tools: Collection[str]) -> Mapping[str, str]:
        """Return what tools are called, by id."""
        return self._reads.titles(tools)

    def authorities(self) -> Mapping[str, str]:
        """Return what authorities are called, by code."""
        return self._reads.authorities()

    def filter_words(self, wanted: FigureFilter) -> str:
        """Return a filter as a line that is printed with every figure, with the names of its tool and authority."""
        titles = self.titles({wanted.tool}) if wanted.tool else {}
        return wanted.words({**titles, **(self.authorities() if wanted.authority else {})})

    def words(self, tool: str = "") -> Words:
        """Return how a tool calls things here; of no tool, how the authority does.

        Where a section has several questions with a grade of their own, what is graded is no section but a question.
        """
        words = self._reads.words(tool)
        graded = domains_alone(self._store().graded(tool)) if tool else ()
        sections = {one.section for one in graded}
        return words if len(sections) == len(graded) else replace(words, section="Question", section_plural="Questions")

    def choices(self) -> FigureChoices:
        """Return what can be chosen in a filter."""
        return self._store().choices()

    def practitioners(self) -> tuple[str, ...]:
        """Return of whom figures can be shown: nobody where the profile has none, oneself, or all."""
        if not self.policy.practitioner:
            return ()
        named = self._store().practitioners()
        own = self._owner.name.casefold()
        return named if self.sees_people else tuple(one for one in named if one.casefold() == own)

    def scales(self) -> Mapping[str, GradeScale]:
        """Return every scale that was used in a signed audit, by its id."""
        return self._store().scales()

    def graded(self, tool: str) -> tuple[Graded, ...]:
        """Return what is graded in the signed audits of a tool."""
        return self._store().graded(tool)

    def audits(self, wanted: FigureFilter, by: Dimension | None = None) -> dict[str, int]:
        """Return how many audits there are, by group; under the empty name all together where none is asked for."""
        self._demand(wanted, by)
        counts = self._store().counts(wanted, (by,) if by else (), {AUDITS})
        return {one.group[0] if by else "": one.number for one in counts}

    def by_group(
        self, wanted: FigureFilter, by: Dimension, item: str = OVERALL, *, hide_small: bool = True
    ) -> tuple[Breakdown, ...]:
        """Return the grades of one question, or overall, for each group: each month in order, each team by name."""
        self._demand(wanted, by)
        counts = _one_spelling(self._store().counts(wanted, (by,), {item}))
        called = self.authorities() if by is Dimension.AUTHORITY else {}

        def named(name: str) -> tuple[str, str]:
            return (name, called[name]) if name in called else _named(name, by)

        found = breakdowns(counts, self._store().scales(), lambda one: named(one.group[0]))
        names = self._names(wanted, by, counts)
        labels = {name: named(name)[1] for name in names}
        return self._told((in_order(one, names, labels) for one in found), hide_small=hide_small)

    def by_domain(self, wanted: FigureFilter, *, hide_small: bool = True) -> tuple[Breakdown, ...]:
        """Return the grades of each question and section of the filter's tool, and overall, in the form's order."""
        self._demand(wanted)
        graded = {one.key: one for one in self._store().graded(wanted.tool)}
        counts = self._store().counts(wanted)

        def named(one: Counts) -> tuple[str, str] | None:
            of = graded.get(one.key)
            return (of.key, of.label) if of else None

        found = breakdowns(counts, self._store().scales(), named)
        order = {key: place for place, key in enumerate(graded)}
        sorted_bars = (
            replace(one, bars=tuple(sorted(one.bars, key=lambda bar: order.get(bar.name, len(order))))) for one in found
        )
        return self._told(sorted_bars, hide_small=hide_small, adds_up=False)

    def heat(self, wanted: FigureFilter, by: Dimension, *, hide_small: bool = True) -> tuple[HeatMap, ...]:
        """Return the filter's tool as a map of domains and groups, one for each scale."""
        self._demand(wanted, by)
        store = self._store()
        counts = [one for one in _one_spelling(store.counts(wanted, (by,))) if one.group[0]]
        names = self._names(wanted, by, counts)
        labels = {name: _named(name, by)[1] for name in names}
        made: dict[str, list[tuple[str, str, Breakdown]]] = {}
        for of in store.graded(wanted.tool):
            own = [one for one in counts if one.key == of.key]
            for one in breakdowns(own, store.scales(), lambda count: _named(count.group[0], by)):
                made.setdefault(one.scale.id, []).append((of.key, of.label, in_order(one, names, labels)))
        told = (
            [(key, label, self._told([one], hide_small=hide_small)[0]) for key, label, one in rows]
            for rows in made.values()
        )
        words = self.words(wanted.tool)
        title = f"{words.section_plural} by {group_label(by, words).lower()}"
        maps = (heat_map(title, rows, self.policy, head=words.section) for rows in told)
        return tuple(one for one in maps if one is not None)

    def themes(self, wanted: FigureFilter, by: Dimension | None = None) -> tuple[ThemeCount, ...]:
        """Return of how many cases each theme was tagged, those of most cases first."""
        self._demand(wanted, by)
        return self._store().themes(wanted, (by,) if by else ())

    def quotations(
        self, wanted: FigureFilter, kind: ThemeKind, name: str, *, most: int = 50, released: bool = False
    ) -> tuple[Quotation, ...]:
        """Return the words on which a theme rests, the latest first; `released` are those that may leave the team."""
        return self.behind_theme(QuotationsBehind(wanted, kind, name, limit=most, released=released))

    def behind_theme(self, wanted: QuotationsBehind) -> tuple[Quotation, ...]:
        """Return a page of the words on which a theme rests, the latest first."""
        self._demand(wanted.filter)
        return self._store().quotations(wanted)

    def quoted(self, wanted: FigureFilter) -> tuple[QuotedTheme, ...]:
        """Return how many quotations each theme has, and how many of them nobody redacted."""
        self._demand(wanted)
        return self._store().quoted(wanted)

    def behind(self, wanted: Behind) -> tuple[FiguredAudit, ...]:
        """Return the audits that a figure counts, the latest first."""
        self._demand(wanted.filter)
        return self._store().behind(wanted)

    def all_behind(self, wanted: FigureFilter) -> Iterator[FiguredAudit]:
        """Yield every audit of a filter, the latest first, page by page."""
        asked = Behind(wanted, limit=MOST_AT_ONCE)
        page = self.behind(asked)
        while page:
            yield from page
            page = self.behind(replace(asked, after=page[-1])) if len(page) == MOST_AT_ONCE else ()

    def submitted(self, allocations: Collection[str]) -> tuple[Submitted, ...]:
        """Return which of these allocations came back signed, and when first."""
        return self._store().submitted(allocations)

    def open_actions(self, wanted: FigureFilter, by: Dimension, today: date) -> tuple[Breakdown, ...]:
        """Return how many actions of the filter's audits are open, by group and how late they are; none is left out."""
        self._demand(wanted, by)
        counts = _one_spelling(ages_of(self._store().open_actions(wanted, by), today))
        found = breakdowns(counts, {AGES.id: AGES}, lambda one: _named(one.group[0], by))
        names = self._names(wanted, by, counts)
        return tuple(in_order(one, names) for one in found)

    def behind_actions(self, wanted: ActionsBehind) -> tuple[OpenAction, ...]:
        """Return the open actions behind a figure, the longest overdue first."""
        self._demand(wanted.filter)
        return self._store().behind_actions(wanted)

    def trajectory(
        self, wanted: FigureFilter, by: Dimension, item: str = OVERALL, *, hide_small: bool = True
    ) -> tuple[HeatMap, ...]:
        """Return how often each group is as expected, quarter by quarter, one map for each scale."""
        self._demand(wanted, by)
        counts = _one_spelling(self._store().counts(wanted, (by, Dimension.QUARTER), {item}))
        names = self._names(wanted, by, [one for one in counts if one.group[0]])
        quarters = self._names(wanted, Dimension.QUARTER, [replace(one, group=one.group[1:]) for one in counts])
        return tuple(
            one
            for scale in {one.scale: None for one in counts}
            for told in [
                self._paths([one for one in counts if one.scale == scale], by, (names, quarters), hide_small=hide_small)
            ]
            if (one := heat_map(f"{by.label} by quarter", told, self.policy, head=by.label)) is not None
        )

    def _paths(
        self,
        counts: Sequence[Counts],
        by: Dimension,
        shown: tuple[Sequence[str], Sequence[str]],
        *,
        hide_small: bool,
    ) -> list[tuple[str, str, Breakdown]]:
        """Return a breakdown by quarter of each group; what its quarter leaves out among the groups is left out too."""
        names, quarters = shown
        labels = {name: period_label(name) for name in quarters}
        scales = self._store().scales()
        across: dict[tuple[str, str], Bar] = {}
        for quarter in quarters:
            own = [one for one in counts if one.group[1] == quarter]
            for one in self._told(breakdowns(own, scales, lambda of: _named(of.group[0], by)), hide_small=hide_small):
                across.update({(bar.name, quarter): bar for bar in one.bars})
        found = []
        for name in names:
            own = [one for one in counts if one.group[0] == name]
            for one in breakdowns(own, scales, lambda of: _named(of.group[1], Dimension.QUARTER)):
                (told,) = self._told([in_order(one, quarters, labels)], hide_small=hide_small)
                bars = (and_hidden(bar, across.get((name, bar.name))) for bar in told.bars)
                found.append((name, name or by.unnamed, replace(told, bars=tuple(bars))))
        return found

    def control(
        self, wanted: FigureFilter, item: str = OVERALL, since: str = "", *, hide_small: bool = True
    ) -> tuple[ControlChart, ...]:
        """Return how many grades are as expected, month by month, with what is more than chance; one for each scale."""
        found = []
        for told in self.by_group(wanted, Dimension.MONTH, item, hide_small=hide_small):
            standard = standard_of(told.scale, self.policy)
            chart = control_chart(told, standard, since) if standard else None
            found += [chart] if chart else []
        return tuple(found)

    def auditors(self, wanted: FigureFilter, names: Mapping[str, str]) -> tuple[AuditorLine, ...]:
        """Return how the grades of each auditor met those of others; raise NotAllowed for who does not oversee them."""
        self._demand(wanted)
        self._demand_overseer()
        return auditor_lines(self._store().auditors(wanted), names)

    def behind_pairs(self, wanted: PairsBehind) -> tuple[FiguredAudit, ...]:
        """Return the audits behind a comparison, the latest first."""
        self._demand(wanted.filter)
        if wanted.auditor:
            self._demand_overseer()
        return self._store().behind_pairs(wanted)

    def differences(self, wanted: FigureFilter, first: str, second: str) -> tuple[Difference, ...]:
        """Return how often two forms of one case differ, by what is graded; seats as forms name them."""
        self._demand(wanted)
        store = self._store()
        labels = {one.key: one.label for one in store.graded(wanted.tool)}
        return differences(store.pair_grades(wanted, (first, second)), store.scales(), labels)

    def _store(self) -> FigureStore:
        if not self._is_up_to_date:
            self._reads.bring_up_to_date()
            self._is_up_to_date = True
        return self._reads.store()

    def _told(self, found: Iterable[Breakdown], *, hide_small: bool, adds_up: bool = True) -> tuple[Breakdown, ...]:
        if not hide_small:
            return tuple(found)
        return tuple(without_small(one, self.policy, adds_up=adds_up) for one in found)

    def _names(self, wanted: FigureFilter, by: Dimension, counts: Sequence[Counts]) -> tuple[str, ...]:
        """Return the groups in the order in which they are shown; no month between two others is left out."""
        there = sorted({one.group[0] for one in counts}, key=lambda name: (not name, name.casefold()))
        if by not in PERIODS or not there:
            return tuple(there)
        months = [wanted.first or _first_month(there[0]), wanted.last or _last_month(there[-1])]
        every = months_between(*months)
        return tuple(every) if by is Dimension.MONTH else tuple(dict.fromkeys(quarter_of(month) for month in every))

    def _demand_overseer(self) -> None:
        if not self.oversees_auditors:
            raise NotAllowed("Only QA officers and heads of service see how auditors grade beside others.")

    def _demand(self, wanted: FigureFilter, by: Dimension | None = None) -> None:
        """Raise NotAllowed where figures of people are asked for that the profile or the role does not give."""
        if not (wanted.practitioner or by is Dimension.PRACTITIONER):
            return
        if not self.policy.practitioner:
            raise NotAllowed("This authority has no figures of single practitioners.")
        is_own = wanted.practitioner.casefold() == self._owner.name.casefold()
        if not (self.sees_people or is_own):
            raise NotAllowed("Figures of a practitioner are for themselves, their manager, head of service and QA.")


def domains_alone(graded: Iterable[Graded]) -> tuple[Graded, ...]:
    """Return what is a domain: sections where those are graded, else questions; never the overall grade."""
    own = [one for one in graded if one.key != OVERALL]
    sections = [one for one in own if one.key.startswith(SECTION)]
    return tuple(sections or own)


def _one_spelling(counts: Iterable[Counts]) -> list[Counts]:
    """Return counts in which a name is written in one way: the store tells no capital from a small letter."""
    written: dict[str, str] = {}
    return [
        replace(one, group=tuple(written.setdefault(name.casefold(), name) for name in one.group)) for one in counts
    ]


def _named(name: str, by: Dimension) -> tuple[str, str]:
    if not name:
        return name, by.unnamed
    return name, period_label(name) if by in PERIODS else name


def _first_month(name: str) -> str:
    return f"{name[:4]}-{(int(name[-1]) - 1) * 3 + 1:02}" if "Q" in name else name


def _last_month(name: str) -> str:
    return f"{name[:4]}-{int(name[-1]) * 3:02}" if "Q" in name else name
