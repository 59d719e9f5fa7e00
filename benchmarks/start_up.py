"""Measures the way from the start of the process to a usable home page against Python, Qt and an empty window."""

from __future__ import annotations

import argparse
import compileall
import sys
import time
from pathlib import Path

from benchmarks.keyring_session import run_beside_keyring
from benchmarks.measure import Limit, report, side_by_side
from benchmarks.profiles import make_profile, scratch_folder, start_full_audit
from benchmarks.programs import told_by

LIMIT = Limit(ratio=1.5)
AUDITS = 8
HERE = Path(__file__).resolve().parent


def main() -> int:
    """Print one line; the exit code is 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--inside", type=Path, help="the profile's folder, where the keyring runs already")
    chosen = parser.parse_args()
    if chosen.inside is not None:
        measure(chosen.inside, chosen.runs)
        return 0
    with scratch_folder() as folder:
        inside = ("--inside", str(folder / "profile"), "--runs", str(chosen.runs))
        return run_beside_keyring(folder / "home", "benchmarks.start_up", *inside)


def measure(place: Path, runs: int) -> None:
    """Start the program and the bare window by turns."""
    profile = make_profile(place, passphrase=None)
    tool = profile.desk.tool("bra-live-audit")
    for number in range(AUDITS):
        start_full_audit(profile.desk, tool, f"48-22{number:02d}")
    profile.desk.close()
    compileall.compile_dir(HERE.parent / "qa_desktop", quiet=1)
    whole, bare = [str(HERE / "whole_window.py"), str(place)], [str(HERE / "bare_window.py")]
    for command in (whole, bare):
        milliseconds_to_paint(command)
    values, floors = side_by_side(runs, lambda _: milliseconds_to_paint(whole), lambda _: milliseconds_to_paint(bare))
    report("start_up", values, floors, LIMIT)


def milliseconds_to_paint(program: list[str]) -> float:
    """Start a program and return when it says that its window was painted, from the moment of starting."""
    start = time.monotonic()
    return (float(told_by(program).split()[0]) - start) * 1000


if __name__ == "__main__":
    sys.exit(main())
