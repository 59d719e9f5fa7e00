"""Draws that QA officers keep among themselves: the record of each, as it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.operation import Change, Operation, OperationKind, Value
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.projection import head, is_known
from qa_desktop.domain.read_entries import as_moment
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.record_json import read_record, record_bytes
from qa_desktop.domain.sampling.words import scheme_words

_DRAW = "draw/"


@dataclass(frozen=True, slots=True)
class KeptDraw:
    """One draw as lists show it. Its record is read when it is opened: another version may have written it."""

    id: str
    what: str
    by: str
    """Who drew."""
    at: datetime
    cases: int
    given: int
    """How many of its audits were sent to somebody."""
    text: str

    def record(self) -> DrawRecord:
        """Return the record; raise InputProblem where another version wrote it."""
        return read_record(self.text.encode("utf-8"))


def keep_draw_change(draw_id: str, record: DrawRecord) -> Change:
    """Return the change that keeps a record: numbers and the moment in clear, the rest in its body."""
    given = () if record.proposal is None else record.proposal.given
    facts: dict[str, Value] = {
        "draw": draw_id,
        "at": record.who.at.isoformat(),
        "cases": len(record.standing),
        "given": sum(bool(one.allocation) for one in given),
    }
    what = record.selection.partition(": ")[2] or scheme_words(record.scheme)
    words: dict[str, Value] = {"what": what, "by": record.who.name}
    return Change(DESK, f"{_DRAW}{draw_id}", record_bytes(record).decode("utf-8"), facts=facts, words=words)


def kept_draws(desk: Iterable[Operation]) -> tuple[KeptDraw, ...]:
    """Return every draw that is kept, the latest first."""
    groups: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in desk:
        if one.kind == OperationKind.SET.value and one.path.startswith(_DRAW) and is_known(one):
            groups[one.path].append(one)
    latest = ((path.removeprefix(_DRAW), head(group)) for path, group in groups.items())
    found = [_kept(draw_id, last) for draw_id, last in latest if last is not None and isinstance(last.value, str)]
    return tuple(sorted(found, key=lambda one: (one.at, one.id), reverse=True))


def _kept(draw_id: str, one: Operation) -> KeptDraw:
    words, numbers = one.unpacked(), [one.facts.get(name) for name in ("cases", "given")]
    cases, given = (number if isinstance(number, int) else 0 for number in numbers)
    at = as_moment(one.facts.get("at")) or one.client_time
    return KeptDraw(draw_id, str(words.get("what") or ""), str(words.get("by") or ""), at, cases, given, str(one.value))
