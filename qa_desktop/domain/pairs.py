"""Two people who audit one case, each on a form of their own: who they are, what they gave first, where they differ.

Each form is an audit of its own (R-042, R-043). What makes them a pair is written in both when they begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from qa_desktop.clock import local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.consequences import MOVES
from qa_desktop.domain.operation import Value
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.domain.tool import Item

PAIR, PART, OTHER = (paths.about(field) for field in ("pair", "pair_part", "pair_other"))
"""What the two have in common, which of the two it is, and the person who has the other form."""
MODERATION = "moderation"
"""The part of the record in which a moderator settles where the two differ."""
OVERALL = "overall"
FIRST = "first/"


class Seat(Enum):
    """Which of the two forms it is."""

    LEAD = "lead"
    PEER = "peer"

    @property
    def title(self) -> str:
        """The auditor as people say it."""
        return {"lead": "Lead auditor", "peer": "Peer auditor"}[self.value]

    @property
    def other(self) -> Seat:
        """The other one of the two."""
        return Seat.PEER if self is Seat.LEAD else Seat.LEAD


@dataclass(frozen=True, slots=True)
class Difference:
    """A grade that the two did not give alike. `key` is the question, or `overall`."""

    key: str
    label: str
    lead: ScalePoint
    peer: ScalePoint


@dataclass(frozen=True, slots=True)
class AuditPair:
    """The forms of one case, as far as they are here, and the record of their moderation where it was begun."""

    id: str
    lead: Audit | None = None
    peer: Audit | None = None
    moderation: Audit | None = None

    @property
    def both(self) -> tuple[Audit, Audit] | None:
        """Both forms, where both are signed."""
        if self.lead is None or self.peer is None or not (self.lead.is_signed and self.peer.is_signed):
            return None
        return self.lead, self.peer

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Where the two signed forms differ, overall or in any domain; nothing before both are signed (R-044)."""
        return differences(*self.both) if self.both else ()

    @property
    def is_moderated(self) -> bool:
        """Whether the moderator's record is signed: its grade is final (R-046)."""
        return self.moderation is not None and self.moderation.is_signed

    @property
    def to_moderate(self) -> bool:
        """Whether a moderation is open: the two differ, and no moderator has settled it."""
        return bool(self.differences) and not self.is_moderated


def seat_of(audit: Audit) -> Seat | None:
    """Return which form of a pair an audit is; None where it belongs to none."""
    part = audit.text(PART) if audit.text(PAIR) else ""
    return next((one for one in Seat if one.value == part), None)


def pairs(audits: Iterable[Audit]) -> tuple[AuditPair, ...]:
    """Return the pairs to which audits belong, by their id. Of a form that was amended the latest signed one counts."""
    found: dict[str, dict[str, Audit]] = {}
    for one in audits:
        name, part = one.text(PAIR), one.text(PART)
        if not name or part not in (*(seat.value for seat in Seat), MODERATION):
            continue
        parts = found.setdefault(name, {})
        if part not in parts or _rank(parts[part]) < _rank(one):
            parts[part] = one
    return tuple(AuditPair(name, **parts) for name, parts in sorted(found.items()))


def graded(audit: Audit) -> Iterator[tuple[Item, Scale]]:
    """Yield the questions that ask for a grade of one's own, with their scale, in reading order."""
    for section in audit.shown_sections():
        for item in audit.shown_items(section):
            scale = audit.tool.scale_of(item)
            ranked = scale is not None and any(point.rank is not None for point in scale.points)
            if scale is not None and ranked and item.taken_from is None and audit.applies(item):
                yield item, scale


def grades(audit: Audit) -> dict[str, ScalePoint]:
    """Return the grades that an audit gives, by question; the overall one as `overall`, last."""
    found: dict[str, ScalePoint] = {}
    for item, scale in graded(audit):
        point = scale.point(str(audit.answer(item.id).value or ""))
        if point is not None:
            found[str(item.id)] = point
    overall = audit.tool.scale(audit.tool.overall.scale) if audit.tool.overall else None
    point = overall.point(audit.overall_grade) if overall else None
    return {**found, OVERALL: point} if point else found


def labels(audit: Audit) -> dict[str, str]:
    """Return what each grade is for, by question; the overall one as `overall`, last."""
    found = {str(item.id): audit.label_of(item) for item, _ in graded(audit)}
    return {**found, OVERALL: audit.tool.overall.label} if audit.tool.overall else found


def differences(lead: Audit, peer: Audit) -> tuple[Difference, ...]:
    """Return where two forms grade otherwise, in reading order. Points of like name are alike, whatever their code."""
    theirs = grades(peer)
    named = labels(lead)
    return tuple(
        Difference(key, named.get(key, key), point, theirs[key])
        for key, point in grades(lead).items()
        if key in theirs and not _same(point, theirs[key])
    )


def first_given(audit: Audit) -> Mapping[str, str]:
    """Return the codes of the grades first given, by question; nothing before they were locked (GAP-13)."""
    return {
        paths.Path.parse(path).key: str(state.value)
        for path, state in audit.record.fields.items()
        if path.startswith(FIRST) and state.value
    }


def is_locked(audit: Audit) -> bool:
    """Tell whether the grades first given were locked."""
    return bool(first_given(audit))


def first_values(audit: Audit) -> dict[str, Value]:
    """Return the fields that keep an audit's grades as those first given, by path."""
    return {paths.entry("first", key, "grade"): point.code for key, point in grades(audit).items()}


def ungraded(audit: Audit) -> tuple[str, ...]:
    """Return for what no grade is given yet, in words."""
    given = grades(audit)
    return tuple(label for key, label in labels(audit).items() if key not in given and not _is_excused(audit, key))


def moderation_due(pair: AuditPair) -> date | None:
    """Return by when a moderation is back: the end of week 4 of the month, from the later signature on (R-045)."""
    if pair.both is None:
        return None
    days = [local_day(sign.at) for one in pair.both if (sign := one.record.fields.get(paths.SIGNED)) is not None]
    return MOVES["end_of_week_4"](max(days)) if days else None


def _same(one: ScalePoint, other: ScalePoint) -> bool:
    return one.code == other.code or one.label.casefold() == other.label.casefold()


def _is_excused(audit: Audit, key: str) -> bool:
    answer = audit.answer(key)
    return key != OVERALL and (answer.not_applicable or answer.not_evidenced)


def _rank(audit: Audit) -> tuple[bool, str]:
    return audit.is_signed, audit.record.created_at.isoformat()
