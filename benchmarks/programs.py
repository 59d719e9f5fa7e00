"""Starts programs that are measured, and says where one stood that came to no end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

PATIENCE_S = 60


def told_by(program: list[str]) -> str:
    """Return what a Python program printed; end with its complaint where it failed, or does not end in a minute."""
    started = subprocess.Popen(
        [sys.executable, *program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONFAULTHANDLER": "1"},
    )
    try:
        out, complaint = started.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        started.send_signal(signal.SIGABRT)  # prints where each of its threads stands
        out, complaint = started.communicate()
    if started.returncode != 0 or not out:
        sys.exit(f"{program[0]} ended with {started.returncode}: {complaint}")
    return out
