"""Draw cases to audit from a list, replace one of them, and share them out over people."""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.authority_settings import AuthoritySettings, Quota, Selection
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ports import LocalStore, SummaryFilter
from qa_desktop.domain.projection import signatures
from qa_desktop.domain.record import AuditState, AuditSummary
from qa_desktop.domain.sampling.draw import Exclusions, Scheme, draw
from qa_desktop.domain.sampling.population import plain
from qa_desktop.domain.sampling.record import (
    DrawRecord,
    ListFacts,
    Seed,
    Substitution,
    Who,
    without,
)
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.toolkit.population.columns import Wish
from qa_desktop.toolkit.population.read_population import ListLook, Reading, ReadList, look_at, read_population
from qa_desktop.toolkit.population.table import Told, nobody
from qa_desktop.toolkit.xlsform.safe_archive import ReadingStopped

__all__ = ["DrawCases", "ListLook", "ReadList", "ReadingStopped"]

REMEMBERED = "population_columns"
"""The setting that holds under which headings the columns of the last list stood."""
PAGE = 500
LONGEST_SEED = 200
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class ListWish:
    """How a list is to be read; the columns that were found before are looked for first."""

    columns: Mapping[str, str] = field(default_factory=dict)
    further: tuple[str, ...] = ()
    sheet: str = ""
    any_team: bool = False
    """Whether a case may be of a team that the directory does not know."""
    looked_at: bool = False


@dataclass(frozen=True, slots=True)
class DrawWish:
    """What to draw."""

    scheme: Scheme
    seed: str = ""
    """Empty where it is to be made at the moment."""
    open_statuses: tuple[str, ...] | None = None
    any_status: bool = False
    without_services: tuple[str, ...] = ()
    months: int = MONTHS_A_YEAR
    """Cases audited in so many months before the day are left out; 0 where that does not matter."""
    selection: str = ""
    """The id of one of the authority's ways to choose cases."""


@dataclass(frozen=True, slots=True)
class DrawReads:
    """What drawing reads beside the list."""

    directory: Callable[[], Directory]
    allocations: Callable[[], tuple[Allocation, ...]]
    settings: Callable[[], AuthoritySettings | None]
    new_seed: Callable[[], str]


