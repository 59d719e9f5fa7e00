"""The command for an immediate safety concern: whom to call, raising it, and the record of each call."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from datetime import datetime

from qa_desktop import bootstrap
from qa_desktop.cli import OK, print_json, profile_place, worker_concern
from qa_desktop.cli.given_day import given_day
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_unlock
from qa_desktop.clock import LONDON
from qa_desktop.domain import paths, safety
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.concern import CONCERN, Call, CallState, Concern, elapsed_words
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.errors import InputProblem
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.services.safety_contacts import missing_words, number_words

NOBODY = "This application has told nobody. Telephone now."


def add_to(audit: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit concern|worker-concern`."""
    worker_concern.add_to(audit, shared)
    concern = audit.add_parser(
        "concern",
        parents=[shared],
        help="an immediate safety concern: whom to call, and the record of who was told",
        description=f"{NOBODY} Without --raise, --called or --take-back it shows what is recorded and whom to call.",
    )
    concern.add_argument("audit", metavar="ID")
    concern.add_argument("--raise", dest="what", metavar="WHAT", help="record a concern; its clock starts now")
    concern.add_argument("--called", metavar="WHO", help="record a call: name and role of whom you called")
    concern.add_argument("--decided", metavar="TEXT", help="what they decided, or what you did as nobody answered")
    concern.add_argument("--no-answer", action="store_true", help="nobody answered the call")
    concern.add_argument("--on", metavar="DATE", help="the day of the call; default: today")
    concern.add_argument("--at", metavar="HH:MM", help="the time of the call; default: now")
    concern.add_argument("--take-back", metavar="WHY", help="the concern was raised by mistake; it stays in the record")
    concern.add_argument("--concern", metavar="CONCERN", help="which concern, where the audit has several")
    concern.add_argument("--json", action="store_true", help="print one JSON document")
    concern.set_defaults(run=look_after_concern)


def look_after_concern(chosen: argparse.Namespace) -> int:
    """Record what was given, then print the concerns and whom to call."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        if chosen.json:
            desk.sharing.note_access([audit.id], Access.ANSWERS_EXPORTED)
        else:
            desk.sharing.note_access.looked(audit, Access.OPENED)
        if chosen.what is not None:
            audit = _raise(desk, audit, chosen.what)
        if chosen.called is not None:
            audit = _called(desk, audit, chosen)
        if chosen.take_back is not None:
            path = paths.entry(CONCERN, _wanted(audit, chosen.concern).id, "taken_back")
            audit = desk.record(audit, {path: _given(chosen.take_back, "--take-back needs a reason.")}).audit
        found, contacts, now = safety.concerns(audit), desk.safety_contacts(), desk.clock.now()
    if chosen.json:
        told = [_as_json(one) for one in found]
        print_json(
            {
                "audit": audit.id,
                "concerns": told,
                "steps": contacts.steps,
                "contacts": [asdict(one) for one in contacts.contacts],
            }
        )
        return OK
    for one in found:
        print("\n".join(_lines(one, now)))
    print(NOBODY)
    for step in contacts.steps:
        print(f"- {step}")
    for contact in contacts.contacts:
        print(f"  {contact.name}: {number_words(contact)}" + (f" ({contact.when})" if contact.when else ""))
    if missing := missing_words(contacts.contacts):
        print(missing)
    return OK


def _raise(desk: Desk, audit: Audit, what: str) -> Audit:
    concern = desk.new_id()
    values: dict[str, Value] = {
        **safety.raise_values(concern, desk.clock.now()),
        paths.entry(CONCERN, concern, "what"): _given(what, "Say what the concern is: --raise WHAT."),
    }
    return desk.record(audit, values).audit


def _called(desk: Desk, audit: Audit, chosen: argparse.Namespace) -> Audit:
    concern, local = _wanted(audit, chosen.concern), desk.clock.now().astimezone(LONDON)
    call = Call(
        desk.new_id(),
        _given(chosen.called, "--called needs a name and role."),
        CallState.NO_ANSWER if chosen.no_answer else CallState.TOLD,
        given_day(chosen.on) or local.date(),
        chosen.at or f"{local:%H:%M}",
        _given(chosen.decided or "", "Say with --decided what they decided, or what you did as nobody answered."),
    )
    return desk.record(audit, safety.call_values(call, concern.id)).audit


def _given(text: str, sentence: str) -> str:
    if not text.strip():
        raise InputProblem(sentence)
    return text.strip()


def _wanted(audit: Audit, concern: str | None) -> Concern:
    found = safety.concerns(audit)
    if concern is None and len(found) == 1:
        return found[0]
    chosen = next((one for one in found if one.id == concern), None)
    if chosen is not None:
        return chosen
    if not found:
        raise InputProblem("No safety concern is recorded in this audit. Raise one first: --raise WHAT.")
    named = ", ".join(one.id for one in found)
    raise InputProblem(f"Say which concern with --concern, one of: {named}.")


def _lines(one: Concern, now: datetime) -> list[str]:
    raised = one.raised.astimezone(LONDON)
    lines = [f"{one.state.label}. Raised {raised:%Y-%m-%d %H:%M}, {elapsed_words(one.raised, now)} ago. ({one.id})"]
    lines += [f"  {one.what}"] if one.what else []
    lines += [f"  Taken back: {one.taken_back}"] if one.taken_back else []
    for call in one.calls:
        how = "told" if call.state is CallState.TOLD else "no answer"
        lines.append(f"  {call.on} {call.time} {call.who}: {how}. {call.decided}")
    return lines


def _as_json(one: Concern) -> dict[str, object]:
    return {
        "id": one.id,
        "state": one.state.value,
        "raised": one.raised.isoformat(),
        "what": one.what,
        "in_note": not one.apart,
        "taken_back": one.taken_back,
        "calls": [
            {
                "id": call.id,
                "who": call.who,
                "told": call.state is CallState.TOLD,
                "on": call.on.isoformat() if call.on else None,
                "at": call.time,
                "decided": call.decided,
            }
            for call in one.calls
        ],
    }
