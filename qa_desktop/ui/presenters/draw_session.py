"""One draw from the list to what was sent: what is known so far, and the work on it, done on a worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from qa_desktop.clock import local_day
from qa_desktop.domain.sampling.draw import USUALLY_OPEN
from qa_desktop.domain.sampling.population import Case
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.record_json import record_bytes
from qa_desktop.domain.sampling.share_out import Reach, with_quotas
from qa_desktop.services.check_draw import same_list
from qa_desktop.services.desk import Desk
from qa_desktop.services.draw_cases import ListLook, ReadingStopped, ReadList
from qa_desktop.services.people_to_share import auditors, taking, usual_due
from qa_desktop.services.share_out_cases import LEAD, proposed
from qa_desktop.ui.presenters.draw import DrawChoice, ListChoice, ListView, WishView, list_view, looked_at, wish_view
from qa_desktop.ui.presenters.drawn import ShareChoice, ShareView, drawn_view


@dataclass(slots=True)
class DrawSession:
    """Nothing of the list outlives it. Every method but the properties blocks, and runs on a worker."""

    desk: Desk
    choice: ListChoice | None = None
    look: ListLook = field(default_factory=ListLook)
    found: ReadList | None = None
    cases: dict[str, Case] = field(default_factory=dict)
    draw_id: str = ""
    record: DrawRecord | None = None
    tool_id: str = ""
    due: date | None = None

    @property
    def can_send(self) -> bool:
        """Whether it is known with which tool, and about which cases."""
        return bool(self.tool_id and self.cases)

    def look_at(self, file: Path, sheet: str = "") -> ListView:
        """See what can be chosen of a list; raises as the service does."""
        look = self.desk.draw_cases().look(file, sheet)
        self.choice, self.look, self.found = ListChoice(file, sheet, dict(look.columns)), look, None
        return looked_at(self.choice, look)

    def read(self, choice: ListChoice, told: Callable[[int], None], is_stopped: Callable[[], bool]) -> ListView:
        """Read a list as it was chosen; raises as the service does, and ReadingStopped."""

        def tell(rows: int) -> None:
            if is_stopped():
                raise ReadingStopped(choice.file.name)
            told(rows)

        self.choice, self.found = choice, None
        self.found = self.desk.draw_cases().read(choice.file, choice.wish(), tell)
        return list_view(choice, self.look, self.found)

    def wish_view(self, view: ListView) -> WishView:
        """Return what can be chosen of what is drawn."""
        assert self.found is not None  # noqa: S101 - the page leads on once the list was read
        return wish_view(view, self.found, self.desk.draw_cases().selections(), USUALLY_OPEN)

    def draw(self, choice: DrawChoice, statuses: int) -> None:
        """Draw; raises as the service does."""
        listed, found = self.choice, self.found
        assert listed is not None and found is not None  # noqa: S101, PT018 - as above
        draws = self.desk.draw_cases()
        wish = listed.wish(choice.further)
        if set(choice.further) - set(found.population.further):
            found = self.found = draws.read(listed.file, wish)
        self.record = draws.draw(found, choice.wish(statuses), wish)
        self.cases = {case.reference: case for case in found.population.cases}
        self.draw_id = ""

    def keep(self) -> None:
        """Keep the record for every QA officer; raise NotAllowed for anybody else."""
        self.draw_id = self.desk.planning.draws().keep(self._drawn, self.draw_id)

    def open(self, draw_id: str) -> None:
        """Go on with a draw that is kept; raise NotFound, or InputProblem where another version wrote it."""
        self.record = self.desk.planning.draws().draw(draw_id).record()
        self.draw_id = draw_id

    def take_list(self, file: Path) -> None:
        """Take the list of the draw again; raise InputProblem where it is another one."""
        self.cases = {case.reference: case for case in same_list(self._drawn, file).population.cases}

    def replace(self, case: str, reason: str) -> int:
        """Put the next case in the place of one; return how many allocations were taken back."""
        before = self._drawn
        record = self.desk.draw_cases().substitute(before, case, reason)
        taken = self.desk.planning.draws().replaced(self.draw_id, case, record, before)
        self.record = record
        return taken

    def share_view(self) -> ShareView:
        """Return what can be chosen of who audits the cases."""
        desk, record = self.desk, self._drawn
        people = auditors(desk.planning.reallocate().loads(), desk.planning.quotas().members)
        selection = next((one for one in desk.draw_cases().selections() if one.id == self._selection_id), None)
        wanted = () if selection is None else selection.tools
        tools = [(one.id, one.title) for one in desk.tools()]
        ordered = sorted(tools, key=lambda one: one[0] not in wanted)
        parts = record.proposal.parts if record.proposal is not None else ()
        is_pair = (
            any(part.name == LEAD for part in parts)
            if parts
            else _names_pair(() if selection is None else selection.auditors)
        )
        reach = parts[0].reach if parts else Reach((selection.reach if selection is not None else "") or "any")
        tool = next(iter(wanted), "")
        return ShareView(drawn_view(record).title, people, tuple(ordered), reach, is_pair, tool, not self.cases)

    def usual_due(self, tool_id: str) -> date | None:
        """Return by when a case is usually audited with a tool."""
        desk = self.desk
        selection = next((one for one in desk.draw_cases().selections() if one.id == self._selection_id), None)
        settings = desk.authority_settings.here().settings
        return usual_due(settings, tool_id, selection, local_day(desk.clock.now()))

    def propose(self, choice: ShareChoice) -> None:
        """Work out who audits what, and keep that; raises as the services do."""
        desk = self.desk
        people = auditors(desk.planning.reallocate().loads(), desk.planning.quotas().members)
        people = with_quotas(taking(people, choice.takes), desk.draw_cases().quotas(), {choice.tool_id})
        self.record = proposed(self._drawn, self.cases, people, choice.parts)
        self.tool_id, self.due = choice.tool_id, choice.due
        desk.planning.draws().keep(self.record, self.draw_id)

    def send(self) -> int:
        """Send what was proposed and not sent yet; return how many allocations that made."""
        draws = self.desk.planning.draws()
        sent = draws.send(self.draw_id, self._drawn, self.cases, self.tool_id, self.due)
        self.record = draws.draw(self.draw_id).record()
        return sent

    def page(self) -> bytes:
        """Return the record as a PDF."""
        return self.desk.planning.print_draw(self._drawn)

    def file(self) -> bytes:
        """Return the record as a file that can be checked."""
        return record_bytes(self._drawn)

    @property
    def _drawn(self) -> DrawRecord:
        assert self.record is not None  # noqa: S101 - the page of a draw is shown once there is one
        return self.record

    @property
    def _selection_id(self) -> str:
        return self._drawn.selection.partition(":")[0]


def _names_pair(named: tuple[str, ...]) -> bool:
    """Tell whether a selection names a lead and a peer."""
    return any(one.casefold().startswith(LEAD) for one in named)
