"""Commands about audit tools."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `tools list|show|check|add`."""
    tools = commands.add_parser("tools", help="list, show, check and add audit tools").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = tools.add_parser("list", parents=[shared], help="list the tools of the library")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_tools)
    show = tools.add_parser("show", parents=[shared], help="show one tool with its questions and guidance")
    show.add_argument("tool", metavar="ID")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.set_defaults(run=show_tool)
    check = tools.add_parser("check", help="check a tool file and name every mistake")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(run=check_tool)
    add = tools.add_parser("add", parents=[shared], help="check a tool file and add it to this profile's library")
    add.add_argument("file", type=Path, metavar="FILE")
    add.set_defaults(run=add_tool)


def list_tools(chosen: argparse.Namespace) -> int:
    """Print the library."""
    summaries = bootstrap.tool_library(profile_place(chosen.data)).summaries()
    if chosen.json:
        print_json([bootstrap.summary_as_json(summary) for summary in summaries])
        return OK
    for summary in summaries:
        print(f"{summary.id:24} {summary.version:8} {summary.authority:20} {summary.title}")
    return OK


def show_tool(chosen: argparse.Namespace) -> int:
    """Print one tool."""
    tool = bootstrap.tool_library(profile_place(chosen.data)).get(chosen.tool)
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
    tool = bootstrap.check_tool(chosen.file)
    print(f"{chosen.file.name} is in order: {tool.id}, version {tool.version}, {sum(1 for _ in tool.items)} questions.")
    return OK


def add_tool(chosen: argparse.Namespace) -> int:
    """Add a tool to this profile."""
    place = profile_place(chosen.data)
    tool = bootstrap.tool_library(place).add(chosen.file, place.tools)
    print(f"Added {tool.id}, version {tool.version}.")
    return OK
