"""Gathers what plans the year's audits, so that the desk has one place for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.services.answer_allocations import AnswerAllocations
from qa_desktop.services.count_quotas import CountQuotas
from qa_desktop.services.list_checks import ListChecks
from qa_desktop.services.plan_programme import PlanProgramme

if TYPE_CHECKING:
    from qa_desktop.domain.sampling.record import DrawRecord
    from qa_desktop.services.invite import Invited
    from qa_desktop.services.keep_draws import KeepDraws
    from qa_desktop.services.reallocate import Reallocate


@dataclass(frozen=True, slots=True)
class Planning:
    """The services that plan the year's audits, and that follow what becomes of the plan."""

    answers: AnswerAllocations
    """What people say to what was allocated to them."""
    invite: Callable[[str], Invited]
    """Takes one's own allocation whose meeting is booked; returns its calendar entry and e-mail."""
    print_draw: Callable[[DrawRecord], bytes]
    """Returns the record of a draw as a PDF."""
    save: Callable[[Path, bytes], None]
    """Writes a file where somebody chose."""
    programme: PlanProgramme
    """The year's programme."""
    checks: ListChecks
    """Regular checks, whose each is, and what was missed."""
    quotas: CountQuotas
    """How far everybody is with what is expected of them in a month."""
    reallocate: Callable[[], Reallocate]
    """Returns what gives an allocation to somebody else; loaded when it is first asked for, as the next one."""
    draws: Callable[[], KeepDraws]
    """Returns what keeps draws among the QA officers."""
