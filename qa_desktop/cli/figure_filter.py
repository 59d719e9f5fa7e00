"""The arguments that narrow figures and exports, the same for every command."""

from __future__ import annotations

import argparse
from dataclasses import replace

from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.report_period import ReportPeriod

NARROWED = (
    ("authority", "CODE", "the code of the authority whose tools they are"),
    ("tool", "TOOL", "the id of a tool"),
    ("service", "NAME", "a service"),
    ("team", "NAME", "a team"),
    ("practitioner", "NAME", "a practitioner, where the authority has figures of them"),
    ("category", "WORDS", "a category of case"),
    ("theme", "WORDS", "audits tagged with a theme"),
)


def add_filter(parser: argparse.ArgumentParser) -> None:
    """Add the period and what else narrows."""
    parser.add_argument(
        "--period", metavar="PERIOD", help="as 2026-10, 2026-Q4, 2026 or the week 2026-W41; all where it is left out"
    )
    for name, what, words in NARROWED:
        parser.add_argument(f"--{name}", default="", metavar=what, help=words)


def filter_of(chosen: argparse.Namespace) -> FigureFilter:
    """Return the filter that was given; raise InputProblem."""
    narrowed = {name: getattr(chosen, name) for name, _, _ in NARROWED}
    if chosen.period is None:
        return FigureFilter(**narrowed)
    return replace(FigureFilter.of(ReportPeriod.parse(chosen.period)), **narrowed)
