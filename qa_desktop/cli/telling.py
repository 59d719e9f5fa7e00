"""The commands that show whom an audit is told to, record it, and prepare e-mails. Nothing is ever sent from here."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import date
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.clock import local_day
from qa_desktop.domain import telling
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import TellWay
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.telling import Tell
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.services.prepare_email import PreparedEmail


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit tell` and `audit share-learning`."""
    tell = audit.add_parser(
        "tell", parents=[shared], help="whom a signed audit is told to: show, record, prepare an e-mail"
    )
    tell.add_argument("audit", metavar="ID")
    tell.add_argument("--told", metavar="RECIPIENT", help="record that this recipient was told")
    tell.add_argument("--how", choices=[way.value for way in TellWay], help="how they were told")
    tell.add_argument("--on", metavar="DATE", help="on which day; default: today")
    tell.add_argument("--name", default="", metavar="WHO", help="who was told, by name")
    tell.add_argument("--by", default="", metavar="WHO", help="who told them, or wrote the comment; default: you")
    tell.add_argument("--comment", nargs=2, metavar=("RECIPIENT", "TEXT"), help="record the comment that was asked for")
    tell.add_argument(
        "--eml", type=Path, metavar="FILE", help="write an e-mail draft to those who are still to be told"
    )
    tell.add_argument(
        "--letters", type=Path, metavar="DIR", help="write a letter to print, as PDF, to each who is still to be told"
    )
    tell.add_argument("--to", action="append", default=[], metavar="RECIPIENT", help="write to these instead")
    tell.add_argument("--no-note", action="store_true", help="do not attach the note: only say where it is")
    tell.add_argument("--json", action="store_true", help="print one JSON document")
    tell.set_defaults(run=tell_people)
    learn = audit.add_parser(
        "share-learning", parents=[shared], help="write an e-mail draft with key recommendations to all staff"
    )
    learn.add_argument("points", metavar="TEXT", help="the recommendations; name no case and no person")
    learn.add_argument("--eml", type=Path, required=True, metavar="FILE")
    learn.set_defaults(run=share_learning)


def tell_people(chosen: argparse.Namespace) -> int:
    """Record what was given, write the draft, and print whom the audit is told to."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        desk.sharing.note_access.looked(audit, Access.OPENED)
        if not audit.is_signed:
            raise NotAllowed("This audit is not signed yet. Who is told follows once it is.")
        if chosen.told is not None:
            audit = _told(desk, audit, chosen)
        if chosen.comment is not None:
            recipient, text = chosen.comment
            values = telling.comment_values(
                _wanted(audit, recipient).key, text, chosen.by or desk.owner.name, _day(desk, chosen.on)
            )
            audit = desk.record(audit, values).audit
        people = [_wanted(audit, one) for one in chosen.to] or list(telling.open_tells(audit))
        if chosen.letters is not None:
            _write_letters(desk, audit, people, chosen)
        if chosen.eml is not None:
            draft = desk.prepare_email.tell(audit, people, attach=not chosen.no_note)
            desk.sharing.note_access([audit.id], Access.TEXT_COPIED if chosen.no_note else Access.NOTE_SAVED)
            _save(chosen.eml, draft, is_quiet=chosen.json)
    found = telling.tells(audit)
    if chosen.json:
        print_json({"audit": audit.id, "told": [_as_json(one) for one in found]})
        return OK
    print("\n".join(_line(one) for one in found) or "This audit is told to nobody by its grade or its filing.")
    return OK


def share_learning(chosen: argparse.Namespace) -> int:
    """Write the draft."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        _save(chosen.eml, desk.prepare_email.learning(chosen.points))
    return OK


def _told(desk: Desk, audit: Audit, chosen: argparse.Namespace) -> Audit:
    if chosen.how is None:
        raise InputProblem(f"Say how they were told: --how with one of {', '.join(way.value for way in TellWay)}.")
    one, way = _wanted(audit, chosen.told), TellWay(chosen.how)
    by = chosen.by or desk.owner.name
    return desk.record(audit, telling.told_values(one.key, by, _day(desk, chosen.on), way, chosen.name)).audit


def _day(desk: Desk, typed: str | None) -> date:
    return given_day(typed) or local_day(desk.clock.now())


def _wanted(audit: Audit, recipient: str) -> Tell:
    found = telling.tells(audit)
    wanted = next((one for one in found if one.key == telling.tell_key(recipient)), None)
    if wanted is None:
        named = ", ".join(one.recipient for one in found) or "nobody"
        raise InputProblem(f"This audit is not told to “{recipient}”. It is told to: {named}.")
    return wanted


def _save(file: Path, draft: PreparedEmail, *, is_quiet: bool = False) -> None:
    bootstrap.write_new_file(file, draft.data)
    if is_quiet:
        return
    print(f"{file}: a draft, not sent. Subject: {draft.subject}")
    for name in draft.unknown:
        print(f"The settings hold no address for {name}. Put it into the draft, or under “recipients” of the settings.")


def _write_letters(desk: Desk, audit: Audit, people: list[Tell], chosen: argparse.Namespace) -> None:
    desk.sharing.note_access([audit.id], Access.TEXT_COPIED)
    for number, one in enumerate(people, 1):
        letter = desk.prepare_email.letter(audit, one, attach=not chosen.no_note)
        file = chosen.letters / f"letter-{number}.pdf"
        bootstrap.write_new_file(file, letter.data)
        if not chosen.json:
            print(f"{file}: to {one.who or one.recipient}, to print")


def _line(one: Tell) -> str:
    told = (
        f"told by {one.by} on {one.on}, {one.how.label[:1].lower()}{one.how.label[1:]}"
        if one.is_told and one.how
        else "to tell"
    )
    said = ""
    if one.asks_comment:
        said = f". Comment by {one.comment_by}: {one.comment}" if one.is_commented else ". Comment still asked for"
    return f"{one.recipient}{f' ({one.who})' if one.who else ''}: {told}{said} [{one.why}]"


def _as_json(one: Tell) -> dict[str, object]:
    return asdict(one) | {
        "on": one.on.isoformat() if one.on else None,
        "how": one.how.value if one.how else None,
        "comment_on": one.comment_on.isoformat() if one.comment_on else None,
        "is_told": one.is_told,
        "is_open": one.is_open,
    }
