"""The command that tags an audit with themes."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.figures.theme import Theme, ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import InputProblem


def add_to(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit theme`."""
    theme = kinds.add_parser("theme", parents=[shared], help="tag what an audit says with a theme, or list its themes")
    theme.add_argument("audit", metavar="ID")
    theme.add_argument("--kind", choices=[one.value for one in ThemeKind], help="strengths are told as readily")
    theme.add_argument("--name", default="", metavar="WORDS", help="the theme")
    theme.add_argument("--quote", default="", metavar="WORDS", help="the words of the audit on which it rests")
    theme.add_argument("--question", default="", metavar="ID", help="the question from which they are")
    theme.add_argument("--release", metavar="THEME", help="let words of this theme leave the team, with --words")
    theme.add_argument("--words", default="", metavar="WORDS", help="the quotation as you redacted it")
    theme.add_argument("--looked-through", action="store_true", help="you looked: nobody can be recognised by them")
    theme.add_argument("--remove", metavar="THEME", help="take this theme back")
    theme.add_argument("--json", action="store_true", help="print one JSON document")
    theme.set_defaults(run=tag)


def tag(chosen: argparse.Namespace) -> int:
    """Tag, release, remove, or list."""
    audit = AuditId(chosen.audit)
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        themes = desk.tag_themes
        if chosen.remove:
            themes.remove(audit, chosen.remove)
        elif chosen.release:
            themes.release(audit, chosen.release, chosen.words, looked_through=chosen.looked_through)
        elif chosen.kind:
            themes(audit, ThemeKind(chosen.kind), chosen.name, chosen.quote, chosen.question)
        elif chosen.name or chosen.quote:
            raise InputProblem(
                "Say whether it is a strength or to be developed: --kind strength or --kind development."
            )
        found = themes.of(audit)
    if chosen.json:
        print_json([_as_json(one) for one in found])
        return OK
    for one in found:
        print(
            f"{one.id}: {one.kind.label}, {one.name}: “{one.quote}”" + (f", told as “{one.public}”" * bool(one.public))
        )
    return OK


def _as_json(one: Theme) -> dict[str, object]:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "name": one.name,
        "quote": one.quote,
        "released": one.public,
        "question": one.item,
        "struck": list(one.struck),
        "redacted_by": one.redacted_by,
        "redacted_on": one.redacted_on.isoformat() if one.redacted_on else None,
    }
