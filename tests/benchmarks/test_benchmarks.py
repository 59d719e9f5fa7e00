"""Each benchmark prints what it promises, at sizes too small to measure anything: never a word about seconds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import FILTERS
from benchmarks.reports import FILES, REPORTS
from qa_desktop.ui.presenters.insight import Shown

ROOT = Path(__file__).resolve().parents[2]
SMALL = {
    "start_up": ("--runs", "1"),
    "answer_saved": ("--audits", "1"),
    "keystroke": ("--answers", "2"),
    "open_audit": ("--others", "12", "--runs", "2"),
    "case_note": ("--runs", "1"),
    "memory": ("--audits", "12", "--runs", "1"),
    "sync_growth": ("--few", "100", "--many", "2000", "--runs", "2"),
    "sync_arrivals": ("--laptops", "8", "--places", "7", "--audits", "1"),
    "sync_memory": ("--audits", "8", "--at-once", "2"),
    "sync_pull": ("--large", "450", "--audits", "12", "--runs", "1"),
    "sync_wire": ("--audits", "2"),
    "sync_quiet": ("--audits", "2", "--runs", "1"),
    "sync_push": ("--large", "20", "--audits", "2", "--runs", "1"),
    "drawing": ("--cases", "60", "--runs", "1"),
    "officers_lists": ("--audits", "400", "--runs", "1", "--notches", "5"),
    "figures": ("--audits", "400", "--runs", "1"),
    "exporting": ("--audits", "40", "--runs", "1"),
    "suggesting": ("--audits", "4", "--runs", "1"),
    "reports": ("--audits", "400", "--runs", "1"),
    "tool_pages": ("--runs", "1", "--tools", "dur-moderation"),
}
CALLS = ("hello", "pull", "have", "push", "stream", "directory", "blobs_wanted", "put_blob", "get_blob")
MEASURES = {
    "start_up": ["start_up"],
    "answer_saved": ["answer_saved", "answer_saved_in_a_matrix", "answer_saved_in_a_long_sitting"],
    "keystroke": ["grade_key_to_disk", "words_to_disk", "window_held_by_answer"],
    "open_audit": ["open_audit", "open_first_audit"],
    "case_note": ["case_note_sealed", "case_note_of_a_matrix_sealed", "case_note_verified"],
    "memory": ["memory_with_many_audits"],
    "officers_lists": [
        "officers_home_painted",
        *(
            f"{name}_{measure}"
            for name in ("due_work", "actions", "improvements", "audits", "inbox")
            for measure in ("painted", "wheel_frame", "rows_after_dragging")
        ),
        *(f"register_counts_by_{time}" for time in ("week", "month", "quarter", "year")),
        "register_entries_read",
    ],
    "suggesting": ["theme_model_made", "themes_suggested_an_audit"],
    "figures": [
        *(f"insight_{shown.value}" for shown in Shown),
        *(f"insight_{name}" for name in FILTERS),
        *(f"insight_audits_behind_{part}" for part in ("team", "domain")),
        "insight_choices",
        *(f"themes_{name}" for name in ("every_time", "2026-10", "2026-W41", "of_which_two_are_one")),
        *(f"themes_waiting_{name}" for name in ("of_all", "of_one")),
    ],
    "exporting": [*(f"export_{one}" for one in ("jsonl", "csv", "xlsx", "parquet")), "export_memory"],
    "reports": [f"report_{name}{ending.replace('.', '_')}" for name in REPORTS for ending in FILES],
    "drawing": ["list_read_from_text", "list_read_from_workbook", "cases_drawn"],
    "tool_pages": [
        f"{page}_page_of_dur-moderation{clock}" for page in ("first", "any") for clock in ("", "_processor")
    ],
    "sync_growth": [
        "sync_growth_no_op",
        "sync_growth_officers_no_op",
        "sync_growth_fresh_pull",
        "sync_growth_officers_newest",
        "sync_growth_push",
    ],
    "sync_arrivals": ["sync_arrivals"],
    "sync_quiet": ["sync_quiet_far", "sync_quiet_much_aside", *(f"sync_empty_{call}" for call in CALLS)],
    "sync_wire": ["sync_wire_push", "sync_wire_pull", "sync_wire_pull_own", "sync_wire_bodies"],
    "sync_push": ["sync_push_large", "sync_push_large_far", "sync_push_audits", "sync_push_large_whole_run"],
    "sync_memory": ["sync_processor", "sync_memory", "sync_page"],
    "sync_pull": [
        f"sync_pull_{shape}{part}" for shape in ("large", "audits") for part in ("", "_taken_in", "_proving")
    ],
}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", list(SMALL))
def test_a_benchmark_prints_one_line_a_measure_with_its_floor(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.{name}", *SMALL[name]],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["measure"] for line in lines] == MEASURES[name]
    for line in lines:
        unit = "mb" if "memory" in line["measure"] else "kb" if name == "sync_wire" else "ms"
        assert line[f"value_{unit}"] > 0
        assert line[f"floor_{unit}"] > 0
        assert line["ratio"] > 0
        assert {"limit", "limit_of", "runs"} <= line.keys()