class DrawCases:
    """Draws from lists that somebody gave out of the case system. Nothing of a list is kept here but its headings."""

    def __init__(self, store: LocalStore, open_audit: OpenAudit, reads: DrawReads, clock: Clock) -> None:
        self._store = store
        self._open = open_audit
        self._reads = reads
        self._clock = clock

    def read(self, path: Path, wish: ListWish, told: Told = nobody) -> ReadList:
        """Read a list, and remember its headings for the next one.

        Raises:
            NotFound: there is no such file.
            InputProblem: it cannot be read, or lacks a column.
        """
        teams = None if wish.any_team else self._teams()
        columns = Wish(wish.columns, self._remembered())
        found = read_population(path, Reading(columns, wish.further, wish.sheet, teams, wish.looked_at), told)
        self._store.set_setting(REMEMBERED, json.dumps(dict(found.columns), ensure_ascii=False))
        return found

    def look(self, path: Path, sheet: str = "") -> ListLook:
        """Return which headings or sheets a list has, with a guess of which column is which; raises as `read`."""
        return look_at(path, Wish({}, self._remembered()), sheet)

    def draw(self, found: ReadList, wish: DrawWish, listed: ListWish) -> DrawRecord:
        """Draw from a list that was read.

        Raises:
            InputProblem: the wish does not go with the list, or nothing of it may be drawn.
        """
        now = self._clock.now()
        since = None if wish.months == 0 else months_before(local_day(now), wish.months)
        exclusions = self._exclusions(found, wish, since)
        seed = Seed(_seed(wish.seed), was_given=True) if wish.seed else Seed(self._reads.new_seed(), was_given=False)
        selection = self.selection(wish.selection) if wish.selection else None
        facts = ListFacts(
            sha256=found.population.sha256,
            cases=len(found.population.cases),
            rows=found.rows,
            columns=tuple(sorted(found.columns.items())),
            further=found.population.further,
            sheet=found.sheet,
            left_out=found.left_out,
            teams=None if listed.any_team else self._teams(),
            looked_at=listed.looked_at,
        )
        return DrawRecord(
            seed=seed,
            who=Who(self._store.owner.name, now),
            listed=facts,
            scheme=wish.scheme,
            exclusions=exclusions,
            result=draw(found.population, wish.scheme, exclusions, seed.text),
            selection="" if selection is None else f"{selection.id}: {selection.what}",
        )

    def selection(self, selection_id: str) -> Selection:
        """Return one of the authority's ways to choose cases; raise NotFound where there is none of that id."""
        known = self.selections()
        found = next((one for one in known if one.id == selection_id), None)
        if found is None:
            ids = ", ".join(one.id for one in known) or "none"
            raise NotFound(f"Your authority's settings have no selection “{selection_id}”. There are: {ids}.")
        return found

    def selections(self) -> tuple[Selection, ...]:
        """Return every way in which the authority chooses cases."""
        settings = self._reads.settings()
        return () if settings is None else settings.selection

    def quotas(self) -> tuple[Quota, ...]:
        """Return how much the authority expects of each role."""
        settings = self._reads.settings()
        return () if settings is None else settings.quotas

    def substitute(self, record: DrawRecord, case: str, reason: str) -> DrawRecord:
        """Return the record with the next case of the group in the place of one; the reason stands in it.

        Raises:
            NotFound: the case is not among those that stand.
            InputProblem: no reason is given, or the record names no further case.
        """
        if not plain(reason):
            raise InputProblem("Say why the case is replaced: the reason stands in the record.")
        who = Who(self._store.owner.name, self._clock.now())
        made = Substitution(case, record.next_for(case), plain(reason), who)
        proposal = without(record.proposal, case)
        return replace(record, substitutions=(*record.substitutions, made), proposal=proposal)

    def _exclusions(self, found: ReadList, wish: DrawWish, since: date | None) -> Exclusions:
        statuses: tuple[str, ...] | None = Exclusions().open_statuses
        if wish.open_statuses is not None:
            statuses = tuple(sorted({plain(one).casefold() for one in wish.open_statuses}))
        if wish.any_status or "status" not in found.columns:
            statuses = None
        services = tuple(sorted({plain(one) for one in wish.without_services}))
        if services and "service" not in found.columns:
            raise InputProblem("The list has no column of services, so none can be left out of the draw.")
        known = {case.reference.casefold(): case.reference for case in found.population.cases}
        return Exclusions(
            open_statuses=statuses,
            without_services=services,
            audited_since=since,
            audited_here=frozenset() if since is None else frozenset(self._audited(known, since)),
            under_way=frozenset(known[one] for one in self._under_way() & known.keys()),
        )

    def _audited(self, known: Mapping[str, str], since: date) -> Iterator[str]:
        """Yield the references of which an audit here was signed, by its last meeting, since a day."""
        for summary in self._summaries(AuditState.SIGNED):
            reference = known.get(_reference(summary.subject))
            if reference and local_day(summary.changed_at) >= since and self._day(summary) >= since:
                yield reference

    def _day(self, summary: AuditSummary) -> date:
        """Return the day of the last meeting, else of the signature; the last change where its tool is not here."""
        try:
            audit = self._open(summary.id)
        except NotFound:
            return local_day(summary.changed_at)
        meeting = audit.last_meeting()
        if meeting is not None:
            return meeting
        signs = signatures(self._store.operations(summary.id))
        return min((local_day(one.client_time) for one in signs), default=local_day(summary.changed_at))

    def _under_way(self) -> set[str]:
        drafts = {_reference(one.subject) for one in self._summaries(AuditState.DRAFT)}
        return drafts | {_reference(one.subject) for one in self._reads.allocations() if one.is_open}

    def _summaries(self, state: AuditState) -> Iterator[AuditSummary]:
        after = None
        while True:
            page = self._store.summaries(SummaryFilter(state=state, after=after, limit=PAGE))
            yield from page
            if len(page) < PAGE:
                return
            after = page[-1]

    def _teams(self) -> tuple[str, ...] | None:
        """Return the teams that the directory knows today; None where it knows none."""
        teams = {plain(one.name) for one in self._reads.directory().teams if one.until is None and one.name}
        return tuple(sorted(teams)) or None

    def _remembered(self) -> Mapping[str, str]:
        kept = self._store.setting(REMEMBERED)
        return {str(ours): str(heading) for ours, heading in json.loads(kept).items()} if kept else {}


def months_before(day: date, months: int) -> date:
    """Return the same day some months before, or the last of that month where it has no such day."""
    whole = day.year * MONTHS_A_YEAR + day.month - 1 - months
    year, month = divmod(whole, MONTHS_A_YEAR)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _reference(subject: str) -> str:
    """Return what an audit is about as references are compared."""
    return plain(subject).casefold()


def _seed(text: str) -> str:
    seed = plain(text)
    if not seed or len(seed) > LONGEST_SEED or not seed.isprintable():
        raise InputProblem(f"Give a seed of 1 to {LONGEST_SEED} letters, digits and signs.")
    return seed
