"""Write the calendar entry and the e-mail for a meeting that somebody booked for an allocated audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain.allocation import Allocation
from qa_desktop.domain.allocation_answer import Answer, AnswerKind
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.invitation import Invitation, calendar_entry, email_draft, email_words, letter
from qa_desktop.domain.tool import Tool, Words
from qa_desktop.errors import NotFound
from qa_desktop.services.answer_allocations import AnswerAllocations

USUAL_SYSTEM = Words().case_system


@dataclass(frozen=True, slots=True)
class Invited:
    """The files of a booked meeting, and the words of the e-mail."""

    calendar: bytes
    email: bytes
    letter: bytes
    """The words of the e-mail in plain text, to be printed for a worker who has no e-mail."""
    words: str
    file_stem: str


class Invite:
    """Makes files for the owner's own bookings; it sends nothing."""

    def __init__(
        self,
        answers: AnswerAllocations,
        tool: Callable[[str], Tool],
        settings: Callable[[], AuthoritySettings | None],
        owner: str,
        clock: Clock,
    ) -> None:
        self._answers = answers
        self._tool = tool
        self._settings = settings
        self._owner = owner
        self._clock = clock

    def __call__(self, allocation_id: str) -> Invited:
        """Return the files for an allocation of one's own.

        Raises:
            NotFound: there is no such open allocation, or its meeting is not booked.
            NotAllowed: it is somebody else's.
        """
        allocation = self._answers.own(allocation_id)
        answer = self._answers.known().get(allocation_id)
        if answer is None or answer.kind is not AnswerKind.BOOKED or answer.day is None:
            raise NotFound("The meeting for this audit is not booked yet. Say first for when.")
        meeting = self._meeting(allocation, answer, answer.day)
        stem = f"audit-meeting-{answer.day.isoformat()}"
        made = calendar_entry(meeting, self._clock.now())
        written = letter(meeting, local_day(self._clock.now()))
        return Invited(made, email_draft(meeting), written, email_words(meeting), stem)

    def _meeting(self, allocation: Allocation, answer: Answer, day: date) -> Invitation:
        tool, settings = self._tool(allocation.tool_id), self._settings()
        system = tool.words.case_system
        return Invitation(
            key=allocation.id,
            audit_words=tool.words.audit,
            reference=allocation.subject,
            day=day,
            at=time.fromisoformat(answer.time) if answer.time else None,
            minutes=answer.minutes,
            worker=allocation.practitioner,
            auditor=self._owner,
            case_system=f"the {system}" if system == USUAL_SYSTEM else system,
            how="" if settings is None else _how(settings, tool.id),
        )


def _how(settings: AuthoritySettings, tool_id: str) -> str:
    """Return what the authority says about the meeting of such an audit (R-030 to R-039)."""
    said = [one for one in settings.meetings if tool_id in one.tools]
    return " ".join(part for one in said for part in (one.before, one.during) if part)
