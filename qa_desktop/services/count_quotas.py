"""Count signed audits against what the authority expects of each person or team in a month or a year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.authority_settings import AuthoritySettings, Quota
from qa_desktop.domain.directory import Colleague, Directory
from qa_desktop.domain.done_audit import DoneAudit
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.overseen import WIDE, is_overseen
from qa_desktop.domain.ports import LocalStore
from qa_desktop.domain.posts import post_change, posts_given
from qa_desktop.domain.quota import NO_POST, YEAR, Member, QuotaRow, count, count_year, posts, role_post, usual_post
from qa_desktop.domain.record import Role
from qa_desktop.domain.rounds import month_end
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.list_observed import ListObserved


@dataclass(frozen=True, slots=True)
class QuotaReads:
    """What counting reads."""

    settings: Callable[[], AuthoritySettings | None]
    directory: Callable[[], Directory]
    programme: Callable[[], tuple[Operation, ...]]
    done_since: Callable[[date], tuple[DoneAudit, ...]]
    allocated_about: Callable[[date], tuple[Allocation, ...]]
    """Return what was allocated in the month of a day, and perhaps a day before or after."""
    observed: ListObserved
    """Tells how often practitioners were observed in a year."""


@dataclass(frozen=True, slots=True)
class QuotaTable:
    """How far everybody is in a month, as far as this laptop knows."""

    month: date
    rows: tuple[QuotaRow, ...]
    members: tuple[Member, ...] = ()
    posts: tuple[str, ...] = ()
    """The posts of which something is expected."""

    @property
    def without_post(self) -> tuple[Member, ...]:
        """Those of whom nothing is expected because nobody said what they are; nobody where no post has a quota."""
        return tuple(one for one in self.members if not one.post) if self.posts else ()


class CountQuotas:
    """Counts by the month of the last meeting, the tool and who did it. An auditor sees themselves alone."""

    def __init__(self, store: LocalStore, reads: QuotaReads, clock: Clock) -> None:
        self._store = store
        self._reads = reads
        self._clock = clock

    def __call__(self, month: date | None = None) -> QuotaTable:
        """Return how far those are whom the owner may see, in the month of a day; this month where none is given."""
        table = self._of_people(month)
        if not self._answers_for_others:
            return table
        last = min(local_day(self._clock.now()), month_end(table.month))
        return replace(table, rows=(*table.rows, *self._reads.observed.rows(last)))

    def own(self, month: date | None = None) -> tuple[QuotaRow, ...]:
        """Return how far the owner is, or the owner's team where the quota is a team's."""
        table = self._of_people(month)
        me = self._store.owner.id
        teams = {one.team for one in table.members if one.id == me}
        return tuple(one for one in table.rows if one.who == me or (one.quota.for_each == "team" and one.who in teams))

    def members(self) -> tuple[Member, ...]:
        """Return for whom the owner answers, the owner among them, with what each is by post, or else by role."""
        directory = self._reads.directory()
        roles = {one.id: one.role for one in directory.present} or {self._store.owner.id: self._store.owner.role.value}
        found = self._members(posts(self._expected_of_people()))
        return tuple(replace(one, post=one.post or role_post(roles.get(one.id, ""))) for one in found)

    def quotas(self) -> tuple[Quota, ...]:
        """Return how much the authority expects of each role."""
        settings = self._reads.settings()
        return () if settings is None else settings.quotas

    def set_post(self, person: str, post: str) -> None:
        """Say what somebody is in the authority, so that the right quota counts; empty goes back to the usual.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: nobody has this id or name.
            InputProblem: no quota is for such a post, or several people have the name.
        """
        if self._store.owner.role is not Role.QA_OFFICER:
            raise NotAllowed("Only a QA officer says who has which post.")
        known = posts(self._expected_of_people())
        found = next((one for one in (*known, NO_POST, "") if one.casefold() == post.strip().casefold()), None)
        if found is None:
            raise InputProblem(f"No quota is for “{post}”. There are: {', '.join(known) or 'none'}; “-” for none.")
        self._store.append([post_change(self._reads.directory().named(person).id, found)])

    @property
    def may_set_posts(self) -> bool:
        """Whether the owner says who has which post."""
        return self._store.owner.role is Role.QA_OFFICER

    def _of_people(self, month: date | None) -> QuotaTable:
        """Return how far people and teams are with what is expected of themselves."""
        first = (month or local_day(self._clock.now())).replace(day=1)
        quotas = self._expected_of_people()
        members = self._members(posts(quotas))
        is_yearly = any(one.per == YEAR for one in quotas)
        audits = self._reads.done_since(first.replace(month=1) if is_yearly else first)
        cases = self._reads.allocated_about(first) if self._is_wide else ()
        rows = (*count(quotas, members, audits, cases, first), *count_year(quotas, members, audits, first))
        return QuotaTable(first, rows, members, posts(quotas))

    def _expected_of_people(self) -> tuple[Quota, ...]:
        """Return the quotas without the yearly one of observations, which is counted by who was observed."""
        observed = self._reads.observed.quota()
        return tuple(one for one in self.quotas() if observed is None or one.id != observed.id)

    @property
    def _answers_for_others(self) -> bool:
        """Whether the owner is told how often practitioners were observed."""
        return self._is_wide or self._store.owner.role in (Role.MANAGER, Role.HEAD_OF_SERVICE)

    @property
    def _is_wide(self) -> bool:
        return self._store.owner.role in WIDE

    def _members(self, known: tuple[str, ...]) -> tuple[Member, ...]:
        directory = self._reads.directory()
        given = posts_given(self._reads.programme())
        people = [one for one in directory.present if one.role not in (Role.ADMIN.value, Role.PRACTITIONER.value)]
        if not people:
            people = [_alone(self._store.owner.id, self._store.owner.name, self._store.owner.role.value, self._clock)]
        owner = self._store.owner
        return tuple(_member(one, directory, given, known) for one in people if is_overseen(owner, one, directory))


def _alone(person: PersonId, name: str, role: str, clock: Clock) -> Colleague:
    return Colleague(person, name, role, "", clock.now())


def _member(one: Colleague, directory: Directory, given: Mapping[PersonId, str], known: tuple[str, ...]) -> Member:
    team = directory.team(one.team)
    post = given.get(one.id) or usual_post(one.role, known)
    name, service = ("", "") if team is None else (team.name, team.service)
    return Member(one.id, one.name, one.team, name, post, service)
