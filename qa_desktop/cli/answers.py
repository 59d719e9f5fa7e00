"""Commands with which people answer what was allocated to them, and an officer gives it to somebody else."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.allocation_answer import Answer, AnswerKind
from qa_desktop.domain.directory import Directory
from qa_desktop.errors import InputProblem

if TYPE_CHECKING:
    from qa_desktop.services.answer_allocations import AnswerAllocations
    from qa_desktop.services.reallocate import Load

USUAL_MINUTES = 60
_TIME = re.compile(r"(\d{1,2}):(\d{2})")


def add_to(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `allocations take|decline|swap|book|people|give`."""
    one = argparse.ArgumentParser(add_help=False, parents=[shared])
    one.add_argument("allocation", metavar="ID")
    one.add_argument("--json", action="store_true", help="print one JSON document")
    take = kinds.add_parser("take", parents=[one], help="say that you will do it")
    take.set_defaults(run=lambda chosen: _say(chosen, lambda by: by.take(chosen.allocation)))
    decline = kinds.add_parser("decline", parents=[one], help="say that you cannot do it, and why")
    decline.add_argument("--reason", required=True, metavar="WORDS", help="the officer who allocated it reads that")
    decline.set_defaults(run=lambda chosen: _say(chosen, lambda by: by.decline(chosen.allocation, chosen.reason)))
    swap = kinds.add_parser("swap", parents=[one], help="name a colleague who would do it")
    swap.add_argument("--with", dest="colleague", required=True, metavar="PERSON", help="a name, or an id")
    swap.add_argument("--reason", default="", metavar="WORDS")
    swap.set_defaults(
        run=lambda chosen: _say(chosen, lambda by: by.swap(chosen.allocation, chosen.colleague, chosen.reason))
    )
    book = kinds.add_parser("book", parents=[one], help="say for when the meeting is booked; sends nothing")
    book.add_argument("--day", required=True, metavar="DAY", help="as 2027-01-31")
    book.add_argument("--at", metavar="TIME", help="as 14:00")
    book.add_argument("--minutes", type=int, default=USUAL_MINUTES, metavar="N")
    book.add_argument("--calendar", type=Path, metavar="FILE", help="write the calendar entry too (.ics)")
    book.add_argument(
        "--email", type=Path, metavar="FILE", help="write the e-mail to the worker too, as a draft (.eml)"
    )
    book.add_argument("--letter", type=Path, metavar="FILE", help="write it as a letter in plain text (.txt)")
    book.set_defaults(run=book_meeting)
    people = kinds.add_parser("people", parents=[one], help="say who could take it instead, the fairest first")
    people.set_defaults(run=list_people)
    give = kinds.add_parser("give", parents=[one], help="give it to somebody else (QA officers)")
    give.add_argument("--to", required=True, metavar="PERSON", help="a name, or an id of “people list --json”")
    give.add_argument("--in-return", default="", metavar="ID", help="an allocation of theirs that goes the other way")
    give.set_defaults(run=give_to)


def book_meeting(chosen: argparse.Namespace) -> int:
    """Book the meeting, and write its files where that is asked for."""
    day, at = given_day(chosen.day), _time(chosen.at)
    if day is None:
        raise InputProblem("Say for which day: --day 2027-01-31.")
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.planning.answers.book(chosen.allocation, day, at, chosen.minutes)
        files = [(chosen.calendar, "calendar"), (chosen.email, "email"), (chosen.letter, "letter")]
        if any(file is not None for file, _ in files):
            invited = desk.planning.invite(chosen.allocation)
            for file, name in files:
                if file is not None:
                    bootstrap.write_new_file(file, getattr(invited, name))
        return _tell(chosen, made, desk.directory())


def list_people(chosen: argparse.Namespace) -> int:
    """Print who could take an allocation, with what they have and did."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.planning.reallocate().candidates(chosen.allocation)
    if chosen.json:
        print_json([_load(one) for one in found])
        return OK
    for one in found:
        print(f"{one.name:28} {one.open:3} to do, {one.done:3} done in twelve months  {one.team}")
    if not found:
        print("Nobody else could take it, as far as this laptop knows. Sync first.")
    return OK


def give_to(chosen: argparse.Namespace) -> int:
    """Give an allocation to somebody else."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        made = desk.planning.reallocate()(chosen.allocation, chosen.to, chosen.in_return)
        person = desk.directory().person(made.person)
    name = person.name if person else made.person
    if chosen.json:
        print_json({"id": made.id, "person": made.person, "name": name, "taken_back": chosen.allocation})
        return OK
    print(f"{name} has it now, as {made.id}. Both laptops hear of it with the next sync.")
    return OK


def answer_as_json(answer: Answer | None, directory: Directory) -> dict[str, object] | None:
    """Return what somebody said to an allocation; None where they said nothing."""
    if answer is None:
        return None
    colleague = directory.person(answer.colleague) if answer.colleague else None
    return {
        "answer": answer.kind.value,
        "at": answer.at.isoformat(timespec="seconds"),
        "day": answer.day.isoformat() if answer.day else None,
        "time": answer.time or None,
        "minutes": answer.minutes or None,
        "colleague": answer.colleague,
        "colleague_name": colleague.name if colleague else None,
        "reason": answer.reason,
    }


def answer_words(answer: Answer | None, directory: Directory) -> str:
    """Return what somebody said to an allocation, in a few words; empty where they said nothing."""
    if answer is None:
        return ""
    if answer.kind is AnswerKind.BOOKED and answer.day is not None:
        return f"booked for {answer.day.isoformat()} {answer.time}".strip()
    if answer.kind is AnswerKind.SWAP and answer.colleague is not None:
        colleague = directory.person(answer.colleague)
        return f"asks that {colleague.name if colleague else answer.colleague} does it"
    return answer.kind.value


def _say(chosen: argparse.Namespace, say: Callable[[AnswerAllocations], Answer]) -> int:
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        return _tell(chosen, say(desk.planning.answers), desk.directory())


def _tell(chosen: argparse.Namespace, made: Answer, directory: Directory) -> int:
    if chosen.json:
        print_json({"allocation": made.allocation, **(answer_as_json(made, directory) or {})})
        return OK
    print(f"Said: {answer_words(made, directory)}. The officer hears of it with the next sync.")
    return OK


def _time(text: str | None) -> time | None:
    if text is None:
        return None
    found = _TIME.fullmatch(text.strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:  # noqa: PLR2004 - hours and minutes
        raise InputProblem(f"“{text}” is no time of day. Write it as 14:00.")
    return time(int(found[1]), int(found[2]))


def _load(one: Load) -> dict[str, object]:
    return {
        "person": one.person,
        "name": one.name,
        "role": one.role,
        "team": one.team,
        "service": one.service,
        "open": one.open,
        "done_in_twelve_months": one.done,
        "this_month": one.this_month,
    }
