"""Regular checks as they stand: when each is due, who does it, and whether it was done or missed (PRACTICE P-41)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qa_desktop.domain.allocation_answer import answers_of
from qa_desktop.domain.authority_settings import AuthoritySettings, RegularCheck
from qa_desktop.domain.condition import subjects
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Change, Operation
from qa_desktop.domain.organisation import ALLOCATIONS
from qa_desktop.domain.programme import EntryKind, latest
from qa_desktop.domain.programme_view import Planned
from qa_desktop.domain.quota import Member
from qa_desktop.domain.read_entries import as_day
from qa_desktop.domain.rounds import due_days
from qa_desktop.domain.signed_record import SignedRecord

_DONE = "check/"
ONE_DAY = timedelta(days=1)
_PLURALS = frozenset({"heads", "managers", "practitioners", "supervisors"})
_SEVERAL = re.compile(r"\s*(?:,|/| or | and )\s*", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:[,;/&]| and )\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check that is due on a day, of one person or of the whole authority."""

    key: str
    """The same for as long as it is due; a person's own where it is theirs."""
    planned: Planned
    who: PersonId | None
    """Whose it is; None where nobody here has the post that the settings name."""
    name: str
    """Who does it: a person, or the post as the settings have it; empty where they name none."""
    done: date | None = None
    by_record: bool = False
    """Whether a signed record says so, which nobody has to mark."""

    @property
    def due(self) -> date:
        """By when it is to be done."""
        return self.planned.last

    def is_missed(self, today: date) -> bool:
        """Tell whether its day has passed without it."""
        return self.done is None and self.due < today and not self.planned.is_before_use


def own_key(key: str, person: PersonId | None) -> str:
    """Return the key of a check as one person's."""
    return key if person is None else f"{key}@{person}"


def done_by_change(person: PersonId, key: str, day: date | None) -> Change:
    """Return the change by which somebody says that they did a check of theirs; None takes that back."""
    return Change(answers_of(person), f"{_DONE}{key}", None if day is None else day.isoformat(), fact=True)


def done_by_people(answers: Iterable[Operation]) -> dict[str, date]:
    """Return on which day people said that they did a check of theirs, by its own key."""
    found: dict[str, date] = {}
    by_person: dict[str, list[Operation]] = {}
    for one in answers:
        by_person.setdefault(one.stream.audit, []).append(one)
    for stream, said in by_person.items():
        person = PersonId(stream.removeprefix(ALLOCATIONS))
        for path, one in latest(said, _DONE).items():
            day = as_day(one.value)
            if day is not None and one.author == person:
                found[own_key(path.removeprefix(_DONE), person)] = day
    return found


def check_of(settings: AuthoritySettings | None, planned: Planned) -> RegularCheck | None:
    """Return the rule of the settings from which something that is planned follows."""
    key = planned.entry.taken_from if planned.entry is not None else planned.key
    parts = key.split(":")
    is_check = len(parts) > 1 and parts[0] == "check" and settings is not None
    return next((one for one in settings.regular if one.id == parts[1]), None) if is_check and settings else None


def questions_of(checks: Iterable[RegularCheck]) -> frozenset[str]:
    """Return which answers say what a record counts for."""
    return frozenset(name for one in checks if one.when is not None for name in subjects(one.when))


def check_rows(
    found: Iterable[Planned],
    settings: AuthoritySettings | None,
    members: Sequence[Member],
    records: Mapping[str, Sequence[SignedRecord]],
    marked: Mapping[str, date],
) -> Iterator[CheckRow]:
    """Yield the checks among what is planned, each for everybody whose it is.

    `records` holds signed records by tool, `marked` on which day somebody marked one as done, by its key or own key.
    """
    for planned in found:
        if planned.kind is not EntryKind.CHECK:
            continue
        check = check_of(settings, planned)
        tools = planned.tools or (check.tools if check is not None else ())
        signed = [
            one
            for tool in tools
            for one in records.get(str(tool), ())
            if check is None or check.when is None or check.when.holds(one.answers.get)
        ]
        within = [one for one in signed if _begins(planned, check) <= one.day <= planned.last]
        services = check.services if check is not None else ()
        theirs = [one for one in members if _has_post(planned.by, one.post) and is_of(services, one.service)]
        for member in theirs or (None,):
            who = None if member is None else member.id
            own = [one.day for one in within if who in (None, one.signer)]
            said = marked.get(own_key(planned.key, who)) or planned.done
            name = _nobody(planned, check) if member is None else member.name
            yield CheckRow(own_key(planned.key, who), planned, who, name, min(own, default=said), by_record=bool(own))


def whole_done(rows: Iterable[CheckRow]) -> dict[str, date]:
    """Return on which day each check was done by all whose it is, by the key of what is planned."""
    by_key: dict[str, list[CheckRow]] = {}
    for one in rows:
        by_key.setdefault(one.planned.key, []).append(one)
    days = {key: [one.done for one in several] for key, several in by_key.items()}
    return {key: max(done) for key, found in days.items() if len(done := [day for day in found if day]) == len(found)}


def is_of(services: Collection[str], service: str) -> bool:
    """Tell whether a person of a service is asked; everybody is where no service is named or theirs is not known.

    Services that share a name's part, as "MASS" and "MASS & First Response" do, are the same here.
    """
    named = {part for one in services for part in _parts(one)}
    return not named or not service.strip() or not named.isdisjoint(_parts(service))


def _parts(service: str) -> set[str]:
    return {" ".join(part.casefold().split()) for part in _JOINED.split(service) if part.strip()}


def _nobody(planned: Planned, check: RegularCheck | None) -> str:
    """Return whose a check is that is no person's: the post, with its services as long as it is the settings' own."""
    return check.by_words if check is not None and check.by == planned.by else planned.by


def _begins(planned: Planned, check: RegularCheck | None) -> date:
    """Return from which day on a record counts for it: behind the day before that it was due."""
    if check is None or planned.entry is not None:
        return planned.first
    before = [day for year in (planned.last.year - 1, planned.last.year) for day in due_days(check.every, year)]
    return max((day for day in before if day < planned.last), default=planned.first.replace(month=1, day=1)) + ONE_DAY


def _has_post(by: str, post: str) -> bool:
    named = {_singular(one) for one in _SEVERAL.split(by) if one}
    return bool(post) and _singular(post) in named


def _singular(post: str) -> str:
    """Return a post as one person has it: "Heads of Service" is "head of service"."""
    words = post.strip().casefold().split()
    return " ".join(word.removesuffix("s") if word in _PLURALS else word for word in words)
