"""Runs programs beside a real Secret Service, without a desktop: a session bus of their own and gnome-keyring."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from enum import Enum
from pathlib import Path

import pytest

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
START = {
    "unlocked": "printf test-password | gnome-keyring-daemon --unlock --components=secrets >/dev/null",
    "locked": "gnome-keyring-daemon --start --components=secrets >/dev/null",
}


class Keyring(Enum):
    """What the program finds."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    NONE = "none"


def run_beside_keyring(home: Path, keyring: Keyring, program: str, *arguments: str, configured: str = "") -> str:
    """Run a Python program in a home of its own and return what it printed.

    `configured` names the keyring that somebody chose in this person's environment; what other tests left in ours
    is not passed on.
    """
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        pytest.fail(f"{missing} are not installed; run: apt-get install gnome-keyring dbus dbus-daemon")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
    left = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    kept |= {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "XDG_DATA_HOME": str(home / "share")}
    if configured:
        kept["PYTHON_KEYRING_BACKEND"] = configured
    command = [sys.executable, "-c", program, *arguments]
    if keyring is not Keyring.NONE:
        command = ["dbus-run-session", "--", "sh", "-c", f'{START[keyring.value]}; exec "$@"', "sh", *command]
    done = subprocess.run(command, env=kept, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
