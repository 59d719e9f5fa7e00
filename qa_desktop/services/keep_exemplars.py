"""Keep the library of good practice: QA officers add to it and take out of it, everybody reads and searches it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exemplar import Exemplar, exemplar_change, exemplars, people_in, told_of
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.errors import Mistake, NotAllowed, NotFound, SeveralProblems

LONGEST = 4000


class KeepExemplars:
    """What is added says nothing of where it comes from."""

    def __init__(
        self,
        store: LocalStore,
        programme: Callable[[], tuple[Operation, ...]],
        open_audit: Callable[[AuditId], Audit],
        unredacted: Callable[[], tuple[str, ...]],
        means: tuple[Clock, NewIds],
    ) -> None:
        self._store = store
        self._programme = programme
        self._open = open_audit
        self._unredacted = unredacted
        self._clock, self._new_id = means

    @property
    def may_write(self) -> bool:
        """Whether the owner keeps the library."""
        return self._store.owner.role is Role.QA_OFFICER

    def __call__(self, text: str = "") -> tuple[Exemplar, ...]:
        """Return what holds every one of some words, the newest first; all where none are given."""
        return tuple(one for one in exemplars(self._programme()) if one.holds(text))

    def draft(self, audit_id: AuditId) -> Exemplar:
        """Return what an audit says is going well, as the beginning of an entry; raise NotAllowed before it is signed.

        It has to be written anew so that nobody can be recognised.
        """
        self._demand_officer()
        audit = self._open(audit_id)
        if not audit.is_signed:
            raise NotAllowed("This audit is not signed yet. An exemplar comes from one that is.")
        shown = [name for rule in audit.tool.registers for name in rule.words]
        said = (audit.text(paths.STRENGTHS), *(str(audit.lookup(name) or "") for name in shown))
        return Exemplar("", "", "\n\n".join(one for one in said if one.strip()))

    def add(self, one: Exemplar, *, comes_from: AuditId | None = None, looked_through: bool = False) -> Exemplar:
        """Add an entry, or replace the one with its id; return it.

        What could identify somebody, and every name in the audit that it comes from, is told first: a person looks
        again, and adds it with `looked_through`.

        Raises:
            NotAllowed: the owner is no QA officer.
            SeveralProblems: something is missing, holds a quotation of a theme that nobody redacted, or could
                identify somebody.
        """
        self._demand_officer()
        _demand_complete(one)
        self._demand_redacted(one)
        watched = people_in(self._open(comes_from)) if comes_from is not None else ()
        if not looked_through:
            self._demand_nobody(one, watched)
        kept = replace(one, id=one.id or self._new_id(), added_on=one.added_on or local_day(self._clock.now()))
        self._store.append([exemplar_change(kept)])
        return kept

    def withdraw(self, exemplar_id: str) -> None:
        """Take an entry out of the library; raise NotFound."""
        self._demand_officer()
        found = next((one for one in self() if one.id == exemplar_id), None)
        if found is None:
            raise NotFound(f"There is no exemplar {exemplar_id} in the library.")
        self._store.append([exemplar_change(replace(found, is_withdrawn=True))])

    def _demand_redacted(self, one: Exemplar) -> None:
        """Raise SeveralProblems where words are a quotation that nobody redacted: they stay in the team (P-34)."""
        said = tuple(" ".join(text.split()).casefold() for text in (one.title, one.text))
        held = [quote for quote in self._unredacted() if any(quote.casefold() in text for text in said)]
        if held:
            mistakes = tuple(Mistake(f"Nobody redacted this quotation: “{quote}”", "text") for quote in held)
            raise SeveralProblems("Redact it first, on the page of themes of its audit, or write it anew:", mistakes)

    def _demand_nobody(self, one: Exemplar, watched: Iterable[str]) -> None:
        told = dict.fromkeys(told_of(one, watched, local_day(self._clock.now())))
        if told:
            mistakes = tuple(Mistake(f"Check this: “{piece}”", "text") for piece in told)
            raise SeveralProblems("Somebody could be recognised. Write it otherwise, or say that you looked:", mistakes)

    def _demand_officer(self) -> None:
        if not self.may_write:
            raise NotAllowed("Only a QA officer adds to the library of good practice.")


def _demand_complete(one: Exemplar) -> None:
    needed = (
        ("title", one.title, "Give it a title"),
        ("text", one.text, "Say what was done, and why it is worth showing"),
    )
    mistakes = [Mistake(words, field) for field, text, words in needed if not text.strip()]
    if len(one.text) > LONGEST:
        mistakes.append(Mistake(f"Shorten this to {LONGEST:,} characters at most", "text"))
    if mistakes:
        raise SeveralProblems("The exemplar is not complete:", tuple(mistakes))
