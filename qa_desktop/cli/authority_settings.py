"""Commands about how an authority works: its tools, words, dates and whom it tells."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.settings_words import settings_words

NONE = "none"


def add_commands(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `authority settings list|show|check|copy|use`."""
    top = kinds.add_parser("settings", help="how an authority works: its tools, words, dates and whom it tells")
    commands = top.add_subparsers(required=True, metavar="WHAT")
    listed = commands.add_parser("list", parents=[shared], help="list those that came with the program")
    listed.add_argument("--json", action="store_true", help="print one JSON document")
    listed.set_defaults(run=list_settings)
    shown = commands.add_parser("show", parents=[shared], help="show all that is set; without ID, what holds here")
    shown.add_argument("id", nargs="?", metavar="ID")
    shown.add_argument("--json", action="store_true", help="print one JSON document")
    shown.set_defaults(run=show_settings)
    checked = commands.add_parser("check", parents=[shared], help="check a file; every mistake is told at once")
    checked.add_argument("file", type=Path, metavar="FILE")
    checked.set_defaults(run=check_settings)
    copied = commands.add_parser("copy", help="copy an authority's settings, to make your own of them")
    copied.add_argument("id", metavar="ID")
    copied.add_argument("--out", type=Path, required=True, metavar="FILE")
    copied.set_defaults(run=copy_settings)
    used = commands.add_parser("use", parents=[shared], help="work by them on this laptop, where none are signed")
    used.add_argument("which", metavar="ID|FILE", help=f"those that came with the program, a file, or “{NONE}”")
    used.set_defaults(run=use_settings)


def list_settings(chosen: argparse.Namespace) -> int:
    """List what came with the program."""
    shipped = bootstrap.settings_library().all
    if chosen.json:
        print_json([{"id": one.id, "version": one.version, "authority": one.name} for one in shipped])
        return OK
    for one in shipped:
        print(f"{one.id:20} {one.version:8} {one.name}")
    return OK


def show_settings(chosen: argparse.Namespace) -> int:
    """Show all that is set."""
    if chosen.id is not None:
        library = bootstrap.settings_library()
        library.data(chosen.id)
        return _show(next(one for one in library.all if one.id == chosen.id), as_json=chosen.json)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        here = desk.authority_settings.here()
    if here.settings is None:
        print(here.problem or "No authority is chosen here: every tool is used as it is printed.")
        return OK
    if not chosen.json:
        where = f"signed profile number {here.serial}" if here.serial is not None else "chosen on this laptop"
        print(f"These hold here ({where}).")
    return _show(here.settings, as_json=chosen.json)


def check_settings(chosen: argparse.Namespace) -> int:
    """Check a file."""
    settings = bootstrap.check_settings(chosen.file, profile_place(chosen.data))
    print(f"{chosen.file.name} is right: {settings.name}, version {settings.version}.")
    return OK


def copy_settings(chosen: argparse.Namespace) -> int:
    """Copy an authority's settings into a new file."""
    bootstrap.write_new_file(chosen.out, bootstrap.settings_library().data(chosen.id))
    print(f"Copied to {chosen.out}. Change “settings”, “version” and “authority” first, then what is other with you.")
    return OK


def use_settings(chosen: argparse.Namespace) -> int:
    """Work by settings on this laptop."""
    file = Path(chosen.which)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        if chosen.which == NONE:
            desk.authority_settings.choose("")
        elif file.is_file():
            desk.authority_settings.choose_file(file)
        else:
            desk.authority_settings.choose(chosen.which)
        settings = desk.authority_settings.here().settings
    told = (
        "Every tool is used as it is printed."
        if settings is None
        else f"Audits begin as in {settings.name} from now on."
    )
    print(told)
    return OK


def _show(settings: AuthoritySettings, *, as_json: bool) -> int:
    if as_json:
        print_json(bootstrap.settings_as_json(settings))
        return OK
    for part in settings_words(settings):
        print(f"\n{part.heading}")
        if part.note:
            print(f"  ({part.note})")
        for line in part.lines:
            print(f"  {line}")
    return OK
