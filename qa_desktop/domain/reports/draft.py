"""What QA officers keep of reports among themselves: what they wrote, which parts are in, and who got which version."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qa_desktop.domain.operation import Change, Operation, OperationKind, Value
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.projection import head, is_known
from qa_desktop.domain.read_entries import as_moment
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.errors import InputProblem

_REPORT, _GIVEN, _WORDS, _STRUCTURE = "report/", "given/", "words", "structure"


@dataclass(frozen=True, slots=True)
class AddedPart:
    """A section of the officer's own, at the end of a report."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Structure:
    """What makes one report another than its template: parts that are left out, and sections of one's own."""

    without: tuple[str, ...] = ()
    added: tuple[AddedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What is kept of one report of one period."""

    report: str
    period: str
    words: Mapping[str, str] = field(default_factory=dict)
    """What was written, by the id of the part."""
    structure: Structure | None = None
    """None where nobody said anything: it is then that of the period before."""


@dataclass(frozen=True, slots=True)
class Given:
    """One version of a report that somebody got. It is known again by its hash."""

    id: str
    report: str
    period: str
    to: str
    how: str
    by: str
    at: datetime
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    file: str
    """What the file was called."""


def words_change(report: str, period: str, part: str, text: str) -> Change:
    """Return the change that keeps what was written in one part."""
    facts: dict[str, Value] = {"report": report, "period": period, "part": part}
    return Change(DESK, f"{_REPORT}{report}/{period}/{_WORDS}/{part}", text, facts=facts)


def structure_change(report: str, period: str, structure: Structure) -> Change:
    """Return the change that says which parts are in."""
    told = {"without": list(structure.without), "added": [[one.id, one.title] for one in structure.added]}
    facts: dict[str, Value] = {"report": report, "period": period}
    return Change(DESK, f"{_REPORT}{report}/{period}/{_STRUCTURE}", json.dumps(told, ensure_ascii=False), facts=facts)


def given_change(one: Given) -> Change:
    """Return the change that says who got which version: its hash and moment in clear, who in its body."""
    facts: dict[str, Value] = {
        "given": one.id,
        "report": one.report,
        "period": one.period,
        "at": one.at.isoformat(),
        "digest": one.digest,
    }
    words: dict[str, Value] = {"to": one.to, "how": one.how, "by": one.by, "file": one.file}
    return Change(DESK, f"{_GIVEN}{one.id}", None, facts=facts, words=words)


def drafts(desk: Iterable[Operation]) -> dict[tuple[str, str], ReportDraft]:
    """Return every draft that is kept, by report and period."""
    words: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    structures: dict[tuple[str, str], Structure] = {}
    for one in heads_under(desk, _REPORT):
        report, period, part = (one.facts.get(name) for name in ("report", "period", "part"))
        if not (isinstance(report, str) and isinstance(period, str) and isinstance(one.value, str)):
            continue
        if isinstance(part, str):
            words[report, period][part] = one.value
        elif (structure := _structure(one.value)) is not None:
            structures[report, period] = structure
    keys = {*words, *structures}
    return {key: ReportDraft(*key, words.get(key, {}), structures.get(key)) for key in keys}


def given(desk: Iterable[Operation]) -> tuple[Given, ...]:
    """Return who got which version of what, the latest first."""
    found = [read for one in heads_under(desk, _GIVEN) if (read := _read_given(one)) is not None]
    return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


def before(kept: Iterable[ReportDraft], report: str, period: ReportPeriod) -> tuple[ReportDraft, ...]:
    """Return the drafts of the same report that are of earlier periods of the same length, the latest first."""
    earlier = []
    for one in kept:
        when = period_of(one.period)
        if one.report == report and when is not None and when.every == period.every and when.last < period.first:
            earlier.append((when.first, one))
    return tuple(one for _, one in sorted(earlier, key=lambda pair: pair[0], reverse=True))


def heads_under(desk: Iterable[Operation], group: str) -> list[Operation]:
    """Return what stands at each path that begins so."""
    paths: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in desk:
        if one.kind == OperationKind.SET.value and one.path.startswith(group) and is_known(one):
            paths[one.path].append(one)
    heads = (head(several) for several in paths.values())
    return [one for one in heads if one is not None]


def _structure(text: str) -> Structure | None:
    """Return what another laptop wrote; None where a later version wrote it otherwise."""
    try:
        told = json.loads(text)
        added = tuple(AddedPart(str(part), str(title)) for part, title in told["added"])
        return Structure(tuple(str(one) for one in told["without"]), added)
    except (ValueError, KeyError, TypeError):
        return None


def _read_given(one: Operation) -> Given | None:
    facts, words, at = one.facts, one.unpacked(), as_moment(one.facts.get("at"))
    if at is None:
        return None
    report, period, digest, given_id = (str(facts.get(name) or "") for name in ("report", "period", "digest", "given"))
    to, how, by, file = (str(words.get(name) or "") for name in ("to", "how", "by", "file"))
    return Given(given_id, report, period, to, how, by, at, digest, file)


def period_of(name: str) -> ReportPeriod | None:
    """Return the time of a draft; None where a later version named it otherwise."""
    try:
        return ReportPeriod.parse(name)
    except InputProblem:
        return None
