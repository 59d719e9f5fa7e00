"""Who is who, as far as the server told this profile."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.directory import Colleague, Directory


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `people list`."""
    people = commands.add_parser("people", help="who is who in your authority").add_subparsers(
        required=True, metavar="WHAT"
    )
    listing = people.add_parser("list", parents=[shared], help="list people with their roles and teams")
    listing.add_argument("--team", metavar="TEAM", help="only this team and those under it")
    listing.add_argument("--all", action="store_true", help="also what people were before, and who has left")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_people)


def list_people(chosen: argparse.Namespace) -> int:
    """Print the people of today, or everybody with their dates."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        directory = desk.directory()
    found = tuple(directory.people) if chosen.all else directory.present
    if chosen.team:
        found = tuple(one for one in found if chosen.team in {team.id for team in directory.above(one.team)})
    if chosen.json:
        print_json([_as_json(one, directory) for one in found])
        return OK
    for one in found:
        dates = "" if one.until is None else f"  until {one.until:%Y-%m-%d}"
        print(f"{one.role:16} {_team_name(one, directory):24} {one.name}{dates}")
    if not found:
        print("Nobody is known yet. Sync first.")
    return OK


def _team_name(one: Colleague, directory: Directory) -> str:
    team = directory.team(one.team)
    return one.team if team is None else team.name


def _as_json(one: Colleague, directory: Directory) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role,
        "team": one.team,
        "team_name": _team_name(one, directory),
        "since": one.since.isoformat(),
        "until": None if one.until is None else one.until.isoformat(),
    }
