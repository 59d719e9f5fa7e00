"""Measures opening an audit with 10,000 others in the store against opening one with 10 others."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.measure import Limit, Measured, milliseconds, report, side_by_side
from benchmarks.profiles import (
    OpenedProfile,
    add_many_audits,
    make_profile,
    open_again,
    scratch_folder,
    start_full_audit,
)
from qa_desktop.domain.ids import AuditId

TOOL = "bra-live-audit"
FULL = 11
LIMIT = Limit(ratio=1.2)


def main() -> None:
    """Print a line for an audit opened at work and one for the first that is opened in a profile."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--others", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=200)
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        few, few_ids = make_store(folder / "few", FULL - 1)
        many, many_ids = make_store(folder / "many", chosen.others)
        report("open_audit", *side_by_side(chosen.runs, opening(many, many_ids), opening(few, few_ids)), LIMIT)
        many.desk.close()
        few.desk.close()
        firsts = first_opening(folder / "many", many_ids), first_opening(folder / "few", few_ids)
        report("open_first_audit", *side_by_side(max(1, chosen.runs // 5), *firsts), LIMIT)


def make_store(folder: Path, others: int) -> tuple[OpenedProfile, tuple[AuditId, ...]]:
    """Return a profile with so many other audits, and its full audits, which lie evenly between the others."""
    profile = make_profile(folder)
    tool = profile.desk.tool(TOOL)
    light = max(0, others + 1 - FULL)
    full: list[AuditId] = []
    for number in range(FULL):
        full.append(start_full_audit(profile.desk, tool, f"full-{number}"))
        add_many_audits(profile, tool, light * (number + 1) // FULL - light * number // FULL)
    return profile, tuple(full)


def opening(profile: OpenedProfile, audits: tuple[AuditId, ...]) -> Measured:
    """Return what opens one full audit after the other."""
    return lambda run: milliseconds(lambda: profile.desk.open_audit(audits[run % len(audits)]))


def first_opening(folder: Path, audits: tuple[AuditId, ...]) -> Measured:
    """Return what opens an audit in a profile that was only just opened: nothing is in memory yet."""

    def measured(run: int) -> float:
        profile = open_again(folder)
        taken = opening(profile, audits)(run)
        profile.desk.close()
        return taken

    return measured


if __name__ == "__main__":
    main()
