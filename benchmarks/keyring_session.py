"""Runs a measure beside a keyring of its own, as a laptop has one: a session bus and gnome-keyring, unlocked."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = ("dbus-run-session", "gnome-keyring-daemon")
NOT_OURS = ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND")
"""What would lead to another keyring than that of the session."""
UNLOCK = 'printf password | gnome-keyring-daemon --unlock --components=secrets >/dev/null; exec "$@"'


def run_beside_keyring(home: Path, program: str, *arguments: str) -> int:
    """Run a module of the benchmarks in a home of its own and return its exit code."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        sys.exit(f"Not installed: {', '.join(missing)}. Run: apt-get install gnome-keyring dbus dbus-daemon")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, parents=True)
    root = str(Path(__file__).resolve().parent.parent)
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    kept |= {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(home / "share"),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": root,
    }
    command = [sys.executable, "-m", program, *arguments]
    session = ["dbus-run-session", "--", "sh", "-c", UNLOCK, "sh", *command]
    return subprocess.run(session, env=kept, cwd=root, check=False).returncode
