"""Reads the list of people over whom drawn cases are shared out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from qa_desktop.domain.sampling.population import plain
from qa_desktop.domain.sampling.share_out import Auditor
from qa_desktop.errors import InputProblem, Mistake, SeveralProblems
from qa_desktop.toolkit.population.columns import NO_WISH, Known
from qa_desktop.toolkit.population.days import NoDayError, day_of
from qa_desktop.toolkit.population.headed import headed, read_table
from qa_desktop.toolkit.population.table import nobody

PEOPLE: Known = {
    "name": ("name", "person", "auditor", "fullname", "auditorname"),
    "id": ("id", "personid", "personnumber"),
    "team": ("team", "teamname", "ownteam"),
    "service": ("service", "servicearea", "ownservice", "department"),
    "role": ("role", "jobtitle", "job", "position", "post"),
    "quota": ("quota", "quotaamonth", "quotapermonth", "most", "mostamonth", "capacity"),
    "this_month": ("thismonth", "donethismonth", "hasthismonth", "allocatedthismonth"),
    "done": ("done", "donesofar", "audits", "auditsdone", "before"),
    "away": ("away", "absent", "onleave", "leave", "awayuntil"),
    "parts": ("part", "parts", "takes", "leadorpeer"),
}
_YES, _NO = ("yes", "y", "true", "1", "x", "away"), ("", "no", "n", "false", "0", "-")


def read_people(path: Path, on: date, parts: tuple[str, ...]) -> tuple[Auditor, ...]:
    """Return the people of a list who are there on a day; `parts` are the names of what there is to take.

    Raises:
        NotFound: there is no such file.
        SeveralProblems: rows that cannot be understood, all at once.
        InputProblem: it cannot be read, or names nobody who is there.
    """
    table = headed(read_table(path), PEOPLE, NO_WISH, nobody)
    mistakes: list[Mistake] = []
    people: list[Auditor] = []
    rows: dict[str, int] = {}
    for row, cells in table.rows:
        told = {ours: plain(cells[at]) if at < len(cells) else "" for ours, at in table.columns.items()}
        try:
            person = _person(told, parts)
            is_away = _is_away(told.get("away", ""), on)
        except ValueError as problem:
            mistakes.append(Mistake(str(problem), f"row {row}"))
            continue
        if person.key.casefold() in rows:
            words = f"the same person as in row {rows[person.key.casefold()]}: give people with one name ids"
            mistakes.append(Mistake(words, f"row {row}"))
            continue
        rows[person.key.casefold()] = row
        if not is_away:
            people.append(person)
    if mistakes:
        raise SeveralProblems(f"{path.name} has rows that cannot be understood:", tuple(mistakes))
    if not people:
        raise InputProblem(f"{path.name} names nobody who is there on {on.isoformat()}.")
    return tuple(people)


def _person(told: Mapping[str, str], parts: tuple[str, ...]) -> Auditor:
    if not told["name"]:
        raise ValueError("no name")
    takes = tuple(one for one in told.get("parts", "").casefold().replace(",", " ").replace("+", " ").split())
    if takes in {("both",), ("any",)}:
        takes = ()
    strange = [one for one in takes if one not in parts]
    if strange:
        raise ValueError(f"“{strange[0]}” is no part of this allocation; there are: {', '.join(parts)}")
    return Auditor(
        name=told["name"],
        id=told.get("id", ""),
        team=told.get("team", ""),
        service=told.get("service", ""),
        quota=_number(told.get("quota", ""), "quota"),
        this_month=_number(told.get("this_month", ""), "number for this month") or 0,
        done=_number(told.get("done", ""), "number of audits done") or 0,
        parts=takes,
        role=told.get("role", ""),
    )


def _number(text: str, what: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal():
        raise ValueError(f"the {what} is no whole number")
    return int(text)


def _is_away(text: str, on: date) -> bool:
    """Tell whether somebody is away: by a yes, or until a day that has not passed."""
    if text.casefold() in _YES or text.casefold() in _NO:
        return text.casefold() in _YES
    try:
        until = day_of(text)
    except NoDayError:
        raise ValueError("“away” takes yes, no, or the last day away as 31/01/2027") from None
    return until is not None and until >= on
