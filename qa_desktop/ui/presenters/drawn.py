"""What the page of a draw shows: its cases with whoever audits them, and how it came about."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain.sampling.draw import named
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.share_out import Auditor, Part, Reach
from qa_desktop.domain.sampling.words import excluded_words, left_out_words, rules_words, scheme_words
from qa_desktop.services.share_out_cases import AUDITOR, LEAD, PEER

BREAK = 16
"""After so many letters a long word may be broken."""
REACHES = {
    Reach.ANY: "Anybody's cases",
    Reach.OWN_TEAM: "Cases of their own team",
    Reach.ACROSS_TEAMS: "Cases of other teams",
    Reach.OUTSIDE_OWN_SERVICE: "Cases outside their own service",
}


@dataclass(frozen=True, slots=True)
class DrawnCase:
    """One case to audit."""

    reference: str
    caption: str
    people: str


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A draw as it stands."""

    title: str
    lead: str
    cases: tuple[DrawnCase, ...]
    facts: tuple[str, ...]
    unsent: int
    """How many proposed audits were not sent yet."""
    unshared: int
    """How many cases nobody has for some part."""
    is_sent: bool
    """Whether anything was sent."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """What can be chosen of who audits the cases of a draw."""

    title: str
    people: tuple[Auditor, ...]
    tools: tuple[tuple[str, str], ...]
    """(id, title), those of the selection first."""
    reach: Reach
    is_pair: bool
    """Whether the record, or the authority, has a lead and a peer for each case."""
    tool: str
    """The tool of the selection, by id; empty where nothing says which."""
    needs_list: bool
    """Whether the list has to be chosen again first: nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class ShareChoice:
    """Who audits the cases, as somebody chose it."""

    parts: tuple[Part, ...]
    takes: dict[str, tuple[str, ...]]
    """The parts that each person takes, by key; empty for any."""
    tool_id: str
    due: date | None


def drawn_view(record: DrawRecord) -> DrawnView:
    """Return what the page of a draw shows."""
    group_of = {case: stratum.group for stratum in record.result.strata for case in stratum.drawn}
    for one in record.substitutions:
        group_of[one.by] = group_of[one.case]
    replaced = {one.by: one for one in record.substitutions}
    proposal = record.proposal
    names = {} if proposal is None else {person.key: person.name for person in proposal.people}
    have: defaultdict[str, list[str]] = defaultdict(list)
    for given in () if proposal is None else proposal.given:
        part = "" if given.part == AUDITOR else f"{given.part.capitalize()}: "
        state = "" if given.allocation else " (proposed)"
        have[given.case].append(f"{part}{names.get(given.person, given.person)}{state}")
    cases = []
    for reference in record.standing:
        instead = replaced.get(reference)
        why = f"in the place of {instead.case}: {instead.reason}" if instead else ""
        group = named(group_of[reference]) if record.scheme.columns else ""
        caption = " · ".join(part for part in (group, why) if part)
        cases.append(DrawnCase(reference, caption, ", ".join(have[reference]) or "Nobody yet"))
    given_all = () if proposal is None else proposal.given
    parts = 1 if proposal is None else len(proposal.parts)
    return DrawnView(
        title=record.selection.partition(": ")[2] or scheme_words(record.scheme),
        lead=f"{len(cases)} cases drawn by {record.who.name} on {record.who.at:%d/%m/%Y}.",
        cases=tuple(cases),
        facts=_facts(record),
        unsent=sum(not one.allocation for one in given_all),
        unshared=len(cases) * parts - len(given_all),
        is_sent=any(one.allocation for one in given_all),
    )


def parts_of(*, is_pair: bool, reach: Reach, peer_reach: Reach) -> tuple[Part, ...]:
    """Return who is needed for each case."""
    if is_pair:
        return Part(LEAD, reach), Part(PEER, peer_reach)
    return (Part(AUDITOR, reach),)


def _facts(record: DrawRecord) -> tuple[str, ...]:
    origin = "given beforehand" if record.seed.was_given else "made when it was drawn"
    out = [f"{what}: {count:,}" for what, count in (*left_out_words(record.listed), *excluded_words(record.result))]
    short = [
        f"{named(one.group)}: {len(one.drawn)} of {one.wanted} wanted, for it has no more"
        for one in record.result.strata
        if len(one.drawn) < one.wanted
    ]
    return (
        f"Drawn: {scheme_words(record.scheme)}; {rules_words(record.exclusions)}.",
        f"Seed: {_breakable(record.seed.text)} ({origin}).",
        f"List: {record.listed.cases:,} cases, SHA-256 {_breakable(record.listed.sha256)}.",
        *(f"Left out: {words}." for words in out),
        *(f"{words}." for words in short),
    )


def _breakable(text: str) -> str:
    """Return a text whose long words may be broken, so that they fit into a narrow window."""
    words = text.split(" ")
    return " ".join("\u200b".join(word[at : at + BREAK] for at in range(0, len(word), BREAK)) for word in words)
