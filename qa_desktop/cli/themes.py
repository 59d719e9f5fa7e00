"""Commands about the authority's list of themes: list it, add, rename, merge, retire, and who changed what."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.figures.theme import ListedTheme
from qa_desktop.services.keep_themes import KeepThemes


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `themes list|add|rename|merge|retire|restore|history`."""
    kinds = commands.add_parser("themes", help="the list of themes with which audits are tagged").add_subparsers(
        required=True, metavar="WHAT"
    )
    for name, act, words in (
        ("list", list_themes, "list the themes, retired and merged ones last"),
        ("history", show_history, "who changed the list, the latest first"),
    ):
        one = kinds.add_parser(name, parents=[shared], help=words)
        one.add_argument("--json", action="store_true", help="print one JSON document")
        one.set_defaults(run=act)
    add = kinds.add_parser("add", parents=[shared], help="add a theme, or take a retired one up again (QA officers)")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--word", action="append", default=[], metavar="WORDS", help="words that speak of it; repeatable")
    add.set_defaults(run=lambda chosen: _change(chosen, lambda themes: themes.add(chosen.name, tuple(chosen.word))))
    merge = kinds.add_parser("merge", parents=[shared], help="let a theme be another one from now on (QA officers)")
    merge.add_argument("name", metavar="THEME", help="its name or id")
    merge.add_argument("into", metavar="INTO", help="what it becomes; audits keep their tags, figures count one theme")
    merge.set_defaults(run=lambda chosen: _change(chosen, lambda themes: themes.merge(chosen.name, chosen.into)))
    rename = kinds.add_parser("rename", parents=[shared], help="call a theme otherwise from now on (QA officers)")
    rename.add_argument("name", metavar="THEME", help="its name or id")
    rename.add_argument("new", metavar="NAME", help="audits keep their tags, figures count them under this name")
    rename.set_defaults(run=lambda chosen: _change(chosen, lambda themes: themes.rename(chosen.name, chosen.new)))
    retire = kinds.add_parser("retire", parents=[shared], help="offer a theme no more; audits keep their tags")
    retire.set_defaults(run=lambda chosen: _change(chosen, lambda themes: themes.retire(chosen.name)))
    restore = kinds.add_parser("restore", parents=[shared], help="let a merged or retired theme stand for itself again")
    restore.set_defaults(run=lambda chosen: _change(chosen, lambda themes: themes.restore(chosen.name)))
    for one in (retire, restore):
        one.add_argument("name", metavar="THEME", help="its name or id")


def list_themes(chosen: argparse.Namespace) -> int:
    """Print the list."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        themes = desk.theming.themes()
    every = sorted(themes.every, key=lambda one: not one.is_offered)
    if chosen.json:
        print_json([_as_json(one) for one in every])
        return OK
    for one in every:
        into = themes.by_id(one.merged_into)
        state = f"  (merged into {into.name if into else one.merged_into})" if one.merged_into else ""
        print(f"{one.id}  {one.name}{state or ('  (retired)' if one.is_retired else '')}")
    if not every:
        print("The list is empty: every name will do. A QA officer begins it with `qa-desktop themes add NAME`.")
    return OK


def show_history(chosen: argparse.Namespace) -> int:
    """Print who changed the list."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        news = desk.theming.themes.history()
    if chosen.json:
        print_json([{"at": one.at.isoformat(), "by": one.by, "what": one.what} for one in news])
        return OK
    for one in news:
        print(f"{one.at:%Y-%m-%d %H:%M}  {one.by}  {one.what}")
    if not news:
        print("Nobody has changed the list.")
    return OK


def _change(chosen: argparse.Namespace, change: Callable[[KeepThemes], object]) -> int:
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        change(desk.theming.themes)
    print("Changed. Everybody has it after the next sync.")
    return OK


def _as_json(one: ListedTheme) -> dict[str, object]:
    merged = one.merged_into or None
    return {"id": one.id, "name": one.name, "words": list(one.words), "retired": one.is_retired, "merged_into": merged}
