"""Commands about the versions of a tool: which there are, what changed between two, when it is looked through again."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.lent_library import Lent, lent_library
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.errors import InputProblem

if TYPE_CHECKING:
    from qa_desktop.domain.tool import Tool
    from qa_desktop.domain.tool_difference import ToolChange, ToolDifference


def add_commands(tools: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `tools versions|diff|review|older`."""
    versions = tools.add_parser("versions", parents=[shared], help="list every version of a tool and how it stands")
    versions.add_argument("tool", metavar="ID")
    versions.add_argument("--json", action="store_true", help="print one JSON document")
    versions.set_defaults(run=list_versions)
    diff = tools.add_parser("diff", parents=[shared], help="say what changed between two versions of a tool")
    diff.add_argument("before", metavar="A", help="ID@VERSION, an ID for the version in use, or a tool file")
    diff.add_argument("after", metavar="B", help="as A")
    diff.add_argument("--json", action="store_true", help="print one JSON document")
    diff.set_defaults(run=show_difference)
    review = tools.add_parser(
        "review", parents=[shared], help="list the tools to look through again, or say when (QA officers)"
    )
    review.add_argument("tool", metavar="ID", nargs="?")
    review.add_argument("--version", metavar="V", help="default: the version in use")
    review.add_argument("--by", metavar="DAY", help="the day by which it is looked through again, as 2027-01-31")
    review.add_argument("--json", action="store_true", help="print one JSON document")
    review.set_defaults(run=review_tool)
    older = tools.add_parser("older", parents=[shared], help="list open audits with an older version of a tool")
    older.add_argument("tool", metavar="ID")
    older.add_argument("--json", action="store_true", help="print one JSON document")
    older.set_defaults(run=list_older)


def list_versions(chosen: argparse.Namespace) -> int:
    """Print every version of one tool."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        versions = desk.tool_care.versions(chosen.tool)
    if chosen.json:
        print_json(
            [
                {
                    **bootstrap.summary_as_json(one.summary),
                    "state": one.state.value,
                    "review_by": one.review_by.isoformat() if one.review_by else "",
                }
                for one in versions
            ]
        )
        return OK
    for one in versions:
        told = f" (published by {one.summary.published_by}, {one.summary.published_on})"
        review = f", to be looked through by {one.review_by.isoformat()}" if one.review_by else ""
        print(f"{one.summary.version:8} {one.state.value}{told if one.summary.published_by else ''}{review}")
    return OK


def list_older(chosen: argparse.Namespace) -> int:
    """Print the open audits that are worked on with an older version than the one in use."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.go_on.older_audits(chosen.tool)
    if chosen.json:
        print_json([asdict(one) for one in found])
        return OK
    for one in found:
        print(f"{one.id}  {one.version:8} {one.owner:24} {one.subject or 'on another laptop'}")
    return OK


def show_difference(chosen: argparse.Namespace) -> int:
    """Print what changed between two versions."""
    from qa_desktop.domain.tool_difference import difference  # noqa: PLC0415 - no other command needs it

    with lent_library(chosen) as library:
        found = difference(_wanted(library, chosen.before), _wanted(library, chosen.after))
    if chosen.json:
        print_json(_as_json(found))
        return OK
    print(f"{_name(found.before)} → {_name(found.after)}")
    for part in found.parts:
        print(f"\n{part.title}")
        for change in part.changes:
            print("\n".join(_lines(change)))
    if not found.parts:
        print("They ask and say the same.")
    return OK


def review_tool(chosen: argparse.Namespace) -> int:
    """Print the tools that are to be looked through again, or set the day for one."""
    day = given_day(chosen.by)
    if bool(chosen.tool) != (day is not None):
        raise InputProblem("Name a tool and, with --by, the day; or neither, for a list of what is due.")
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        if day is not None:
            version = chosen.version or desk.tool(chosen.tool).version
            desk.tool_care.set_review(chosen.tool, version, day)
            print(f"{chosen.tool}, version {version}, is looked through again by {day.isoformat()}.")
            return OK
        due = desk.tool_care.due_for_review()
    told = [(one.review_by.isoformat() if one.review_by else "", one.summary) for one in due]
    if chosen.json:
        print_json([{"tool": one.id, "version": one.version, "title": one.title, "review_by": by} for by, one in told])
        return OK
    for by, one in told:
        print(f"{by} {one.id:24} {one.version:8} {one.title}")
    if not told:
        print("No tool is due to be looked through.")
    return OK


def _wanted(library: Lent, named: str) -> Tool:
    file = Path(named)
    if file.suffix in (".yaml", ".yml"):
        return bootstrap.check_tool(file).tool
    tool_id, _, version = named.partition("@")
    return library.get(tool_id, version or None)


def _lines(change: ToolChange) -> Iterator[str]:
    yield f"  - {change.sentence}"
    for told, words in (("was", change.before), ("is now", change.after)):
        if words:
            yield f"      {told}: {' '.join(words.split())}"


def _name(tool: Tool) -> str:
    return f"{tool.title} ({tool.id}, version {tool.version})"


def _as_json(found: ToolDifference) -> dict[str, object]:
    def named(tool: Tool) -> dict[str, str]:
        return {"tool": tool.id, "version": tool.version, "hash": tool.content_hash}

    return {
        "before": named(found.before),
        "after": named(found.after),
        "parts": [
            {
                "title": part.title,
                "changes": [
                    {
                        "kind": change.kind.value,
                        "about": change.about,
                        "what": change.what,
                        "before": change.before,
                        "after": change.after,
                    }
                    for change in part.changes
                ],
            }
            for part in found.parts
        ],
    }
