"""The command line: the same services as the window, for scripts and administrators."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence

from qa_desktop import __version__
from qa_desktop.errors import QaDesktopError
from qa_desktop.settings import profile_place

OK = 0
WRONG_INPUT = 2


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code: 0 for success, 2 for wrong input with one clear line on stderr."""
    parser = build_parser()
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except QaDesktopError as error:
        print(f"qa-desktop: {error.sentence}", file=sys.stderr)
        return WRONG_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return OK


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of every command. A command's own modules are imported when it runs."""
    from qa_desktop.cli import (  # noqa: PLC0415 - not for the window
        actions,
        agreement,
        allocations,
        audits,
        authority,
        bundles,
        calibration,
        care,
        devices,
        drawing,
        exemplar,
        exports,
        improvements,
        inspection,
        measured,
        moderation,
        panel,
        people,
        profiles,
        programme,
        quotas,
        register,
        report,
        server,
        sync,
        themes,
        tools,
        work,
    )

    parser = argparse.ArgumentParser(
        prog="qa-desktop",
        description="Offline live practice audits for children's social care. Without a command the window opens.",
    )
    parser.add_argument("--version", action="version", version=f"QA Desktop {__version__}")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--data", metavar="DIR", help="the profile's folder; default: the platform's data folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for part in (
        profiles,
        people,
        tools,
        drawing,
        allocations,
        programme,
        quotas,
        audits,
        moderation,
        agreement,
        panel,
        work,
        actions,
        improvements,
        register,
        exemplar,
        themes,
        calibration,
        report,
        measured,
        exports,
        inspection,
        bundles,
        sync,
        devices,
        authority,
        server,
        care,
    ):
        part.add_commands(commands, shared)
    return parser


def print_json(value: object) -> None:
    """Print one JSON document."""
    print(json.dumps(value, ensure_ascii=False, indent=2, sort_keys=False))


__all__ = ["OK", "WRONG_INPUT", "build_parser", "print_json", "profile_place", "run"]
