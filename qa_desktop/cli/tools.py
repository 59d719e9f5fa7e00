"""Commands about audit tools."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, WRONG_INPUT, print_json, profile_place, tool_versions
from qa_desktop.cli.kinds import YES, Commands
from qa_desktop.cli.lent_library import lent_library
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.errors import WORTH_A_LOOK, Mistake, NotAllowed, SeveralProblems


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `tools list|show|check|add|import|export|publish|retire|published|versions|diff|review`."""
    tools = commands.add_parser(
        "tools", help="list, show, check, add, exchange and publish audit tools"
    ).add_subparsers(required=True, metavar="WHAT")
    listing = tools.add_parser("list", parents=[shared], help="list the tools of the library")
    listing.add_argument("--find", metavar="WORDS", default="", help="only those that hold these words, and where")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_tools)
    show = tools.add_parser("show", parents=[shared], help="show one tool with its questions and guidance")
    show.add_argument("tool", metavar="ID")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.set_defaults(run=show_tool)
    check = tools.add_parser("check", help="check a tool file and name every mistake")
    check.add_argument("file", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="print one JSON document, each mistake with its kind")
    check.set_defaults(run=check_tool)
    add = tools.add_parser("add", parents=[shared], help="check a tool file and add it to this profile's library")
    add.add_argument("file", type=Path, metavar="FILE")
    add.set_defaults(run=add_tool)
    _add_forms(tools, shared)
    _add_publishing(tools, shared)
    tool_versions.add_commands(tools, shared)


def _add_forms(tools: Commands, shared: argparse.ArgumentParser) -> None:
    taking = tools.add_parser("import", help="make a tool file out of an XLSForm workbook")
    taking.add_argument("form", type=Path, metavar="FORM.xlsx")
    taking.add_argument("--out", type=Path, required=True, metavar="FILE", help="the tool file to write")
    taking.add_argument("--accept-losses", action="store_true", help="accept what the tool will not hold, unasked")
    taking.set_defaults(run=import_tool)
    giving = tools.add_parser("export", parents=[shared], help="write a tool as an XLSForm workbook")
    giving.add_argument("tool", metavar="ID")
    giving.add_argument("--xlsform", type=Path, required=True, metavar="FILE", help="the workbook to write")
    giving.set_defaults(run=export_tool)


def _add_publishing(tools: Commands, shared: argparse.ArgumentParser) -> None:
    publish = tools.add_parser("publish", parents=[shared], help="publish a tool to every laptop (QA officers)")
    publish.add_argument("tool", metavar="ID")
    publish.add_argument("--version", metavar="V", help="default: the latest active one")
    publish.set_defaults(run=publish_tool)
    retire = tools.add_parser("retire", parents=[shared], help="offer a version for no new audit (QA officers)")
    retire.add_argument("tool", metavar="ID")
    retire.add_argument("--version", metavar="V", help="default: every version, so that the tool is retired")
    retire.add_argument("--instead", metavar="ID", default="", help="the tool to use instead")
    retire.add_argument("--undo", action="store_true", help="offer it again")
    retire.set_defaults(run=retire_tool)
    published = tools.add_parser("published", parents=[shared], help="list what was published, by whom and when")
    published.add_argument("--json", action="store_true", help="print one JSON document")
    published.set_defaults(run=list_published)


def list_tools(chosen: argparse.Namespace) -> int:
    """Print the library."""
    with lent_library(chosen) as library:
        found = bootstrap.find_tools(library.summaries(), library.search_texts, chosen.find)
    if chosen.json:
        told = ({**bootstrap.summary_as_json(one), **({"found": place} if place else {})} for one, place in found)
        print_json(list(told))
        return OK
    for summary, place in found:
        by = f" (published by {summary.published_by}, {summary.published_on})" if summary.published_by else ""
        print(f"{summary.id:24} {summary.version:8} {summary.authority:20} {summary.title}{by}")
        if place:
            print(f"{'':24} {place}")
    return OK


def show_tool(chosen: argparse.Namespace) -> int:
    """Print one tool."""
    with lent_library(chosen) as library:
        tool = library.get(chosen.tool, None)
    if chosen.json:
        print_json(bootstrap.tool_as_json(tool))
        return OK
    print(f"{tool.title} ({tool.id}, version {tool.version}), {tool.authority}")
    print(tool.purpose)
    for section in tool.sections:
        print(f"\n{section.number} {section.title}".rstrip())
        for item in section.items:
            print(f"  {item.id:16} {item.label} [{item.type.value}]")
    return OK


