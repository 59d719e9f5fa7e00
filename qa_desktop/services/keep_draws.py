"""Keep draws among the QA officers, so that each of them can go on with one: replace a case, share out, send."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from qa_desktop.domain.allocation import WITHDRAWN, Allocation, allocate_change
from qa_desktop.domain.kept_draw import KeptDraw, keep_draw_change, kept_draws
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.population import Case
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.allocate import Allocate
from qa_desktop.services.share_out_cases import requests_of, with_sent


class KeepDraws:
    """The record of a draw holds references and names of people, so that only QA officers see it."""

    def __init__(
        self, store: LocalStore, desk: Callable[[], tuple[Operation, ...]], allocate: Allocate, new_id: NewIds
    ) -> None:
        self._store = store
        self._desk = desk
        self._allocate = allocate
        self._new_id = new_id

    def keep(self, record: DrawRecord, draw_id: str = "") -> str:
        """Keep a record, anew or in the place of the one as it was; return under which id.

        Raises:
            NotAllowed: the owner is no QA officer.
        """
        self._demand_officer()
        kept_as = draw_id or self._new_id()
        self._store.append([keep_draw_change(kept_as, record)])
        return kept_as

    def send(self, draw_id: str, record: DrawRecord, cases: Mapping[str, Case], tool_id: str, due: date | None) -> int:
        """Allocate what was proposed and not sent yet, and keep in the record what it was sent as, in one step.

        Return how many allocations that made.

        Raises:
            NotAllowed: the owner is no QA officer.
            NotFound: somebody, or the tool, is not known here.
            InputProblem: a name is that of several people.
        """
        requests = requests_of(record, cases, tool_id, due)
        if requests:
            self._allocate.several(requests, lambda made: [keep_draw_change(draw_id, with_sent(record, made))])
        return len(requests)

    def replaced(self, draw_id: str, case: str, record: DrawRecord, before: DrawRecord) -> int:
        """Keep a record in which a case was replaced, and take back what was sent of that case, in one step.

        Return how many allocations were taken back; raise NotAllowed for anybody but a QA officer.
        """
        self._demand_officer()
        proposal = before.proposal
        sent = {one.allocation for one in (proposal.given if proposal is not None else ()) if one.case == case}
        taken: list[Allocation] = [one for one in self._allocate.known() if one.id in sent]
        changes = [allocate_change(replace(one, state=WITHDRAWN)) for one in taken]
        self._store.append([keep_draw_change(draw_id, record), *changes])
        return len(taken)

    def all(self) -> tuple[KeptDraw, ...]:
        """Return every draw that is kept, the latest first; none for anybody but QA officers."""
        return kept_draws(self._desk())

    def draw(self, draw_id: str) -> KeptDraw:
        """Return one draw; raise NotFound."""
        found = next((one for one in self.all() if one.id == draw_id), None)
        if found is None:
            raise NotFound(f"There is no draw {draw_id} here. Sync first.")
        return found

    def _demand_officer(self) -> None:
        if self._store.owner.role is not Role.QA_OFFICER:
            raise NotAllowed("Only a QA officer keeps draws for the others.")
