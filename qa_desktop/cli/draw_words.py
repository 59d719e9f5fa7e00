"""What the command line says of a draw."""

from __future__ import annotations

from collections.abc import Iterator

from qa_desktop.domain.sampling.draw import named
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.words import excluded_words, left_out_words, rules_words, scheme_words


def told(record: DrawRecord) -> Iterator[str]:
    """Yield the lines that tell of a draw."""
    origin = "given beforehand" if record.seed.was_given else "made now"
    yield f"Seed: {record.seed.text} ({origin})"
    yield f"List: {record.listed.cases:,} cases in {record.listed.rows:,} rows, SHA-256 {record.listed.sha256}"
    yield f"Read as: {', '.join(f'{ours} = {heading}' for ours, heading in record.listed.columns)}"
    yield f"Drawn: {scheme_words(record.scheme)}; {rules_words(record.exclusions)}"
    for what, count in (*left_out_words(record.listed), *excluded_words(record.result)):
        yield f"Left out: {count:,}  {what}"
    yield from _cases(record)
    for one in record.substitutions:
        yield f"Replaced: {one.case} by {one.by}: {one.reason}"
    if record.proposal is not None:
        yield from _people(record)


def _cases(record: DrawRecord) -> Iterator[str]:
    replaced = {one.case: one.by for one in record.substitutions}
    for stratum in record.result.strata:
        short = f", {stratum.wanted} wanted" if len(stratum.drawn) < stratum.wanted else ""
        yield f"{named(stratum.group)}: {len(stratum.drawn)} of {stratum.eligible:,} that may be drawn{short}"
        for case in stratum.drawn:
            now = case
            while now in replaced:
                now = replaced[now]
            yield f"  {now}"


def _people(record: DrawRecord) -> Iterator[str]:
    proposal = record.proposal
    if proposal is None:
        return
    names = {person.key: person.name for person in proposal.people}
    for one in proposal.given:
        sent = "sent" if one.allocation else "proposed"
        yield f"{one.case}  {one.part:8} {names.get(one.person, one.person)} ({sent})"
    for case, part in proposal.left:
        yield f"{case}  {part:8} nobody: no one who may take it has room"
