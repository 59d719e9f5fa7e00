"""Commands with which a database administrator sets the shared server up and looks after it."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from qa_desktop.cli import OK, print_json
from qa_desktop.cli.kinds import Commands
from qa_desktop.errors import InputProblem, QaDesktopError
from qa_desktop.sync.server import deletions, inspection, people, provision, readers
from qa_desktop.sync.server.administration import Connection, administering, one
from qa_desktop.sync.server.logins import Access
from qa_desktop.sync.server.set_aside import settle_lately_aside

NOT_AS_IT_SHOULD_BE = 1
SHUT = "Laptops are turned away until you say “server restored --deletions FILE”."
Work = Callable[[Connection, argparse.Namespace], int]


def add_commands(commands: Commands, _shared: argparse.ArgumentParser) -> None:
    """Add `server init|status|check|restored|deletions|watch|...` and the commands for teams and people."""
    server = commands.add_parser("server", help="set up and look after the shared PostgreSQL (for administrators)")
    kinds = server.add_subparsers(required=True, metavar="WHAT")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--dsn", required=True, metavar="DSN", help="connection string without a password: that belongs in ~/.pgpass"
    )
    common.add_argument("--dry-run", action="store_true", help="say what would be done, and change nothing")

    def add(name: str, work: Work, explained: str) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, parents=[common], help=explained)
        parser.set_defaults(run=lambda chosen: _run(work, chosen))
        return parser

    add("init", _init, "make roles, rights and schema in an empty database")
    add("upgrade", _init, "bring rights and schema up to date")
    status = add("status", _status, "show figures, waiting devices and alarms")
    status.add_argument("--json", action="store_true", help="print one JSON document")
    status.add_argument("--people", action="store_true", help="list everybody with their login")
    add("check", _check, "name what is not as it should be; exit code 1 if there is anything")
    restored = add("restored", _restored, "open a restored server to laptops, so that they bring back what is missing")
    restored.add_argument("--deletions", type=Path, metavar="FILE", help="the list of what was deleted for good")
    restored.add_argument("--without-deletions", action="store_true", help="open it where there is no list")
    kept = add("deletions", _deletions, "keep the list of what was deleted for good, outside the backups")
    kept.add_argument("file", type=Path, metavar="FILE")
    listed = add("listed-holds", _listed_holds, "list the holds that this server knows by its list of deletions alone")
    listed.add_argument(
        "--place-without-words", action="store_true", help="let people release them, although nobody has their words"
    )
    backed_up = add("backed-up", _backed_up, "say that a backup was restored for a test, and until when it goes")
    backed_up.add_argument("--until", required=True, metavar="MOMENT", help="when it was begun: 2026-12-01T02:00+00:00")
    watch = add("watch", _watch, "end transactions of laptops that last longer than 30 seconds, for ever")
    watch.add_argument("--once", action="store_true", help="look once")
    watch.add_argument("--deletions", type=Path, metavar="FILE", help="keep this list of deletions as well")
    accesses = add("accesses", _accesses, "list who says they looked at what and took what away")
    of = accesses.add_mutually_exclusive_group(required=True)
    of.add_argument("--audit", metavar="ID")
    of.add_argument("--person", metavar="LOGIN")
    _add_people(add)


def _add_people(add: Callable[[str, Work, str], argparse.ArgumentParser]) -> None:
    team = add("add-team", _add_team, "add a team or change its name, service or place")
    team.add_argument("team", metavar="TEAM")
    team.add_argument("--name", required=True)
    team.add_argument("--service", required=True)
    team.add_argument("--under", metavar="TEAM", help="the team that it belongs to")
    person = add("add-person", _add_person, "add a person with a login of their own")
    person.add_argument("--name", required=True)
    person.add_argument("--role", required=True, choices=people.ROLES)
    person.add_argument("--team", required=True)
    reader = add("add-reader", _add_reader, "add a login that reads states, dates and counts by SQL, and no words")
    reader.add_argument("login", metavar="LOGIN")
    reader.add_argument("--role", required=True, choices=readers.READING_ROLES)
    reader.add_argument("--team", required=True)
    approve = add("approve", _approve, "approve a person's device as the second person")
    approve.add_argument("login", metavar="LOGIN")
    approve.add_argument("fingerprint", metavar="FINGERPRINT", help="as the person reads it out from their laptop")
    code = add("new-code", _new_code, "make a one-time code for a further laptop of somebody; revokes nothing")
    code.add_argument("login", metavar="LOGIN")
    move = add("move", _move, "give a person another role or team, or an audit another team")
    move.add_argument("login", metavar="LOGIN|AUDIT")
    move.add_argument("--role", choices=people.ROLES)
    move.add_argument("--team")
    move.add_argument("--audit", action="store_true", help="what is named is an audit")
    leave = add("leave", _leave, "lock a leaver out")
    leave.add_argument("login", metavar="LOGIN")
    rotate = add("rotate", _rotate, "give a person a new password")
    rotate.add_argument("login", metavar="LOGIN")
    rotate.add_argument("--new-device", action="store_true", help="revoke their devices and make a new one-time code")


def _run(work: Work, chosen: argparse.Namespace) -> int:
    with administering(chosen.dsn, dry_run=chosen.dry_run) as connection:
        code = work(connection, chosen)
    if chosen.dry_run:
        print("Dry run: nothing was changed.")
    return code


def _init(connection: Connection, _chosen: argparse.Namespace) -> int:
    done = provision.initialise(connection)
    for line in done:
        print(line)
    if not done:
        print("Nothing to do: the server is up to date.")
    return OK


def _status(connection: Connection, chosen: argparse.Namespace) -> int:
    if chosen.people:
        for line in inspection.people(connection):
            print(line)
        return OK
    found = inspection.status(connection)
    if chosen.json:
        print_json(asdict(found))
        return OK
    for name, value in asdict(found).items():
        shown = "; ".join(value) if isinstance(value, tuple) else value
        print(f"{name.replace('_', ' ')}: {shown}")
    return OK


def _check(connection: Connection, _chosen: argparse.Namespace) -> int:
    found = inspection.check(connection)
    for line in found:
        print(line)
    if not found:
        print("All is as it should be.")
    return NOT_AS_IT_SHOULD_BE if found else OK


def _accesses(connection: Connection, chosen: argparse.Namespace) -> int:
    for line in inspection.accesses(connection, audit=chosen.audit, login=chosen.person):
        print(line)
    return OK


def _restored(connection: Connection, chosen: argparse.Namespace) -> int:
    if (chosen.deletions is None) is not chosen.without_deletions:
        raise InputProblem(
            "What was deleted for good since the backup is in it again. Give the list of deletions (--deletions FILE). "
            "Only where there is none, say --without-deletions: then it can be read until a laptop brings the orders."
        )
    provision.initialise(connection)
    why = "restored" if chosen.deletions else "restored without a list of deletions"
    epoch = provision.begin_epoch(connection, why)
    if chosen.deletions:
        again = deletions.delete_again(connection, chosen.deletions)
        print(f"Deleted again: {again.erased}. Not in this backup: {again.noted}. Deleted already: {again.known}.")
        print(f"Orders and holds brought back: {again.orders}. Known by the list alone: {again.waiting}.")
    print(f"Began epoch {epoch}. Laptops now offer again what is missing here.")
    return OK


def _deletions(connection: Connection, chosen: argparse.Namespace) -> int:
    kept = deletions.keep_list(connection, chosen.file, dry_run=chosen.dry_run)
    print(f"{chosen.file} names {kept.names} deletions; {kept.added} of them are new.")
    print(f"It holds {kept.orders} orders to delete, to hold and to release; {kept.orders_added} of them are new.")
    if kept.unknown:
        print(f"This server does not know of {kept.unknown}: it was set back. {SHUT}")
    return NOT_AS_IT_SHOULD_BE if kept.unknown else OK


def _listed_holds(connection: Connection, chosen: argparse.Namespace) -> int:
    found = deletions.holds_by_list(connection)
    for line in found:
        print(line)
    if chosen.place_without_words:
        deletions.take_holds_without_words(connection)
        left = len(deletions.holds_by_list(connection))
        print(f"Placed without words: {len(found) - left}. Laptops hear of them by sync; two people can release them.")
        if left:
            print(f"{left} wait: their audits, or whoever placed them, are not known here yet.")
    return OK


def _backed_up(connection: Connection, chosen: argparse.Namespace) -> int:
    provision.note_backup(connection, chosen.until)
    print(f"Noted. Laptops may forget what they kept out of sight and what this server held before {chosen.until}.")
    return OK


def _watch(connection: Connection, chosen: argparse.Namespace) -> int:
    connection.commit()
    connection.autocommit = True
    pause = threading.Event()
    said = trouble = ""
    while True:
        ended = one(connection, "SELECT qa.end_long_transactions()")
        if ended:
            print(f"Ended {ended} transactions.", flush=True)
        before, trouble = trouble, _settle_aside(connection)
        if trouble not in ("", before):
            print(trouble, flush=True)
        if chosen.deletions:
            before, said = said, _look_after_list(connection, chosen.deletions)
            if said not in ("", before):
                print(said, flush=True)
        if chosen.once:
            return OK
        pause.wait(5)


def _settle_aside(connection: Connection) -> str:
    """Let be tried again what was put aside beside what it waited for; trouble with it does not stop the watching."""
    try:
        settle_lately_aside(connection)
    except QaDesktopError as problem:
        return problem.sentence
    return ""


def _look_after_list(connection: Connection, file: Path) -> str:
    """Keep the list and return what is to be said; trouble with it does not stop the watching."""
    try:
        with connection.transaction():
            kept = deletions.keep_list(connection, file)
    except QaDesktopError as problem:
        return problem.sentence
    if kept.unknown:
        return f"{file} names {kept.unknown} deletions or orders that this server does not know of. {SHUT}"
    is_new = kept.added or kept.orders_added
    return f"{file} names {kept.names} deletions and {kept.orders} orders now." if is_new else ""


def _add_team(connection: Connection, chosen: argparse.Namespace) -> int:
    people.add_team(connection, chosen.team, chosen.name, chosen.service, chosen.under)
    print(f"The team {chosen.team} is there.")
    return OK


def _add_person(connection: Connection, chosen: argparse.Namespace) -> int:
    _show(people.add_person(connection, people.NewPerson(chosen.name, chosen.role, chosen.team)))
    return OK


def _add_reader(connection: Connection, chosen: argparse.Namespace) -> int:
    _show(readers.add_reader(connection, chosen.login, chosen.role, chosen.team))
    return OK


def _approve(connection: Connection, chosen: argparse.Namespace) -> int:
    people.approve(connection, chosen.login, chosen.fingerprint)
    print("Approved.")
    return OK


def _new_code(connection: Connection, chosen: argparse.Namespace) -> int:
    print(f"one-time code: {people.new_code(connection, chosen.login)} (for seven days)")
    print("This is shown once. A code that was made before is of no use any more.")
    return OK


def _move(connection: Connection, chosen: argparse.Namespace) -> int:
    if chosen.audit:
        people.move_audit(connection, chosen.login, chosen.team)
    else:
        people.move(connection, chosen.login, role=chosen.role, team=chosen.team)
    print("Moved. What may be seen follows at the next sync.")
    return OK


def _leave(connection: Connection, chosen: argparse.Namespace) -> int:
    if readers.is_reader(connection, chosen.login):
        readers.end_reading(connection, chosen.login)
        print("Locked out.")
        return OK
    waiting = people.leave(connection, chosen.login)
    print(f"Locked out. {waiting} unsigned audits of theirs wait to be handed over by a QA officer.")
    return OK


def _rotate(connection: Connection, chosen: argparse.Namespace) -> int:
    if readers.is_reader(connection, chosen.login):
        if chosen.new_device:
            raise InputProblem(
                f"{chosen.login} reads by SQL and has no laptop. Say “server rotate” without --new-device."
            )
        _show(readers.new_password(connection, chosen.login))
        return OK
    _show(people.rotate(connection, chosen.login, new_device=chosen.new_device))
    return OK


def _show(access: Access) -> None:
    print(f"login: {access.login}\npassword: {access.password}")
    if access.code:
        print(f"one-time code: {access.code} (for seven days)")
    print("This is shown once. Hand login and password over in person, and the code by another way.")
