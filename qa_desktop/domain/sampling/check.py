"""Draws once more by a record, and tells where the record says something else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from qa_desktop.domain.sampling.draw import Drawn, Reason, Stratum, draw, named
from qa_desktop.domain.sampling.population import Population
from qa_desktop.domain.sampling.record import DrawRecord, Proposal
from qa_desktop.domain.sampling.share_out import share_out
from qa_desktop.errors import InputProblem


def differences(record: DrawRecord, population: Population) -> tuple[str, ...]:
    """Return a sentence for each thing that comes out differently; none where the record is right."""
    told = list(_of_list(record, population))
    try:
        again = draw(population, record.scheme, record.exclusions, record.seed.text)
    except InputProblem as problem:
        return (*told, problem.sentence)
    told += _of_result(record.result, again)
    told += _of_substitutions(record)
    if record.proposal is not None and not told:
        told += _of_proposal(record, record.proposal, population)
    return tuple(told)


def _of_list(record: DrawRecord, population: Population) -> Iterator[str]:
    listed = record.listed
    if population.sha256 != listed.sha256:
        yield (
            f"This is not the list that was drawn from: its SHA-256 is {population.sha256}, not {listed.sha256}; "
            f"it holds {len(population.cases)} cases, the record says {listed.cases}."
        )
    elif len(population.cases) != listed.cases:
        yield f"The record says {listed.cases} cases; the list holds {len(population.cases)}."


def _of_result(kept: Drawn, again: Drawn) -> Iterator[str]:
    for reason in Reason:
        here, there = kept.excluded.get(reason, 0), again.excluded.get(reason, 0)
        if here != there:
            yield f"Left out because “{reason.title}”: {here} in the record, {there} in the list."
    theirs = {one.group: one for one in kept.strata}
    ours = {one.group: one for one in again.strata}
    for group in sorted(theirs.keys() | ours.keys()):
        if group not in ours:
            yield f"{named(group)}: the list has no such group."
        elif group not in theirs:
            yield f"{named(group)}: the record has no such group."
        else:
            yield from _of_stratum(theirs[group], ours[group])


def _of_stratum(kept: Stratum, again: Stratum) -> Iterator[str]:
    where = named(kept.group)
    for what, here, there in (
        ("cases", kept.cases, again.cases),
        ("cases that may be drawn", kept.eligible, again.eligible),
        ("cases wanted", kept.wanted, again.wanted),
    ):
        if here != there:
            yield f"{where}: {here} {what} in the record, {there} by the list."
    for what, theirs, ours in (("drawn", kept.drawn, again.drawn), ("next in order", kept.reserve, again.reserve)):
        if theirs != ours:
            yield f"{where}: {what} in the record {_words(theirs)}; by the list {_words(ours)}."


def _of_substitutions(record: DrawRecord) -> Iterator[str]:
    before = replace(record, substitutions=())
    for one in record.substitutions:
        try:
            following = before.next_for(one.case)
        except InputProblem as problem:
            yield f"Substitution of {one.case}: {problem.sentence}"
            return
        if following != one.by:
            yield f"Substitution of {one.case}: {one.by} in the record; the next of its group is {following}."
            return
        if not one.reason.strip():
            yield f"Substitution of {one.case}: no reason is given."
        before = replace(before, substitutions=(*before.substitutions, one))


def _of_proposal(record: DrawRecord, proposal: Proposal, population: Population) -> Iterator[str]:
    shared_out = {one.case for one in proposal.given} | {case for case, _ in proposal.left}
    strangers = sorted(shared_out - set(record.standing))
    if strangers:
        yield f"Allocated though they are not drawn: {', '.join(strangers)}."
        return
    left_out = sorted(set(record.standing) - shared_out - {one.by for one in record.substitutions})
    if left_out:
        yield f"Drawn, and not shared out with the others: {', '.join(left_out)}."
    if not set(proposal.earlier) <= {replace(one, allocation="") for one in proposal.given} | set(proposal.given):
        yield "The record says that cases were allocated earlier which are not allocated now."
        return
    cases = {case.reference: case for case in population.cases}
    standing = [cases[reference] for reference in record.standing if reference in shared_out]
    again = share_out(standing, proposal.people, proposal.parts, record.seed.text, proposal.earlier)
    theirs = {(one.case, one.part): one.person for one in proposal.given}
    ours = {(one.case, one.part): one.person for one in again.given}
    for case, part in sorted(theirs.keys() | ours.keys()):
        here, there = theirs.get((case, part), "nobody"), ours.get((case, part), "nobody")
        if here != there:
            yield f"Allocation of {case} ({part}): {here} in the record, {there} by its rules."


def _words(references: tuple[str, ...]) -> str:
    return ", ".join(references) or "none"
