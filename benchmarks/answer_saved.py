"""Measures how long one answer takes to be on the disk, signed and logged, against a bare commit of as many bytes."""

from __future__ import annotations

import argparse
import secrets

from benchmarks.bare_commits import BareCommits
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, answers_in_order, make_profile, scratch_folder
from qa_desktop.domain.operation import Operation
from qa_desktop.services.start_audit import StartRequest

TOOLS = {"answer_saved": "bra-live-audit", "answer_saved_in_a_matrix": "roc-t2-hos"}
LIMIT = Limit(ratio=3.0)


def main() -> None:
    """Fill whole audits, answer by answer, and print a line for each tool."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=8, help="how many whole audits are filled with each tool")
    audits: int = parser.parse_args().audits
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile")
        bare = BareCommits(folder / "bare.db")
        for name, tool_id in TOOLS.items():
            values: list[float] = []
            floors: list[float] = []
            for _ in range(audits):
                more_values, more_floors = fill_one(profile, bare, tool_id)
                values += more_values
                floors += more_floors
            report(name, values, floors, LIMIT)
        bare.close()
        profile.desk.close()


def fill_one(profile: OpenedProfile, bare: BareCommits, tool_id: str) -> tuple[list[float], list[float]]:
    """Fill an audit from the first question to the last; return how long each answer and each bare commit took."""
    desk = profile.desk
    audit = desk.start_audit(StartRequest(tool_id, "48-2207", "Sam Practitioner"))
    changes = tuple(answers_in_order(audit.tool))
    rows = [secrets.token_bytes(bytes_of(one)) for one in profile.store.operations(audit.id)]

    def save(run: int) -> float:
        nonlocal audit
        before = audit

        def work() -> None:
            nonlocal audit
            audit = desk.record(before, changes[run]).audit

        return milliseconds(work)

    def commit(run: int) -> float:
        return milliseconds(lambda: bare.commit(rows[run % len(rows)]))

    return side_by_side(len(changes), save, commit)


def bytes_of(operation: Operation) -> int:
    """Return how large the row of an operation is."""
    return len(operation.envelope()) + len(operation.signature) + len(operation.body or b"")


if __name__ == "__main__":
    main()
