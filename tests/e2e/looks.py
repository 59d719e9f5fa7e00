"""What somebody sees on their laptop at a moment: home, due work, tracker, inbox, in plain values to be compared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from qa_desktop.bootstrap.months.scene import Scene, Story, play
from qa_desktop.bootstrap.months.stage import Member, Stage
from qa_desktop.domain.exchange import Position
from qa_desktop.domain.improvement_list import ImprovementQuestion
from qa_desktop.domain.inbox import InboxNeed, InboxOnly, InboxQuestion
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.tracker import ActionQuestion
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.waiting import Waiting
from tests.sync.wire_rows import pages

Task = tuple[str, str]
"""(case, what is to be done)."""


@dataclass(frozen=True)
class Look:
    """One laptop at the end of a day."""

    day: date
    allocated: frozenset[tuple[str, str, date | None]]
    """(case, part, day) of what the home page says is allocated and not begun."""
    home: tuple[Task, ...]
    """What the home page says is next."""
    due: frozenset[Task]
    """Everything on the list of due work."""
    mine: frozenset[Task]
    days: frozenset[tuple[str, str, date | None]]
    """The same with its day."""
    overdue: frozenset[Task]
    actions: frozenset[Task]
    """Open in the tracker."""
    improvements: frozenset[Task]
    """Open improvement actions of the service, by plan."""
    inbox: frozenset[tuple[str, str]]
    """(case, tool) of every audit of others."""
    needs: frozenset[tuple[str, InboxNeed]]
    answers: tuple[tuple[str, date | None], ...]
    """What was said to allocations that are open, and for when a meeting is booked."""
    quotas: frozenset[tuple[str, str, int, int]]
    """(who, quota, done, missing) of the month."""


Looks = dict[str, dict[str, Look]]
"""By the title of the scene, then by name."""


StoryKind = TypeVar("StoryKind", bound=Story)


@dataclass(frozen=True)
class Played(Generic[StoryKind]):
    """A month as it was played, with what everybody saw."""

    story: StoryKind
    seen: Looks

    def after(self, words: str, name: str) -> Look:
        """Return what somebody saw after the scene whose title begins so."""
        (scene,) = (looks for title, looks in self.seen.items() if title.startswith(words))
        return scene[name]


def look(who: Member) -> Look:
    desk = who.desk
    home, everything = desk.home(), desk.work(WorkFilter(Scope.ALL, limit=500))
    while desk.inbox.catch_up():
        pass
    entries = desk.inbox(InboxQuestion()).entries
    return Look(
        day=desk.work.today,
        allocated=frozenset((one.subject, one.part, one.due) for one in home.allocated),
        home=tuple((one.subject, one.what) for one in home.work.lines),
        due=frozenset((one.subject, one.what) for one in everything),
        mine=frozenset((one.subject, one.what) for one in desk.work(WorkFilter(Scope.MINE, limit=500))),
        days=frozenset((one.subject, one.what, one.due) for one in everything),
        overdue=frozenset((one.subject, one.what) for one in everything if one.is_overdue(desk.work.today)),
        actions=frozenset((one.subject, one.what) for one in desk.actions(ActionQuestion())),
        improvements=frozenset((one.plan, one.what) for one in desk.improvements.list(ImprovementQuestion())),
        inbox=frozenset((one.summary.subject, str(one.summary.tool_id)) for one in entries),
        needs=frozenset(
            (one.summary.subject, need)
            for one in desk.inbox(InboxQuestion(InboxOnly.NEEDS)).entries
            for need in one.needs
        ),
        answers=tuple(sorted(((one.kind.value, one.day) for one in desk.planning.answers.known().values()), key=str)),
        quotas=frozenset((one.name, one.quota.id, one.done, one.missing) for one in desk.planning.quotas().rows),
    )


def played(scenes: tuple[Scene, ...], stage: Stage) -> Looks:
    """Play a month and remember what everybody saw at the end of each scene."""
    seen: Looks = {}

    def remember(scene: Scene) -> None:
        seen[scene.title] = {name: look(who) for name, who in stage.people.items()}

    play(scenes, stage, remember)
    return seen


def laptop_log(who: Member) -> dict[str, bytes]:
    """Return everything that a laptop holds and shares, by its name, with what it commits to."""
    with who.store._read() as run:
        audits = [str(row[0]) for row in run("SELECT DISTINCT audit FROM operation")]
    found = (one for audit in audits for one in who.store.operations(Stream.parse(f"{audit}/record").audit))
    return {one.op_id: one.commit for one in found if not one.stream.is_private}


def server_log(who: Member) -> dict[str, bytes]:
    """Return what the server gives this person from the very beginning, by its name, with what it commits to."""
    server = who.desk.server
    line = open_line(server.settings(), server.password(), Waiting())
    nowhere: Position | None = None
    try:
        return {
            one.placed.operation.op_id: one.placed.operation.commit
            for entries in pages(line, nowhere, 5000)
            for one in entries
            if one.placed is not None
        }
    finally:
        line.close()


def differing(stage: Stage, log: Callable[[Member], dict[str, bytes]] = laptop_log) -> dict[str, int]:
    """Return by how many operations laptops differ from the server's log in their owner's scope; empty for none."""
    found = {who.name: len(log(who).items() ^ server_log(who).items()) for who in stage.people.values()}
    return {name: number for name, number in found.items() if number}
