"""Shows a field that two people wrote, side by side with what was there before, and hands on how it is settled."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from qa_desktop.clock import Clock
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.show_conflicts import FieldConflict, Written
from qa_desktop.ui.background import Job, Worker, is_there, page_of
from qa_desktop.ui.presenters.times import counted, when

MOST_DIFFERENCES = 6
TOKENS = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
MOST_QUOTED = 90


class ConflictDesk(Protocol):
    """The services that the screen needs."""

    @property
    def clock(self) -> Clock:
        """The time."""
        ...

    @property
    def field_conflicts(self) -> Callable[[AuditId], tuple[FieldConflict, ...]]:
        """Read what is to settle in an audit."""
        ...

    @property
    def settle_field(self) -> Callable[[FieldConflict, Value], None]:
        """Give the field a value that names every head; raise NotAllowed where it changed meanwhile."""
        ...


@dataclass(frozen=True, slots=True)
class SideView:
    """One column: what was there before, mine, or somebody else's."""

    heading: str
    by_line: str
    words: str
    differences: tuple[str, ...]
    """What this one does to what was there before, in words."""


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """One way to settle."""

    words: str
    value: Value


@dataclass(frozen=True, slots=True)
class ConflictView:
    """What the screen shows."""

    place: str
    """ "1 of 3"."""
    audit_title: str
    field: str
    sides: tuple[SideView, ...]
    choices: tuple[ChoiceView, ...]
    may_write: bool
    draft: str
    """What the field for writing anew begins with."""


def conflict_view(conflict: FieldConflict, place: int, of: int, now: datetime) -> ConflictView:
    """Return what the screen shows of one field."""
    base = conflict.base
    before = base.words if base is not None else ""
    sides = [
        SideView("Before", _by_line(base, now) if base else "", base.words if base else "Nothing was written here.", ())
    ]
    mine_first = sorted(conflict.heads, key=lambda head: not head.is_mine)
    for head in mine_first:
        differences = text_differences(before, head.words) if conflict.is_text else ()
        sides.append(SideView(_heading(head), _by_line(head, now), head.words, differences))
    choices = [ChoiceView("Keep both texts, one under the other", conflict.both)] if conflict.is_text else []
    for head in mine_first:
        whose = "Keep yours" if head.is_mine else f"Keep what {head.author} wrote"
        choices.append(ChoiceView(whose if conflict.is_text else f"{whose}: {head.words}", head.value))
    of_words = f"{place} of {of}" if of > 1 else ""
    return ConflictView(
        of_words, conflict.audit_title, conflict.field, tuple(sides), tuple(choices), conflict.is_text, conflict.both
    )


def text_differences(before: str, after: str) -> tuple[str, ...]:
    """Say in words what one text adds to another, leaves out and replaces."""
    if not before.strip():
        return ("Written anew",) if after.strip() else ()
    old, new = tuple(TOKENS.finditer(before)), tuple(TOKENS.finditer(after))
    matcher = difflib.SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new], autojunk=False)
    found: list[str] = []
    for tag, left, left_end, right, right_end in matcher.get_opcodes():
        gone, come = _quoted(before, old[left:left_end]), _quoted(after, new[right:right_end])
        if tag == "replace":
            found.append(f"Says {come} in place of {gone}")
        elif tag == "insert":
            found.append(f"Adds {come}")
        elif tag == "delete":
            found.append(f"Leaves out {gone}")
    more = len(found) - MOST_DIFFERENCES
    return (*found[:MOST_DIFFERENCES], *((f"And {counted(more, 'more difference')}",) if more > 0 else ()))


class ConflictPresenter:
    """Goes through the fields to settle, one after the other."""

    def __init__(
        self,
        desk: ConflictDesk,
        worker: Worker,
        show: Callable[[ConflictView], None],
        finished: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._worker = worker
        self._show = show
        self._finished = finished
        self._audit: AuditId | None = None
        self._open: tuple[FieldConflict, ...] = ()
        self._total = 0
        self._job: Job[tuple[FieldConflict, ...]] | None = None
        self._say_next: Callable[[], None] = _nothing
        self.was_settled: Callable[[], None] = _nothing
        """Called for every field that was settled, also where the page was left meanwhile."""

    def load(self, audit_id: AuditId) -> None:
        """Show the first field of an audit that is to settle."""
        self._audit = audit_id
        if self._job is not None:
            self._job.cancel()
        self._job = self._worker.submit(
            lambda: self._desk.field_conflicts(audit_id), self._take, page=page_of(self._show)
        )

    def settle(self, value: Value, problem: Callable[[QaDesktopError], None]) -> None:
        """Settle the field on screen and go to the next."""
        conflict = self._open[0]

        def refused(error: QaDesktopError) -> None:
            if is_there(self._show):
                self._say_next = lambda: problem(error)  # once what is there now is on screen
                self.load(conflict.audit_id)
            else:
                problem(error)

        def settled(_: object) -> None:
            self.was_settled()
            self.load(conflict.audit_id)

        self._worker.submit(lambda: self._desk.settle_field(conflict, value), settled, refused)

    def _take(self, found: tuple[FieldConflict, ...]) -> None:
        self._open = found
        if not found:
            self._finished()
            return
        self._total = max(self._total, len(found))
        place = self._total - len(found) + 1
        self._show(conflict_view(found[0], place, self._total, self._desk.clock.now()))
        say, self._say_next = self._say_next, _nothing
        say()


def _nothing() -> None:
    """Say nothing."""


def _heading(head: Written) -> str:
    return "Yours" if head.is_mine else "Theirs"


def _by_line(written: Written, now: datetime) -> str:
    author = "You" if written.is_mine else written.author
    return f"{author}, {when(written.at, now)}"


def _quoted(text: str, tokens: Sequence[re.Match[str]]) -> str:
    """Return the words as they stand in their text; where they are many, the first of them."""
    if not tokens:
        return ""
    part = " ".join(text[tokens[0].start() : tokens[-1].end()].split())
    return f"“{part}”" if len(part) <= MOST_QUOTED else f"“{part[:MOST_QUOTED].rsplit(' ', 1)[0]} …”"
