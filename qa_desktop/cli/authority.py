"""Commands of the authority itself: its signing key, and the profile that it signs for its laptops."""

from __future__ import annotations

import argparse
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.bootstrap import authority
from qa_desktop.cli import OK, authority_settings, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_authority_passphrase, given_unlock
from qa_desktop.domain.authority import AuthorityProfile, in_groups


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `authority new-key|sign|show|adopt|publish`."""
    top = commands.add_parser("authority", help="the authority's key, and the profile that it signs for its laptops")
    kinds = top.add_subparsers(required=True, metavar="WHAT")
    new_key = kinds.add_parser("new-key", help="make the authority's signing key, encrypted with a passphrase")
    new_key.add_argument("--out", type=Path, required=True, metavar="FILE")
    new_key.set_defaults(run=make_key)
    sign = kinds.add_parser("sign", help="sign a profile for laptops")
    sign.add_argument("profile", type=Path, metavar="PROFILE.yaml")
    sign.add_argument("--key", type=Path, required=True, metavar="FILE")
    sign.add_argument("--out", type=Path, required=True, metavar="FILE")
    sign.add_argument(
        "--settings", type=Path, metavar="FILE", help="how the authority works: see “qa-desktop authority settings”"
    )
    sign.set_defaults(run=sign_profile)
    show = kinds.add_parser("show", help="say what a signed profile holds and who signed it")
    show.add_argument("file", type=Path, metavar="FILE")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.set_defaults(run=show_profile)
    adopt = kinds.add_parser("adopt", parents=[shared], help="take a signed profile over into this laptop's profile")
    adopt.add_argument("file", type=Path, metavar="FILE")
    adopt.add_argument("--fingerprint", metavar="F", help="of the authority's key; believed from now on")
    adopt.set_defaults(run=adopt_profile)
    publish = kinds.add_parser(
        "publish", parents=[shared], help="give a signed profile to every laptop with the next sync (QA officers)"
    )
    publish.add_argument("file", type=Path, metavar="FILE")
    publish.set_defaults(run=publish_profile)
    authority_settings.add_commands(kinds, shared)


def make_key(chosen: argparse.Namespace) -> int:
    """Make the authority's key."""
    fingerprint = authority.new_authority_key(chosen.out, given_authority_passphrase(new=True))
    print(f"Made the authority's key in {chosen.out}, encrypted. Keep it off the network, and a copy elsewhere.")
    print("Its fingerprint, which every laptop is to know:")
    print(f"  {in_groups(fingerprint)}")
    return OK


def sign_profile(chosen: argparse.Namespace) -> int:
    """Sign a profile."""
    settings = None
    if chosen.settings is not None:
        bootstrap.check_settings(chosen.settings, profile_place(None))
        settings = chosen.settings.read_bytes()
    passphrase = given_authority_passphrase()
    signed = authority.sign_authority_profile(chosen.profile, settings, chosen.key, passphrase, chosen.out)
    print(f"Signed profile number {signed.profile.serial} of {signed.profile.name} into {chosen.out}")
    print(f"  {in_groups(signed.fingerprint)}")
    return OK


def show_profile(chosen: argparse.Namespace) -> int:
    """Say what a signed profile holds."""
    signed = authority.show_authority_profile(chosen.file)
    if chosen.json:
        print_json({"fingerprint": signed.fingerprint, **_as_json(signed.profile)})
        return OK
    profile = signed.profile
    print(f"{profile.name} ({profile.id}), profile number {profile.serial}")
    print(f"signed with the key {in_groups(signed.fingerprint)}")
    print(f"server: {profile.host}, port {profile.port}, database {profile.database}")
    print(f"certificate: {'in the profile' if profile.certificate else 'one that every computer trusts'}")
    print(f"recovery key: {profile.recovery_key}")
    print(f"settings: {'how the authority works is in the profile' if profile.settings else 'none'}")
    print(f"unsent work is said more loudly after {profile.limit_days} working days")
    for period in profile.periods:
        print(f"{period.kind.title}: kept for {period.months} months from {period.start.title} ({period.law})")
    if not profile.periods:
        print("no retention periods")
    for officer in profile.officers:
        print(f"officer until {officer.until}: {officer.name}, {officer.address}")
    return OK


def adopt_profile(chosen: argparse.Namespace) -> int:
    """Take a signed profile over."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        if chosen.fingerprint:
            desk.authority.pin(chosen.fingerprint)
        adopted = desk.authority.adopt_file(chosen.file)
        print("Taken over." if adopted.is_new else "Nothing new: this profile is held already.")
        for line in desk.authority.view().lines:
            print(line)
    return OK


def publish_profile(chosen: argparse.Namespace) -> int:
    """Give a signed profile to every laptop."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        serial = desk.publish_profile(chosen.file)
    print(f"Profile number {serial} goes to every laptop with the next sync.")
    return OK


def _as_json(profile: AuthorityProfile) -> dict[str, object]:
    return {
        "serial": profile.serial,
        "authority": {"id": profile.id, "name": profile.name},
        "server": {
            "host": profile.host,
            "port": profile.port,
            "database": profile.database,
            "certificate": profile.certificate,
        },
        "recovery_key": profile.recovery_key,
        "unsent_limit": profile.limit_days,
        "settings": profile.settings,
        "retention": [
            {"kind": one.kind.value, "months": one.months, "from": one.start.value, "law": one.law}
            for one in profile.periods
        ],
        "officers": [
            {"name": officer.name, "address": officer.address, "until": officer.until.isoformat()}
            for officer in profile.officers
        ],
    }
