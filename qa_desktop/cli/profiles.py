"""Commands about profiles: init, the bundle address."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.bootstrap.authority import AuthorityChoice
from qa_desktop.cli import OK, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import passphrase_from_file
from qa_desktop.domain.record import Role


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `init`."""
    init = commands.add_parser("init", parents=[shared], help="make a new, encrypted profile for one person")
    init.add_argument("--name", required=True, metavar="N")
    init.add_argument("--role", required=True, choices=[role.value for role in Role])
    init.add_argument("--team", required=True, metavar="T")
    init.add_argument("--authority-key", metavar="KEY", help="the authority's recovery key (age1...)")
    init.add_argument("--profile", type=Path, metavar="FILE", help="the profile that your authority signed")
    init.add_argument("--fingerprint", default="", metavar="F", help="of the authority's key, from another source")
    init.add_argument(
        "--authority", default="", metavar="ID", help="whose tools come first: see “qa-desktop authority settings list”"
    )
    init.set_defaults(run=init_profile)


def init_profile(chosen: argparse.Namespace) -> int:
    """Make a profile. The keyring opens it, or the passphrase in the file that the environment names."""
    place = profile_place(chosen.data)
    person = bootstrap.NewPerson(chosen.name, Role(chosen.role), chosen.team)
    authority = AuthorityChoice(chosen.fingerprint, chosen.profile, chosen.authority)
    code = bootstrap.make_profile(place, person, passphrase_from_file(), chosen.authority_key, authority)
    print(f"Made a profile for {chosen.name} in {place.folder}")
    if code:
        print("Recovery code. Print it or write it down now; it is never shown again:")
        print(f"  {code}")
    return OK
