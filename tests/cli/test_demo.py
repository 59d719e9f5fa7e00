"""The demo is the longest journey: every screen, by hand and eye, to a sealed note."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_the_demo_ends_with_a_sealed_note_and_pictures_of_every_screen(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "PYTHONFAULTHANDLER": "1"}
    program = [sys.executable, "-m", "qa_desktop"]
    played = subprocess.run(
        [*program, "demo", "--out", str(out)], env=environment, capture_output=True, text=True, check=False
    )
    assert played.returncode == 0, played.stderr
    named = [Path(line) for line in played.stdout.splitlines()]
    assert all(file.is_file() for file in named)
    pictures = {file.stem.partition("-")[2] for file in named if file.suffix == ".png"}
    assert {
        "set-up",
        "home",
        "start-tool",
        "audit-home",
        "standard",
        "matrix",
        "agree-and-plan",
        "sealed",
        "filing",
        "sync-everything-sent",
        "officer-inbox",
        "officer-received",
        "conflict",
        "sync-refused",
    } <= pictures
    for note in ("case-note.pdf", "case-note-filing-copy.pdf"):
        judged = subprocess.run([*program, "verify", str(out / note)], capture_output=True, text=True, check=False)
        assert judged.returncode == 3, judged.stdout
