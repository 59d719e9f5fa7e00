"""Measures how long one answer takes to be on the disk, signed and logged, against a bare commit of as many bytes."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path

from benchmarks.bare_commits import ROW_BYTES, BareCommits
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, answers_in_order, make_profile, open_again, scratch_folder
from qa_desktop.services.start_audit import StartRequest

TOOLS = {"answer_saved": "bra-live-audit", "answer_saved_in_a_matrix": "roc-t2-hos"}
LIMIT = Limit(ratio=3.0)
FILLED_LOG = 1500
"""After this many rows the log written ahead of a bare table is as long as it gets, and is written over again."""

Times = list[float]


def main() -> None:
    """Fill whole audits, answer by answer, and print a line for each tool and one for a long sitting."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=8, help="how many whole audits are filled with each tool")
    audits: int = parser.parse_args().audits
    with scratch_folder() as folder:
        make_profile(folder / "profile").desk.close()
        for name, tool_id in TOOLS.items():
            report(name, *sittings(folder, tool_id, audits), LIMIT)
        report("answer_saved_in_a_long_sitting", *long_sitting(folder, audits), LIMIT)


def sittings(folder: Path, tool_id: str, audits: int) -> tuple[Times, Times]:
    """Fill one audit a sitting: each begins with the program's start, when the log of the store is still short."""
    values: Times = []
    floors: Times = []
    for number in range(audits):
        profile = open_again(folder / "profile")
        bare = BareCommits(folder / f"{tool_id}-{number}.db")
        more_values, more_floors = fill_one(profile, bare, tool_id)
        values += more_values
        floors += more_floors
        bare.close()
        profile.desk.close()
    return values, floors


def long_sitting(folder: Path, audits: int) -> tuple[Times, Times]:
    """Fill audits one after the other, with the logs of both stores as long as they get."""
    tool_id = TOOLS["answer_saved"]
    profile, bare = open_again(folder / "profile"), BareCommits(folder / "long.db")
    for _ in range(FILLED_LOG):
        bare.commit(secrets.token_bytes(ROW_BYTES))
    fill_one(profile, bare, tool_id)
    values: Times = []
    floors: Times = []
    for _ in range(audits):
        more_values, more_floors = fill_one(profile, bare, tool_id)
        values += more_values
        floors += more_floors
    bare.close()
    profile.desk.close()
    return values, floors


def fill_one(profile: OpenedProfile, bare: BareCommits, tool_id: str) -> tuple[Times, Times]:
    """Fill an audit from the first question to the last; return how long each answer and each bare commit took."""
    desk = profile.desk
    audit = desk.start_audit(StartRequest(tool_id, "48-2207", "Sam Practitioner"))
    changes = tuple(answers_in_order(audit.tool))

    def save(run: int) -> float:
        nonlocal audit
        before = audit

        def work() -> None:
            nonlocal audit
            audit = desk.record(before, changes[run]).audit

        return milliseconds(work)

    def commit(_run: int) -> float:
        row = secrets.token_bytes(ROW_BYTES)
        return milliseconds(lambda: bare.commit(row))

    return side_by_side(len(changes), save, commit)


if __name__ == "__main__":
    main()
