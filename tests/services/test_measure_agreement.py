"""How far lead and peer agree is told by domain, before and after they talked, and about nobody."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import cast

import pytest

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.domain.pairs import AuditPair
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.errors import NotAllowed
from qa_desktop.services.measure_agreement import AgreementReads, MeasureAgreement
from qa_desktop.services.open_audit import OpenAudit
from tests.sample_audits import audit_of

KEYS = tuple(f"her-audit.{number}" for number in range(1, 7))
OCTOBER = ReportPeriod.parse("2026-10")


def form(seat: str, changed: Mapping[str, str], first: Mapping[str, str]) -> Audit:
    values: dict[str, Value] = {pairs.PAIR: "p", pairs.PART: seat, paths.OVERALL_GRADE: "good"}
    values |= {paths.answer(key): changed.get(key, "good") for key in KEYS}
    values |= {paths.entry("first", key, "grade"): first.get(key, "good") for key in (*KEYS, "overall")}
    return audit_of("her-audit", values, AuditState.SIGNED)


class Forms:
    """Opens pairs as the service does: in every third the peer first gave less for plans, and changed it."""

    def pair(self, name: str) -> AuditPair:
        first = {KEYS[2]: "inadequate"} if int(name) % 3 == 0 else {}
        return AuditPair(name, form("lead", {}, {}), form("peer", {}, first))


def measured(role: Role, number: int) -> MeasureAgreement:
    asked: list[tuple[datetime, datetime]] = []

    def between(start: datetime, end: datetime) -> tuple[str, ...]:
        asked.append((start, end))
        assert asked == [OCTOBER.moments]
        return tuple(str(one) for one in range(number))

    reads = AgreementReads(between, lambda _, __: ())
    return MeasureAgreement(role, reads, cast("OpenAudit", Forms()))


def test_each_domain_and_the_overall_grade_are_told_before_and_after_the_talk() -> None:
    report = measured(Role.QA_OFFICER, 30)(OCTOBER)

    assert (report.pairs, [line.key for line in report.lines]) == (30, ["overall", *KEYS])
    plans = next(line for line in report.lines if line.key == KEYS[2])
    assert plans.label == "Quality of plans"
    assert [point.code for point in plans.points] == ["outstanding", "good", "requires_improvement", "inadequate"]
    assert plans.first_given.table[1] == (0, 20, 0, 10)
    assert (plans.first_given.first_better, plans.first_given.second_better) == (10, 0)
    assert plans.submitted.table[1] == (0, 30, 0, 0)
    assert plans.submitted.exact is not None
    assert plans.submitted.exact.value == 1


def test_with_fewer_than_20_pairs_nothing_but_their_number_is_told() -> None:
    report = measured(Role.HEAD_OF_SERVICE, 19)(OCTOBER)

    assert {line.submitted.pairs for line in report.lines} == {19}
    assert not any(line.submitted.is_told or line.first_given.is_told for line in report.lines)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.MANAGER, Role.MODERATOR, Role.PRACTITIONER, Role.ADMIN])
def test_nobody_else_is_told(role: Role) -> None:
    with pytest.raises(NotAllowed):
        measured(role, 30)(OCTOBER)
