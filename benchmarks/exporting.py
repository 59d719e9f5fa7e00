"""Measures exports of very many audits: each format beside the bare reading of the same rows."""

from __future__ import annotations

import argparse
import resource
import shutil
from functools import partial
from pathlib import Path

from benchmarks.many_audits import add_actions
from benchmarks.many_figures import NUMBERS, fill, id_of
from benchmarks.measure import Limit, milliseconds, report, side_by_side
from benchmarks.profiles import OpenedProfile, make_profile, scratch_folder, start_full_audit
from qa_desktop.domain.exports.wish import Detail, ExportFormat, ExportWatch, ExportWish
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.record import Role

SOON = Limit(absolute=10_000.0)
FLAT = Limit(1.3)
ANSWERS = (
    f"INSERT INTO field {NUMBERS} SELECT {id_of('n.value')}, f.stream, f.path, f.value, f.op_id, f.author, f.at "  # noqa: S608 - constants of ours
    "FROM n, (SELECT * FROM field WHERE audit = ?2 AND path LIKE 'answer/%/' || ?3 LIMIT 10) f"
)
PINNED = "UPDATE audit SET tool_hash = ? WHERE id LIKE 'copy-%'"


def main() -> None:
    """Print a line for each format, and what memory all of them took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--audits", type=int, default=50_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--comments", action="store_true", help="give each answer a comment")
    parser.add_argument("--formats", nargs="*", default=[one.value for one in ExportFormat])
    chosen = parser.parse_args()
    with scratch_folder() as folder:
        profile = make_profile(folder / "profile", role=Role.QA_OFFICER)
        add_audits(profile, chosen.audits, with_comments=chosen.comments)
        before = most_memory()
        for one in chosen.formats:
            value = partial(export, profile, folder / one, ExportFormat(one))
            took = side_by_side(chosen.runs, value, partial(bare, profile))
            report(f"export_{one}", *took, SOON)
        report("export_memory", [most_memory()], [before], FLAT, unit="mb")
        profile.desk.close()


def most_memory() -> float:
    """Return the most memory that this process ever took, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def add_audits(profile: OpenedProfile, audits: int, *, with_comments: bool = False) -> None:
    """Add so many signed audits with ten answers, ten grades and two actions each."""
    tool = profile.desk.tool("her-audit")
    seed = start_full_audit(profile.desk, tool, "48-0000")
    with profile.store._write() as run:  # noqa: SLF001 - a whole log of so many would take an hour
        fill(run, audits)
        run(PINNED, (tool.content_hash,))
        for field in ("value", "comment") if with_comments else ("value",):
            run(ANSWERS, (audits, seed, field))
        add_actions(run, audits)


def export(profile: OpenedProfile, place: Path, form: ExportFormat, _run: int) -> float:
    """Write an export of everything and take it away again; return how long the writing took."""
    exports = profile.desk.exports()
    job = exports.begin(ExportWish(detail=Detail.FULL, format=form))
    took = milliseconds(lambda: exports.write(job, place, ExportWatch()))
    if place.is_dir():
        shutil.rmtree(place)
    else:
        place.unlink()
    return took


def bare(profile: OpenedProfile, _run: int) -> float:
    """Read the same rows and do nothing with them."""

    def read() -> None:
        with profile.store.exports.rows(FigureFilter()) as rows:
            for table in (rows.audits(with_words=True), rows.answers(), rows.grades(), rows.actions(), rows.themes()):
                for _ in table:
                    pass

    return milliseconds(read)


if __name__ == "__main__":
    main()
