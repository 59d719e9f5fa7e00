"""Measures the memory of the running program with 10,000 audits in its store against an empty window's."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.keyring_session import run_beside_keyring
from benchmarks.measure import Limit, report, side_by_side
from benchmarks.profiles import add_many_audits, make_profile, scratch_folder, start_full_audit
from benchmarks.programs import told_by

LIMIT = Limit(absolute=250.0)
HERE = Path(__file__).resolve().parent


def main() -> int:
    """Print one line; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--inside", type=Path, help="the profile's folder, where the keyring runs already")
    chosen = parser.parse_args()
    if chosen.inside is not None:
        measure(chosen.inside, chosen.audits, chosen.runs)
        return 0
    with scratch_folder() as folder:
        inside = ("--inside", str(folder / "profile"), "--audits", str(chosen.audits), "--runs", str(chosen.runs))
        return run_beside_keyring(folder / "home", "benchmarks.memory", *inside)


def measure(place: Path, audits: int, runs: int) -> None:
    """Start the program, let it read home page and list, and ask the system how much it holds."""
    profile = make_profile(place, passphrase=None)
    tool = profile.desk.tool("bra-live-audit")
    add_many_audits(profile, tool, audits - 1)
    start_full_audit(profile.desk, tool, "48-2207")
    profile.desk.close()
    whole, bare = [str(HERE / "whole_window.py"), str(place), "stay"], [str(HERE / "bare_window.py")]
    sizes = side_by_side(runs, lambda _: megabytes(whole), lambda _: megabytes(bare))
    report("memory_with_many_audits", *sizes, LIMIT, "mb")


def megabytes(program: list[str]) -> float:
    """Start a program and return the memory that it tells at its end."""
    return float(told_by(program).split()[-1])


if __name__ == "__main__":
    sys.exit(main())
