"""Turns what is allocated, answered and drawn into rows for the officer's page, and reads them on the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from qa_desktop.clock import local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.allocation_answer import Answer, AnswerKind
from qa_desktop.domain.kept_draw import KeptDraw
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.desk import Desk
from qa_desktop.services.reallocate import Load
from qa_desktop.ui.background import Job, Worker, page_of
from qa_desktop.ui.presenters.answers import Names, answer_words, names_of
from qa_desktop.ui.presenters.times import counted, short_day, when


class Showing(Enum):
    """What the page lists."""

    ALLOCATED = "allocated"
    NEEDS = "needs"
    DRAWS = "draws"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row of the page."""

    id: str
    title: str
    caption: str
    right: str
    told: tuple[str, ...] = ()
    """What is said of it below the list."""
    colleague: str = ""
    """Whom somebody named instead of themselves."""
    needs_you: bool = False


@dataclass(frozen=True, slots=True)
class AllocationsView:
    """What the page shows, each of its lists."""

    rows: dict[Showing, tuple[PlanRow, ...]]
    lead: str


@dataclass(frozen=True, slots=True)
class GiveView:
    """Who could take an allocation instead, the fairest first, and what they could give back."""

    allocation: str
    title: str
    told: str
    people: tuple[Load, ...]
    wished: str
    """Who was named by whoever has it."""
    theirs: dict[str, tuple[tuple[str, str], ...]]
    """(id, title) of what each person has, by person."""


def allocations_view(desk: Desk) -> AllocationsView:
    """Read what the page shows, without its list of people: that one counts what everybody did in a year."""
    now = desk.clock.now()
    today = local_day(now)
    allocations, answers = desk.allocate.known(), desk.planning.answers.known()
    names = names_of(desk.directory())
    rows = tuple(_row(one, answers.get(one.id), today, names) for one in allocations)
    needs = tuple(one for one in rows if one.needs_you)
    draws = tuple(_draw_row(one, when(one.at, now)) for one in desk.planning.draws().all())
    shown = {Showing.ALLOCATED: rows, Showing.NEEDS: needs, Showing.DRAWS: draws, Showing.PEOPLE: ()}
    lead = f"{counted(len(rows), 'audit')} allocated and not signed yet"
    return AllocationsView(shown, f"{lead}, {len(needs)} for you to look at." if needs else f"{lead}.")


def with_people(desk: Desk, view: AllocationsView) -> AllocationsView:
    """Add the list of people."""
    people = tuple(_load_row(one) for one in desk.planning.reallocate().loads())
    return replace(view, rows={**view.rows, Showing.PEOPLE: people})


def give_view(desk: Desk, allocation_id: str) -> GiveView:
    """Read who could take an allocation instead; raise NotFound where it is not open any more."""
    people = desk.planning.reallocate().candidates(allocation_id)
    known = desk.allocate.known()
    one = next(each for each in known if each.id == allocation_id)
    answer = desk.planning.answers.known().get(allocation_id)
    wished = answer.colleague if answer is not None and answer.kind is AnswerKind.SWAP else None
    theirs = {
        str(load.person): tuple(
            (each.id, _title(each)) for each in known if each.person == load.person and not each.pair
        )
        for load in people
    }
    told = f"{names_of(desk.directory())(one.person)} has it now"
    return GiveView(one.id, _title(one), told, people, wished or "", {} if one.pair else theirs)


def load_words(load: Load) -> str:
    """Return how much somebody has and did."""
    return f"{load.open} to do · {load.done} done in twelve months"


class AllocationsPresenter:
    """Reads the page's lists off the database's own worker."""

    def __init__(self, desk: Desk, worker: Worker) -> None:
        self._desk = desk
        self._worker = worker
        self._job: Job[AllocationsView] | None = None

    def load(self, show: Callable[[AllocationsView], None], problem: Callable[[QaDesktopError], None]) -> None:
        """Read everything anew; an answer still under way is dropped."""
        if self._job is not None:
            self._job.cancel()

        def count(view: AllocationsView) -> None:
            show(view)
            self._job = self._worker.submit(lambda: with_people(self._desk, view), show, problem)

        self._job = self._worker.submit(lambda: allocations_view(self._desk), count, problem, page=page_of(show))


def _title(one: Allocation) -> str:
    return f"{one.subject} · {one.tool_title}"


def _row(one: Allocation, answer: Answer | None, today: date, names: Names) -> PlanRow:
    said = answer_words(answer, today, names)
    is_late = one.due is not None and one.due < today
    due = "" if one.due is None else f"{'■ overdue since' if is_late else 'due'} {short_day(one.due, today)}"
    asks = answer is not None and not answer.kind.is_accepting
    part = one.part.capitalize()
    caption = " · ".join(text for text in (names(one.person), part, due) if text)
    reason = f"“{answer.reason}”" if answer is not None and answer.reason else ""
    worker = f"Worker: {one.practitioner}" if one.practitioner else ""
    given = f"Allocated on {short_day(one.on, today)}" if one.on is not None else ""
    told = tuple(text for text in (f"{names(one.person)}: {said}.", reason, worker, one.note, given) if text)
    mark = "▲ " if asks else ""
    colleague = answer.colleague if asks and answer is not None and answer.colleague else ""
    return PlanRow(one.id, _title(one), caption, f"{mark}{said}", told, colleague, asks or (is_late and answer is None))


def _draw_row(one: KeptDraw, at: str) -> PlanRow:
    sent = f"{one.given} sent" if one.given else "nothing sent yet"
    return PlanRow(one.id, one.what, f"Drawn by {one.by}, {at}", f"{counted(one.cases, 'case')} · {sent}")


def _load_row(one: Load) -> PlanRow:
    place = " · ".join(text for text in (one.team, one.service) if text)
    return PlanRow(one.person, one.name, place, load_words(one))
