"""The journeys of a manager and of an officer once more on a screen: real windows, and a window manager."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SCREEN = "1400x1000x24"
SETTLING_S = 10


@contextmanager
def _screen(folder: Path) -> Iterator[str]:
    """Yield the name of a screen with a window manager on it."""
    reading, writing = os.pipe()
    with (folder / "screen.log").open("wb") as said:
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"],
            pass_fds=(writing,),
            stdout=said,
            stderr=said,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            display = f":{told.readline().strip()}"
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env={**os.environ, "DISPLAY": display}, stdout=said, stderr=said
        )
    try:
        yield display
    finally:
        for one in (manager, server):
            one.terminate()
            one.wait(SETTLING_S)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", ["manager", "officer"])
def test_the_journeys_hold_in_real_windows_by_keys_alone_and_by_mouse_alone(who: str, tmp_path: Path) -> None:
    (journeys,) = HERE.glob(f"test_tried_as_*_{who}.py")
    kept = {name: told for name, told in os.environ.items() if not name.startswith("PYTEST_")}

    with _screen(tmp_path) as display:
        tried = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "--timeout=400", f"--basetemp={tmp_path / 'tried'}", str(journeys)],
            cwd=HERE.parent.parent,
            env={**kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
            capture_output=True,
            text=True,
            check=False,
        )

    assert tried.returncode == 0, tried.stdout[-6000:] + tried.stderr[-2000:]
    assert " passed in " in tried.stdout
    assert "skipped" not in tried.stdout
