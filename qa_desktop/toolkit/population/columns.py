"""Guesses which column of a file is which, by its heading; what was chosen before comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa_desktop.domain.sampling.population import AUDITED, REFERENCE, SERVICE, STATUS, TEAM, WORKER

Known = Mapping[str, Sequence[str]]
"""Headings by our own column, in small letters and without anything between words, the likeliest first."""

CASES: Known = {
    REFERENCE: (
        "casereference",
        "caseref",
        "casereferencenumber",
        "caseid",
        "casenumber",
        "caseno",
        "reference",
        "referencenumber",
        "ref",
        "mosaicid",
        "liquidlogicid",
        "llid",
        "lcsid",
        "lcsnumber",
        "icsid",
        "icsnumber",
        "carefirstid",
        "protocolid",
        "eclipseid",
        "azeusid",
        "systemid",
        "personid",
        "clientid",
        "clientnumber",
        "childid",
        "childsid",
        "uniqueid",
        "id",
    ),
    TEAM: ("team", "teamname", "allocatedteam", "responsibleteam", "workerteam", "currentteam", "socialworkteam"),
    SERVICE: ("service", "servicename", "servicearea", "department", "division", "directorate"),
    STATUS: ("status", "casestatus", "currentstatus", "openclosed", "openorclosed", "state"),
    WORKER: (
        "worker",
        "allocatedworker",
        "allocatedsocialworker",
        "keyworker",
        "caseworker",
        "socialworker",
        "workername",
        "leadworker",
        "leadprofessional",
        "practitioner",
        "responsibleworker",
    ),
    AUDITED: ("lastaudited", "lastaudit", "lastauditdate", "dateoflastaudit", "auditdate", "audited", "auditedon"),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody says, or said before, which column is which: ours by the file's heading."""

    chosen: Mapping[str, str]
    remembered: Mapping[str, str]
    guesses: bool = True
    """Whether other columns are looked for by their usual headings."""


NO_WISH = Wish({}, {})


def columns_of(headings: Sequence[str], known: Known, wish: Wish = NO_WISH) -> dict[str, int]:
    """Return which column of the file is which of ours, by number; what is not there is left out.

    Raises:
        KeyError: a heading that somebody chose is not there; it holds the heading.
    """
    plain = [simple(heading) for heading in headings]
    found: dict[str, int] = {}
    for ours, chosen in wish.chosen.items():
        if simple(chosen) not in plain:
            raise KeyError(chosen)
        found[ours] = plain.index(simple(chosen))
    for ours, names in known.items() if wish.guesses else ():
        likely = (simple(wish.remembered.get(ours, "")), *names)
        at = next((plain.index(name) for name in likely if name and name in plain), None)
        if ours not in found and at is not None and at not in found.values():
            found[ours] = at
    return found


def is_heading_row(cells: Sequence[str], known: Known, wish: Wish = NO_WISH) -> bool:
    """Tell whether a row holds headings: a column that must be there is among them."""
    first = next(iter(known))
    named = (wish.chosen.get(first, ""), wish.remembered.get(first, ""))
    names = {*map(simple, named), *known[first]} - {""}
    return any(simple(cell) in names for cell in cells)


def simple(heading: str) -> str:
    """Return a heading in small letters, without anything between words."""
    return "".join(letter for letter in heading.casefold() if letter.isalnum())