def check_tool(chosen: argparse.Namespace) -> int:
    """Check a file without adding it."""
    if chosen.json:
        return _check_as_json(chosen.file)
    checked = bootstrap.check_tool(chosen.file)
    tool = checked.tool
    print(f"{chosen.file.name} is in order: {tool.id}, version {tool.version}, {sum(1 for _ in tool.items)} questions.")
    if checked.warnings:
        print(WORTH_A_LOOK)
    for warning in checked.warnings:
        print(f"  - {warning}")
    return OK


def _check_as_json(file: Path) -> int:
    try:
        checked = bootstrap.check_tool(file)
    except SeveralProblems as problem:
        print_json({"accepted": False, **_as_json(problem.mistakes, problem.warnings)})
        return WRONG_INPUT
    named = {"tool": checked.tool.id, "version": checked.tool.version}
    print_json({"accepted": True, **named, **_as_json((), checked.warnings)})
    return OK


def _as_json(mistakes: tuple[Mistake, ...], warnings: tuple[Mistake, ...]) -> dict[str, object]:
    return {"mistakes": [asdict(one) for one in mistakes], "warnings": [asdict(one) for one in warnings]}


def add_tool(chosen: argparse.Namespace) -> int:
    """Add a tool to this profile."""
    place = profile_place(chosen.data)
    tool = bootstrap.tool_library(place).add(chosen.file, place.tools)
    print(f"Added {tool.id}, version {tool.version}.")
    return OK


def import_tool(chosen: argparse.Namespace) -> int:
    """Make a tool file out of a form, once what it will not hold is accepted."""
    made = bootstrap.import_form(chosen.form)
    if made.losses:
        print(f"{chosen.form.name} says more than an audit tool holds. This is lost or becomes another:")
        for loss in made.losses:
            print(f"  - {loss.sentence}")
    if made.losses and not chosen.accept_losses and not _accepted():
        raise NotAllowed("Nothing was written. Right the form, or accept what is lost with --accept-losses.")
    bootstrap.write_new_file(chosen.out, made.yaml)
    questions = sum(1 for _ in made.tool.items)
    print(f"{chosen.out.name}: {made.tool.id}, version {made.tool.version}, {questions} questions. ", end="")
    print("Read it through, then add it to your library with `qa-desktop tools add`.")
    return OK


def _accepted() -> bool:
    return sys.stdin.isatty() and input("Write the tool without that? [y/N] ").strip().lower() in YES


def export_tool(chosen: argparse.Namespace) -> int:
    """Write a tool as a workbook."""
    with lent_library(chosen) as library:
        tool = library.get(chosen.tool, None)
    bootstrap.export_form(tool, chosen.xlsform)
    print(f"{chosen.xlsform.name}: {tool.id}, version {tool.version}.")
    return OK


def publish_tool(chosen: argparse.Namespace) -> int:
    """Publish a version of the library."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        done = desk.authority_tools.publish(chosen.tool, chosen.version)
    print(f"{done.tool_id}, version {done.version}, goes to every laptop with the next sync.")
    return OK


def retire_tool(chosen: argparse.Namespace) -> int:
    """Offer a version for no new audit, or offer it again."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        version = chosen.version or ""
        desk.tool_care.retire(chosen.tool, version, retired=not chosen.undo, successor=chosen.instead)
        left = next((one for one in desk.tools() if one.id == chosen.tool), None)
    whole = f"{chosen.tool}, version {chosen.version}," if chosen.version else chosen.tool
    offered = "is offered again" if chosen.undo else "is not offered for new audits"
    print(f"{whole} {offered}. Every laptop knows with its next sync.")
    if left is not None and not chosen.undo:
        print(f"New audits begin with version {left.version}.")
    return OK


def list_published(chosen: argparse.Namespace) -> int:
    """Print what was published, and what became of it here."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        published = desk.authority_tools.published()
    if chosen.json:
        print_json(
            [
                {
                    "tool": one.published.tool_id,
                    "version": one.published.version,
                    "hash": one.published.content_hash,
                    "published_by": one.publisher,
                    "published_at": one.published.at.isoformat(),
                    "retired": one.published.is_retired,
                    "here": one.adoption.value,
                }
                for one in published
            ]
        )
        return OK
    for one in published:
        retired = ", retired" if one.published.is_retired else ""
        told = f"published by {one.publisher} on {one.published.at:%Y-%m-%d}{retired}"
        print(f"{one.published.tool_id:24} {one.published.version:8} {told}")
        if one.words:
            print(f"  {one.words}")
    return OK
