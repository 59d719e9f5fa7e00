"""Measure how far lead and peer agree over a period, domain by domain, before and after they talked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from qa_desktop.domain import pairs
from qa_desktop.domain.agreement import Agreement, Pair, agreement
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.domain.scale import Scale, ScalePoint
from qa_desktop.errors import NotAllowed, NotFound
from qa_desktop.services.open_audit import OpenAudit

TOLD = frozenset({Role.QA_OFFICER, Role.HEAD_OF_SERVICE})


@dataclass(frozen=True, slots=True)
class AgreementReads:
    """What is read of what was signed from one moment on and before another."""

    pairs: Callable[[datetime, datetime], tuple[str, ...]]
    """Returns pairs of lead and peer."""
    second_readings: Callable[[datetime, datetime], tuple[tuple[AuditId, AuditId], ...]]
    """Returns first and second audits, the second one signed then."""


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

    def __init__(self, role: Role, reads: AgreementReads, open_audit: OpenAudit) -> None:
        self._role = role
        self._reads = reads
        self._open = open_audit

    def __call__(self, period: ReportPeriod) -> AgreementReport:
        """Return the figures; raise NotAllowed for anybody but QA officers and heads of service."""
        self._demand_told()
        named = (self._open.pair(one).both for one in self._reads.pairs(*period.moments))
        return _report(period, (both for both in named if both is not None))

    def second_readings(self, period: ReportPeriod) -> AgreementReport:
        """Return the same of first and second readers, by the grades that both signed; raise NotAllowed."""
        self._demand_told()
        return _report(period, self._read_twice(period))

    def _read_twice(self, period: ReportPeriod) -> Iterator[tuple[Audit, Audit]]:
        for one, other in self._reads.second_readings(*period.moments):
            try:
                both = self._open(one), self._open(other)
            except NotFound:  # the first audit is not on this laptop
                continue
            if all(audit.is_signed for audit in both):
                yield both

    def _demand_told(self) -> None:
        if self._role not in TOLD:
            raise NotAllowed("Only QA officers and heads of service see how far auditors agree.")


def _report(period: ReportPeriod, both: Iterable[tuple[Audit, Audit]]) -> AgreementReport:
    gathered: dict[tuple[str, tuple[str, ...]], _Gathered] = {}
    count = 0
    for first, second in both:
        count += 1
        _gather(gathered, first, second)
    lines = (_line(key, one, period.name) for (key, _), one in gathered.items() if one.submitted or one.first_given)
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
