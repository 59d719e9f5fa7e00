"""Answer an allocation: take it, book its meeting, decline it, or name a colleague for it; the officer reads that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, time

from qa_desktop.clock import Clock
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.allocation_answer import Answer, AnswerKind, answer_change
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import InputProblem, NotAllowed, NotFound

USUAL_MINUTES = 60
LONGEST_MINUTES = 24 * 60
LONGEST_REASON = 2000


@dataclass(frozen=True, slots=True)
class AnswerReads:
    """What answering reads: what is allocated and was answered, and who is who."""

    allocations: Callable[[], tuple[Allocation, ...]]
    answers: Callable[[], Mapping[str, Answer]]
    directory: Callable[[], Directory]


class AnswerAllocations:
    """Writes the owner's answers, and tells those of everybody whose allocations the owner may read."""

    def __init__(self, store: LocalStore, reads: AnswerReads, clock: Clock) -> None:
        self._store = store
        self._reads = reads
        self._clock = clock

    def known(self) -> Mapping[str, Answer]:
        """Return every answer that this laptop knows of, by allocation."""
        return self._reads.answers()

    def take(self, allocation_id: str) -> Answer:
        """Say that one will do it.

        Raises:
            NotFound: there is no such open allocation.
            NotAllowed: it is somebody else's.
        """
        return self._written(self._begun(allocation_id, AnswerKind.TAKEN))

    def decline(self, allocation_id: str, reason: str) -> Answer:
        """Say that one will not, and why; raise InputProblem without a reason, and as above."""
        return self._written(replace(self._begun(allocation_id, AnswerKind.DECLINED), reason=_given(reason)))

    def swap(self, allocation_id: str, colleague: str, reason: str = "") -> Answer:
        """Name a colleague (by id or name) who would take it.

        Raises:
            NotFound: nobody is known by that name, or as above.
            InputProblem: several people have it, or it is one's own.
        """
        found = self._reads.directory().named(colleague)
        if found.id == self._store.owner.id:
            raise InputProblem("Name somebody else: it is allocated to you already.")
        begun = self._begun(allocation_id, AnswerKind.SWAP)
        return self._written(replace(begun, colleague=found.id, reason=_within(reason.strip())))

    def book(self, allocation_id: str, day: date, at: time | None = None, minutes: int = USUAL_MINUTES) -> Answer:
        """Say for when the meeting is booked; raise InputProblem for a length that no meeting has, and as above."""
        if not 1 <= minutes <= LONGEST_MINUTES:
            raise InputProblem("Say how many minutes the meeting takes: 1 to 1,440.")
        when = "" if at is None else f"{at:%H:%M}"
        begun = self._begun(allocation_id, AnswerKind.BOOKED)
        return self._written(replace(begun, day=day, time=when, minutes=minutes))

    def own(self, allocation_id: str) -> Allocation:
        """Return an open allocation of the owner's; raise NotFound or NotAllowed where there is none."""
        found = next((one for one in self._reads.allocations() if one.id == allocation_id and one.is_open), None)
        if found is None:
            raise NotFound(f"There is no open allocation {allocation_id}.")
        if found.person != self._store.owner.id:
            raise NotAllowed("This audit is allocated to somebody else.")
        return found

    def _begun(self, allocation_id: str, kind: AnswerKind) -> Answer:
        one = self.own(allocation_id)
        return Answer(one.id, one.person, kind, self._clock.now())

    def _written(self, answer: Answer) -> Answer:
        self._store.append([answer_change(answer)])
        return answer


def _given(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise InputProblem("Say why you cannot take it: the officer who allocated it reads that.")
    return _within(words)


def _within(words: str) -> str:
    if len(words) > LONGEST_REASON:
        raise InputProblem(f"Shorten the reason to {LONGEST_REASON:,} characters at most.")
    return words
