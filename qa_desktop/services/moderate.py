"""Moderate what lead and peer graded otherwise: what is to moderate, by when, and the record in which it is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import linked_values
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.operation import Value
from qa_desktop.domain.pairs import MODERATION, AuditPair, Seat
from qa_desktop.domain.parts import Relation
from qa_desktop.domain.provisional import says_they_differ
from qa_desktop.domain.tool import AnswerType, Item, Tool
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.allocate import Allocate, AllocationRequest
from qa_desktop.services.give_parts import GiveParts
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.start_audit import StartAudit, StartRequest

AUDITED_IT = "Who audited the case does not moderate it. Name somebody else."
PAGE = 12
"""As many as a window shows: both forms of each are opened."""
MOST_READ = 400
"""So many pairs are looked at for one page of the list, however few of them are to moderate."""
DIFFER = "grades_differ"
"""When the authority's settings call for a moderator."""
WHY = frozenset({"overall", "domain"})
"""The choices of the question why an audit is moderated."""
OF_THE_CASE = tuple(paths.about(field) for field in ("service", "team", "manager"))
"""What a record says of the case as the lead's form does: its team sees what is settled."""


@dataclass(frozen=True, slots=True)
class ToModerate:
    """A pair whose moderation is open, or was settled."""

    pair: AuditPair
    due: date | None
    moderator: str = ""
    """To whom it was allocated; empty where to nobody, or where that person began it."""


@dataclass(frozen=True, slots=True)
class ModerationPage:
    """A page of the list; `go_on` is where the next one begins, empty at the end."""

    entries: tuple[ToModerate, ...]
    go_on: str


@dataclass(frozen=True, slots=True)
class ModerationReads:
    """What moderating reads: pairs, allocations, tools, how the authority works, who is who."""

    to_moderate: Callable[[str, int], tuple[str, ...]]
    """Takes the last of the page before and how many; returns pairs that may have to be moderated, the newest first."""
    moderated: Callable[[str, int], tuple[str, ...]]
    """The same for pairs whose moderation is signed."""
    allocations: Callable[[], tuple[Allocation, ...]]
    tools: Callable[[str], Iterable[Tool]]
    """Takes the code of an authority, and returns its tools."""
    settings: Callable[[], AuthoritySettings | None]
    directory: Callable[[], Directory]


@dataclass(frozen=True, slots=True)
class ModerationServices:
    """What moderating does with others' help."""

    open_audit: OpenAudit
    start: StartAudit
    record: RecordAnswer
    allocate: Allocate
    parts: GiveParts


