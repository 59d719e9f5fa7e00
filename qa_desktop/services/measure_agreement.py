"""Measure how far lead and peer agree over a period, domain by domain, before and after they talked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qa_desktop.domain import pairs
from qa_desktop.domain.agreement import Agreement, Pair, agreement
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.errors import NotAllowed
from qa_desktop.services.open_audit import OpenAudit

TOLD = frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE})
Between = Callable[[datetime, datetime], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """One domain, or the overall grade."""

    key: str
    label: str
    points: tuple[ScalePoint, ...]
    """The grades, the best one first: rows (lead) and columns (peer) of the tables."""
    first_given: Agreement
    """By the grades that were locked before the two talked."""
    submitted: Agreement
    """By the grades that were signed."""


@dataclass(frozen=True, slots=True)
class AgreementReport:
    """What is told of a period."""

    period: ReportPeriod
    pairs: int
    lines: tuple[AgreementLine, ...]


@dataclass(slots=True)
class _Gathered:
    label: str
    points: tuple[ScalePoint, ...]
    first_given: list[Pair] = field(default_factory=list)
    submitted: list[Pair] = field(default_factory=list)


class MeasureAgreement:
    """Reads the pairs whose second form was signed in a period. About people it tells nothing."""

    def __init__(self, role: Role, between: Between, open_audit: OpenAudit) -> None:
        self._role = role
        self._between = between
        self._open = open_audit

    def __call__(self, period: ReportPeriod) -> AgreementReport:
        """Return the figures; raise NotAllowed for anybody but QA officers and heads of service."""
        if self._role not in TOLD:
            raise NotAllowed("Only QA officers and heads of service see how far auditors agree.")
        gathered: dict[tuple[str, tuple[str, ...]], _Gathered] = {}
        count = 0
        for name in self._between(*period.moments):
            both = self._open.pair(name).both
            if both is not None:
                count += 1
                _gather(gathered, *both)
        lines = (_line(key, one, period.name) for (key, _), one in gathered.items())
        return AgreementReport(period, count, tuple(sorted(lines, key=lambda one: one.key != pairs.OVERALL)))


def _gather(gathered: dict[tuple[str, tuple[str, ...]], _Gathered], lead: Audit, peer: Audit) -> None:
    """Add what two forms give, for each grade that both were asked for on the same scale."""
    named = pairs.labels(lead)
    scales = {key: _ranked(scale) for key, scale in _scales(lead).items()}
    theirs = {key: _ranked(scale) for key, scale in _scales(peer).items()}
    given = ((pairs.grades(lead), pairs.grades(peer)), (_first(lead), _first(peer)))
    for key, points in scales.items():
        codes = tuple(point.code for point in points)
        if codes != tuple(point.code for point in theirs.get(key, ())):
            continue
        into = gathered.setdefault((key, codes), _Gathered(named.get(key, key), points))
        for (first, second), pairs_of in zip(given, (into.submitted, into.first_given), strict=True):
            found = [side[key].code for side in (first, second) if key in side]
            if len(found) == 2 and set(found) <= set(codes):  # noqa: PLR2004 - lead and peer
                pairs_of.append((codes.index(found[0]), codes.index(found[1])))


def _scales(audit: Audit) -> dict[str, Scale]:
    found = {str(item.id): scale for item, scale in pairs.graded(audit)}
    overall = audit.tool.scale(audit.tool.overall.scale) if audit.tool.overall else None
    return {**found, pairs.OVERALL: overall} if overall else found


def _ranked(scale: Scale) -> tuple[ScalePoint, ...]:
    return tuple(sorted((one for one in scale.points if one.rank is not None), key=lambda one: one.rank or 0))


def _first(audit: Audit) -> Mapping[str, ScalePoint]:
    scales = _scales(audit)
    found = {key: scales[key].point(code) for key, code in pairs.first_given(audit).items() if key in scales}
    return {key: point for key, point in found.items() if point is not None}


def _line(key: str, one: _Gathered, period: str) -> AgreementLine:
    told = (
        agreement(given, len(one.points), f"{period} {key} {basis}")
        for given, basis in ((one.first_given, "first given"), (one.submitted, "submitted"))
    )
    return AgreementLine(key, one.label, one.points, *told)
