"""The command that tells how far lead and peer agree."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.agreement import LEAST_PAIRS, Agreement, Figure
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.measure_agreement import AgreementLine


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `agreement`."""
    agreement = commands.add_parser(
        "agreement", parents=[shared], help="how far lead and peer agree, by domain (QA officers)"
    )
    agreement.add_argument("--period", required=True, metavar="PERIOD", help="as 2026-10, 2026-Q4 or 2026")
    agreement.add_argument("--second", action="store_true", help="of first and second readers instead")
    agreement.add_argument("--json", action="store_true", help="print one JSON document")
    agreement.set_defaults(run=tell_agreement)


def tell_agreement(chosen: argparse.Namespace) -> int:
    """Print the figures."""
    period = ReportPeriod.parse(chosen.period)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        measure = desk.looking_again.agreement
        report = measure.second_readings(period) if chosen.second else measure(period)
    if chosen.json:
        told = {
            "period": report.period.name,
            "from": period.first.isoformat(),
            "to": period.last.isoformat(),
            "pairs": report.pairs,
            "least_pairs": LEAST_PAIRS,
            "lines": [_as_json(one) for one in report.lines],
        }
        print_json(told)
        return OK
    by = "a first and a second reader" if chosen.second else "lead and peer"
    print(f"{report.period.name}: {report.pairs} cases audited by {by}")
    for line in report.lines:
        print(line.label)
        print(f"  first given: {_words(line.first_given)}")
        print(f"  submitted:   {_words(line.submitted)}")
    return OK


def _words(told: Agreement) -> str:
    if not told.is_told:
        return f"{told.pairs} pairs, too few to tell (at least {LEAST_PAIRS})"
    named = (("same grade", told.exact), ("within one", told.within_one), ("kappa", told.kappa), ("AC2", told.ac2))
    figures = ", ".join(f"{name} {_figure(one)}" for name, one in named)
    return f"{told.pairs} pairs, {figures}, lead better {told.first_better}, peer better {told.second_better}"


def _figure(one: Figure | None) -> str:
    if one is None:
        return "says nothing"
    if one.low is None or one.high is None:
        return f"{one.value:.2f}"
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"


def _as_json(line: AgreementLine) -> dict[str, object]:
    return {
        "question": line.key,
        "label": line.label,
        "grades": [point.code for point in line.points],
        "first_given": _agreement(line.first_given),
        "submitted": _agreement(line.submitted),
    }


def _agreement(told: Agreement) -> dict[str, object]:
    if not told.is_told:
        return {"pairs": told.pairs, "suppressed": True}
    return {
        "pairs": told.pairs,
        "suppressed": False,
        "table": [list(row) for row in told.table],
        "exact": _figure_json(told.exact),
        "within_one": _figure_json(told.within_one),
        "lead_better": told.first_better,
        "peer_better": told.second_better,
        "weighted_kappa": _figure_json(told.kappa),
        "ac2": _figure_json(told.ac2),
    }


def _figure_json(one: Figure | None) -> dict[str, float | None] | None:
    return None if one is None else {"value": one.value, "low": one.low, "high": one.high}
