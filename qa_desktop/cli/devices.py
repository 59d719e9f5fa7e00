"""Commands about laptops: enrol this one, approve as the second person, lock out what was lost."""

from __future__ import annotations

import argparse

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.domain.enrolment import Device, EnrolAnswer

WAITS = "It waits for a second person. Read this fingerprint out to your QA team when they ask for it:"


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `enrol` and `devices list|approve|revoke`."""
    enrol = commands.add_parser("enrol", parents=[shared], help="enrol this laptop with the one-time code")
    enrol.add_argument("--code", required=True, metavar="CODE", help="as it came with the sign-in name")
    enrol.set_defaults(run=enrol_laptop)
    devices = commands.add_parser("devices", help="laptops that may sync (for QA officers and administrators)")
    kinds = devices.add_subparsers(required=True, metavar="WHAT")
    listed = kinds.add_parser("list", parents=[shared], help="list laptops, those that wait first")
    listed.add_argument("--json", action="store_true", help="print one JSON document")
    listed.set_defaults(run=list_devices)
    approve = kinds.add_parser("approve", parents=[shared], help="approve a laptop as the second person")
    approve.add_argument("fingerprint", metavar="FINGERPRINT", help="as the person reads it out from their laptop")
    approve.set_defaults(run=approve_device)
    revoke = kinds.add_parser("revoke", parents=[shared], help="lock a lost laptop out, your own or another's")
    revoke.add_argument("fingerprint", metavar="FINGERPRINT")
    revoke.set_defaults(run=revoke_device)


def enrol_laptop(chosen: argparse.Namespace) -> int:
    """Enrol this laptop."""
    place = profile_place(chosen.data)
    with bootstrap.desk(place, given_unlock) as desk:
        done = desk.devices.enrol(chosen.code)
    if done.answer is EnrolAnswer.REOPEN:
        # The profile takes over the identity that the server knows as it is opened.
        with bootstrap.desk(place, given_unlock) as desk:
            done = desk.devices.enrol(chosen.code)
    if done.answer is EnrolAnswer.ENROLLED:
        print("This laptop is enrolled already.")
    else:
        print("The server took the code.")
        print(WAITS)
        print(f"  {done.fingerprint}")
    return OK


def list_devices(chosen: argparse.Namespace) -> int:
    """List laptops."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        devices = desk.devices.list()
    if chosen.json:
        print_json([_as_json(one) for one in devices])
        return OK
    for one in devices:
        print(f"{one.person.name} ({one.login}): {_state(one)}")
        print(f"  {one.fingerprint}")
    if not devices:
        print("No laptops.")
    return OK


def approve_device(chosen: argparse.Namespace) -> int:
    """Approve a laptop."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        device = desk.devices.named(chosen.fingerprint)
        desk.devices.approve(device)
    print(f"Approved a laptop of {device.person.name}. It begins to sync by itself.")
    return OK


def revoke_device(chosen: argparse.Namespace) -> int:
    """Lock a laptop out."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        device = desk.devices.named(chosen.fingerprint)
        desk.devices.revoke(device)
    print(f"Locked out a laptop of {device.person.name}. Ask the administrator to give them a new password too.")
    return OK


def _state(one: Device) -> str:
    if one.revoked_at is not None:
        return f"locked out since {one.revoked_at:%Y-%m-%d %H:%M}"
    if one.approved_at is not None:
        return f"approved {one.approved_at:%Y-%m-%d}"
    return f"waits since {one.asked_at:%Y-%m-%d %H:%M}, proof {'fits' if one.is_proved else 'DOES NOT FIT'}"


def _as_json(one: Device) -> dict[str, object]:
    def moment(when: object) -> str | None:
        return None if when is None else str(when)

    return {
        "login": one.login,
        "name": one.person.name,
        "fingerprint": one.fingerprint.replace(" ", ""),
        "asked_at": moment(one.asked_at),
        "approved_at": moment(one.approved_at),
        "approved_by": one.approved_by,
        "revoked_at": moment(one.revoked_at),
        "own": one.is_own,
        "proved": one.is_proved,
    }
