"""Fill in what becomes of a signed audit: the supervision half of its actions, checks, remedial work, closing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import follow_up
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.closing import Closing, closing
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.entries import Action
from qa_desktop.domain.follow_up_rules import Review, check_values, review_values
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.improvement import followed_actions
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer

MOST_STEPS = 3
"""How many records lie at most between an audit and the one that closes it: a moderation, and another audit."""


@dataclass(frozen=True, slots=True)
class FollowStore:
    """What is read beside the audit itself."""

    owner: Person
    pointing_to: Callable[[AuditId], tuple[AuditId, ...]]
    directory: Callable[[], Directory]


class FollowUp:
    """Writes later entries. What was signed is never touched; `RecordAnswer` says who may write what."""

    def __init__(self, store: FollowStore, open_audit: OpenAudit, record: RecordAnswer, clock: Clock) -> None:
        self._store = store
        self._open = open_audit
        self._record = record
        self._clock = clock

    @property
    def today(self) -> date:
        """Today."""
        return local_day(self._clock.now())

    def review(self, audit_id: AuditId, action: str, said: Review) -> Audit:
        """Fill in the supervision half of an action (R-100).

        Raises NotFound for an unknown action, SeveralProblems where the audit is not signed, the person may not write
        there, or an action that is not needed has no reason or approver.
        """
        audit = self._signed(audit_id)
        self._action(audit, action)
        changed = review_values(audit, action, said, self.today)
        return self._record(audit, changed).audit if changed else audit

    def check(self, audit_id: AuditId, action: str, on: date | None = None) -> Audit:
        """Record that the owner of this profile looked whether an action is really done (R-107); raise as above."""
        audit = self._signed(audit_id)
        self._action(audit, action)
        return self._record(audit, check_values(action, self._store.owner.name, on or self.today)).audit

    def reassign(self, audit_id: AuditId, action: str, who: str) -> Audit:
        """Give an action to somebody else, as after its owner left (PRACTICE P-23); a name of the directory is theirs.

        Raises InputProblem where nobody is named, or the name is that of several people; NotFound as above.
        """
        audit = self._signed(audit_id)
        self._action(audit, action)
        name, person = self._named(who)
        values: dict[str, Value] = {
            follow_up.of_action(action, "who"): name,
            follow_up.of_action(action, "person"): person or None,
        }
        return self._record(audit, values).audit

    def discuss(self, audit_id: AuditId, on: date | None, words: str = "") -> Audit:
        """Record when the audit was talked through in supervision, with or without actions (R-101, PRACTICE P-42)."""
        audit = self._signed(audit_id)
        values: dict[str, Value] = {
            follow_up.DISCUSSED_ON: on.isoformat() if on else None,
            follow_up.DISCUSSED: words.strip() or None,
        }
        return self._record(audit, values).audit

    def meet(self, audit_id: AuditId, deadline: str, on: date | None, note: str = "") -> Audit:
        """Record when what a date asks for was done; None takes that back. Raise NotFound for an unknown date.

        Raises NotAllowed where the date is about actions: those say themselves whether they are done.
        """
        audit = self._signed(audit_id)
        task = next((one for one in follow_up.tasks(audit) if one.rule.id == deadline), None)
        if task is None:
            known = ", ".join(one.rule.id for one in follow_up.tasks(audit)) or "none"
            raise NotFound(f"No date “{deadline}” follows from this audit. There are: {known}.")
        if task.is_about_actions:
            raise NotAllowed("This is done once the actions that it is about are. Mark them as done.")
        values: dict[str, Value] = {
            follow_up.of_deadline(deadline, "done_on"): on.isoformat() if on else None,
            follow_up.of_deadline(deadline, "note"): note.strip() or None,
        }
        return self._record(audit, values).audit

    def closing(self, audit: Audit) -> Closing:
        """Return how far an audit is from being closed, with the records on this laptop that point to it."""
        return closing(audit, self.records(audit.id), self.other_form(audit))

    def other_form(self, audit: Audit) -> Audit | None:
        """Return the other form of a case that two people audited, once both are signed and here; else None."""
        standing = audit.standing
        if standing is None or standing.carrier is None or standing.other is None:
            return None
        return self._open(standing.other)

    def records(self, audit_id: AuditId) -> tuple[Audit, ...]:
        """Return the audits and records on this laptop that point to an audit, or to one that does.

        Those that point to the other form of the same case are among them. One whose tool has not arrived yet is left
        out.
        """
        found: dict[AuditId, Audit] = {}
        standing = self._open(audit_id).standing
        forms = (audit_id, *((standing.other,) if standing and standing.other else ()))
        ends: tuple[AuditId, ...] = forms
        for _ in range(MOST_STEPS):
            pointing = dict.fromkeys(one for end in ends for one in self._store.pointing_to(end))
            ends = tuple(one for one in pointing if one not in (*found, *forms))
            for end in ends:
                try:
                    found[end] = self._open(end)
                except NotFound:
                    continue
        return tuple(found.values())

    def _signed(self, audit_id: AuditId) -> Audit:
        audit = self._open(audit_id)
        if not audit.is_signed:
            raise NotAllowed("This audit is not signed yet. What became of it is filled in afterwards, in supervision.")
        return audit

    def _action(self, audit: Audit, action: str) -> Action:
        found = next((one for one in followed_actions(audit) if one.id == action), None)
        if found is None:
            known = ", ".join(one.id for one in followed_actions(audit)) or "none"
            raise NotFound(f"There is no action “{action}” in this audit. There are: {known}.")
        return found

    def _named(self, who: str) -> tuple[str, PersonId]:
        name = " ".join(who.split())
        if not name:
            raise InputProblem("Say who has the action from now on: a name or a role.")
        own = name.casefold()
        found = [one for one in self._store.directory().present if own in (one.name.casefold(), one.id.casefold())]
        if len(found) > 1:
            told = ", ".join(f"{one.id} ({one.team})" for one in found)
            raise InputProblem(f"Several people are called {name}. Give the identity of one: {told}.")
        return (found[0].name, found[0].id) if found else (name, PersonId(""))
