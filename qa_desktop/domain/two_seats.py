"""Two-seat grading: practitioner and auditor each choose a grade unseen, then look at both together (PRACTICE P-31)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.scale import Scale
from qa_desktop.domain.tool import AnswerType

SKIPPED = ""
"""The choice of somebody who chose not to choose."""


class Seat(Enum):
    """Who chooses. The practitioner goes first: nobody follows the person who leads the audit."""

    PRACTITIONER = "practitioner"
    AUDITOR = "auditor"


class Moment(Enum):
    """How far the two are."""

    FIRST = "first"
    HAND_OVER = "hand_over"
    SECOND = "second"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class TwoSeats:
    """One grade on which two people choose apart. `path` is the field of the grade."""

    path: str
    moment: Moment = Moment.FIRST
    choices: tuple[str, ...] = ()
    """What was chosen so far, in the order of the seats; it is shown to nobody before both had their turn."""

    @property
    def turn(self) -> Seat | None:
        """Whose turn it is; None while nobody chooses."""
        return {Moment.FIRST: Seat.PRACTITIONER, Moment.SECOND: Seat.AUDITOR}.get(self.moment)

    @property
    def revealed(self) -> Mapping[Seat, str]:
        """What each chose; nothing before both had their turn."""
        return dict(zip(Seat, self.choices, strict=True)) if self.moment is Moment.TOGETHER else {}

    @property
    def agreed(self) -> str:
        """The code that both chose; empty where they differ, or one of them skipped."""
        codes = set(self.revealed.values())
        return codes.pop() if len(codes) == 1 else ""

    @property
    def differ(self) -> bool:
        """Whether both chose, and chose otherwise."""
        codes = set(self.revealed.values())
        return len(codes) > 1 and SKIPPED not in codes

    def choose(self, code: str) -> TwoSeats:
        """Return what follows when whoever's turn it is chooses, or skips."""
        after = Moment.HAND_OVER if self.moment is Moment.FIRST else Moment.TOGETHER
        return replace(self, moment=after, choices=(*self.choices, code)) if self.turn else self

    def hand_over(self) -> TwoSeats:
        """Return what follows when the laptop is with the other person."""
        return replace(self, moment=Moment.SECOND) if self.moment is Moment.HAND_OVER else self


def scale_at(audit: Audit, path: str) -> Scale | None:
    """Return the scale on which two can choose apart at a field; None where it holds no grade, or cannot be changed."""
    if audit.is_signed or audit.record.read_only_reason:
        return None
    if path == paths.OVERALL_GRADE:
        return audit.tool.scale(audit.tool.overall.scale) if audit.tool.overall else None
    parsed = paths.Path.parse(path)
    item = audit.tool.item(parsed.key) if (parsed.group, parsed.field) == ("answer", "value") else None
    if item is None or item.type is not AnswerType.SCALE or item.side_by_side or not audit.applies(item):
        return None
    scale = audit.tool.scale_of(item)
    return scale if scale is not None and any(point.rank is not None for point in scale.points) else None


def difference(audit: Audit, seats: TwoSeats, entry: str) -> dict[str, Value]:
    """Return the fields of a difference that remains: the auditor's grade stands, with both views (PRACTICE P-06)."""
    scale = scale_at(audit, seats.path)
    labels = {point.code: point.label for point in scale.points} if scale else {}
    chosen = seats.revealed
    about = "overall" if seats.path == paths.OVERALL_GRADE else paths.Path.parse(seats.path).key
    fields: dict[str, Value] = {
        "about": about,
        "advice": "none",
        "auditor_view": labels.get(chosen[Seat.AUDITOR], ""),
        "practitioner_view": labels.get(chosen[Seat.PRACTITIONER], ""),
    }
    values = {paths.entry("disagreement", entry, field): value for field, value in fields.items()}
    return {seats.path: chosen[Seat.AUDITOR], **values}


class FirstChoices:
    """What the two chose apart, while the audit is open. It lives in memory, and ends with signing or closing."""

    def __init__(self) -> None:
        self._chosen: dict[str, Mapping[Seat, str]] = {}

    def __bool__(self) -> bool:
        """Whether there is anything to keep or throw away."""
        return bool(self._chosen)

    def remember(self, seats: TwoSeats) -> None:
        """Hold what was revealed, until it is thrown away."""
        if seats.revealed:
            self._chosen[seats.path] = seats.revealed

    def throw_away(self) -> None:
        """Forget every choice."""
        self._chosen.clear()

    def to_keep(self) -> dict[str, Value]:
        """Return the fields that keep them as the auditor's own preparation: in no note, report or export."""
        return {
            paths.preparation(_key(path), f"first_{seat.value}"): code
            for path, chosen in self._chosen.items()
            for seat, code in chosen.items()
            if code != SKIPPED
        }


def _key(path: str) -> str:
    return "overall" if path == paths.OVERALL_GRADE else paths.Path.parse(path).key