class Moderate:
    """Finds pairs that differ, gives them to a moderator, and begins the record."""

    def __init__(self, reads: ModerationReads, services: ModerationServices) -> None:
        self._reads = reads
        self._do = services

    def pair(self, name: str) -> AuditPair:
        """Return the forms of a pair that are here, and the record of its moderation."""
        return self._do.open_audit.pair(name)

    def page(self, after: str = "", *, settled: bool = False) -> ModerationPage:
        """Return pairs whose moderation is open, or with `settled` those that were moderated, the newest first."""
        waiting = {one.pair: one for one in self._reads.allocations() if one.is_open and one.part == MODERATION}
        found: list[ToModerate] = []
        read = 0
        while True:
            names = (self._reads.moderated if settled else self._reads.to_moderate)(after, PAGE)
            for name in names:
                after, read = name, read + 1
                pair = self.pair(name)
                if (pair.is_moderated if settled else is_open(pair)) and pair.both:
                    given = waiting.get(name)
                    found.append(ToModerate(pair, pairs.moderation_due(pair), self._name(given)))
                if len(found) == PAGE or read == MOST_READ:
                    return ModerationPage(tuple(found), after)
            if len(names) < PAGE:
                return ModerationPage(tuple(found), "")

    def give(self, name: str, person: str) -> Allocation:
        """Give a pair to a moderator: both forms to read, and the record to begin by the end of week 4 (R-045).

        Raises:
            NotAllowed: the owner is no QA officer, nothing is to moderate, or that person audited the case.
            NotFound: nobody is known by that name.
        """
        pair = self._demand_open(name)
        both = self._demand_both(pair)
        tool = self._tool(both[0])
        request = AllocationRequest(
            person,
            str(tool.id),
            both[0].subject,
            pairs.moderation_due(pair),
            both[0].text(paths.about("practitioner")),
            pair=name,
            part=MODERATION,
        )
        chosen = self._reads.directory().named(person).id
        if chosen in {one.record.owner for one in both}:
            raise NotAllowed(AUDITED_IT)
        made = self._do.allocate(request)
        if chosen != self._do.parts.owner:
            for one in both:
                self._do.parts.give(one.id, chosen, Relation.MODERATOR)
        return made

    def begin(self, name: str) -> Audit:
        """Return the record in which a pair is settled: the one that was begun, else a new one with what both gave.

        Raises:
            NotAllowed: nothing is to moderate, or the owner audited the case themselves.
            NotFound: not both forms are here, or no tool is known that moderates them.
        """
        pair = self.pair(name)
        if pair.moderation is not None:
            return self._do.open_audit(pair.moderation.id)
        both = self._demand_both(self._demand_open(name))
        allocated = next((one for one in self._do.allocate.own() if (one.pair, one.part) == (name, MODERATION)), None)
        if allocated is not None:
            return self._do.allocate.start(allocated.id)
        if self._do.parts.owner in {one.record.owner for one in both}:
            raise NotAllowed(AUDITED_IT)
        fields: dict[str, Value] = {pairs.PAIR: name, pairs.PART: MODERATION}
        tool = self._tool(both[0])
        worker = both[0].text(paths.about("practitioner"))
        return self.prepare(self._do.start(StartRequest(str(tool.id), both[0].subject, worker, fields=fields)))

    def demand(self, allocation: Allocation) -> None:
        """Raise NotFound where the forms of an allocated moderation have not arrived."""
        self._demand_both(self.pair(allocation.pair))

    def prepare(self, audit: Audit) -> Audit:
        """Return a record that was just begun, with the grades of both forms and why it is moderated."""
        pair = self.pair(audit.text(pairs.PAIR))
        both = self._demand_both(pair)
        values = {path: both[0].value(path) for path in OF_THE_CASE if both[0].text(path) and not audit.text(path)}
        for seat, form in zip(Seat, both, strict=True):
            item = _link_of(audit.tool, seat)
            if item is not None:
                values |= linked_values(audit, str(item.id), form)
        asked = next((one for one in audit.tool.items if {choice.code for choice in one.choices} == WHY), None)
        if asked is not None:
            keys = {one.key for one in pair.differences}
            why = [*(["overall"] if pairs.OVERALL in keys else []), *(["domain"] if keys - {pairs.OVERALL} else [])]
            values[paths.answer(asked.id)] = tuple(why) or None
        prepared = self._do.record(audit, values).audit
        # Lead and peer read what was settled as soon as it is signed, and nothing of it before.
        for owner in {one.record.owner for one in both} - {audit.record.owner}:
            self._do.parts.give(audit.id, owner, Relation.READER)
        return prepared

    def _name(self, given: Allocation | None) -> str:
        person = self._reads.directory().person(given.person) if given else None
        return person.name if person else ""

    def _demand_open(self, name: str) -> AuditPair:
        pair = self.pair(name)
        if not is_open(pair):
            raise NotAllowed("Nothing is to moderate here: both forms must be signed and differ in a grade.")
        return pair

    def _demand_both(self, pair: AuditPair) -> tuple[Audit, Audit]:
        if pair.both is None:
            raise NotFound("Both forms of this case are needed, signed. Sync, then try again.")
        return pair.both

    def _tool(self, form: Audit) -> Tool:
        """Return the tool with which the authority moderates audits of this kind."""
        settings = self._reads.settings()
        named = {one for rule in (settings.moderation if settings else ()) if rule.when == DIFFER for one in rule.tools}
        known = self._reads.tools(form.tool.authority_code)
        fitting = [one for one in known if all(_takes(one, seat, form) for seat in Seat)]
        found = next((one for one in fitting if str(one.id) in named), next(iter(fitting), None))
        if found is None:
            raise NotFound(f"No tool is known that moderates {form.tool.title}.")
        return found


def is_open(pair: AuditPair) -> bool:
    """Tell whether a moderation is open: the forms differ, or an auditor says that they do."""
    if pair.both is None or pair.is_moderated:
        return False
    return pair.to_moderate or any(says_they_differ(one) for one in pair.both)


def _link_of(tool: Tool, seat: Seat) -> Item | None:
    links = [one for one in tool.header if one.type is AnswerType.AUDIT]
    return next((one for one in links if str(one.id).startswith(seat.value)), None)


def _takes(tool: Tool, seat: Seat, form: Audit) -> bool:
    item = _link_of(tool, seat)
    return item is not None and str(form.tool.id) in item.audits_of
