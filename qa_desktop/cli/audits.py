"""Commands about audits: new, list, show, answer, sign, seal, pdf and amend."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path

from qa_desktop import bootstrap
from qa_desktop.cli import (
    OK,
    actions,
    check,
    concern,
    due,
    erasing,
    going_on,
    holding,
    other_formats,
    print_json,
    profile_place,
    sharing,
    telling,
    theme,
)
from qa_desktop.cli.audit_json import audit_as_json, entry_as_json, summary_as_json
from qa_desktop.cli.kinds import Commands
from qa_desktop.cli.secrets_given import given_pin, given_unlock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.chain import ChainProof
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.errors import DiskProblem, InputProblem
from qa_desktop.services.desk import Desk
from qa_desktop.services.note_access import Access
from qa_desktop.services.start_audit import StartRequest

MOST_LISTED = 10_000
BROKEN = 1
ON_HOLD = " (came to the server while the audit was on hold)"


def add_commands(commands: Commands, shared: argparse.ArgumentParser) -> None:
    """Add `audit new|list|show|answer|sign|seal|pdf|copy|amend`."""
    audit = commands.add_parser("audit", help="start, answer, sign and print audits")
    kinds = audit.add_subparsers(required=True, metavar="WHAT")
    _add_new(kinds, shared)
    listing = kinds.add_parser("list", parents=[shared], help="list the audits of this profile")
    listing.add_argument("--json", action="store_true", help="print one JSON document")
    listing.set_defaults(run=list_audits)
    show = kinds.add_parser("show", parents=[shared], help="show one audit")
    show.add_argument("audit", metavar="ID")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.add_argument("--history", action="store_true", help="also show who changed what, and when")
    show.add_argument("--verify", action="store_true", help="also walk the hash chain of every stream")
    show.set_defaults(run=show_audit)
    answer = kinds.add_parser("answer", parents=[shared], help="record answers from a file")
    answer.add_argument("audit", metavar="ID")
    answer.add_argument("file", type=Path, metavar="FILE")
    answer.set_defaults(run=answer_audit)
    link = kinds.add_parser("link", parents=[shared], help="point a record to the signed audit that it is about")
    link.add_argument("audit", metavar="ID")
    link.add_argument("question", metavar="QUESTION", help="the question or header field of type audit")
    link.add_argument("other", metavar="AUDIT", nargs="?", help="the other audit's id; left out, what can be chosen")
    link.add_argument("--none", action="store_true", help="point to no audit any more")
    link.set_defaults(run=link_audit)
    sign = kinds.add_parser("sign", parents=[shared], help="sign an audit and seal its note")
    sign.add_argument("audit", metavar="ID")
    sign.add_argument("--as", dest="signatories", action="append", default=[], metavar="ROLE=NAME")
    sign.set_defaults(run=sign_audit)
    _add_pdf(kinds, shared)
    other_formats.add_to(kinds, shared)
    seal = kinds.add_parser("seal", parents=[shared], help="add your seal as manager to the note of a signed audit")
    seal.add_argument("audit", metavar="ID")
    seal.set_defaults(run=add_seal)
    amend = kinds.add_parser("amend", parents=[shared], help="start an amendment of a signed audit")
    amend.add_argument("audit", metavar="ID")
    amend.set_defaults(run=amend_audit)
    renew = kinds.add_parser("renew-note", parents=[shared], help="make a note anew after redaction or moderation")
    renew.add_argument("audit", metavar="ID")
    renew.set_defaults(run=renew_note)
    for part in (erasing, holding, going_on, due, check, concern, actions, telling, theme):
        part.add_to(kinds, shared)
    sharing.add_kinds(kinds, shared)


def _add_pdf(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    pdf = kinds.add_parser("pdf", parents=[shared], help="save the case note: sealed once signed, a draft before")
    pdf.add_argument("audit", metavar="ID")
    pdf.add_argument("--out", type=Path, required=True, metavar="FILE")
    pdf.add_argument("--filing-copy", action="store_true", help="the copy for filing, without the attached values")
    pdf.set_defaults(run=save_pdf)


def _add_new(kinds: Commands, shared: argparse.ArgumentParser) -> None:
    new = kinds.add_parser("new", parents=[shared], help="start an audit")
    new.add_argument("--tool", required=True, metavar="ID")
    new.add_argument("--subject", required=True, metavar="REF", help="what the audit is about, never a child's name")
    new.add_argument("--practitioner", default="", metavar="NAME")
    new.add_argument("--answers", type=Path, metavar="FILE", help="answers to record, YAML or JSON")
    new.add_argument("--json", action="store_true", help="print one JSON document")
    new.set_defaults(run=new_audit)


def new_audit(chosen: argparse.Namespace) -> int:
    """Start an audit, with answers from a file or without."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        tool = desk.authority_settings.as_used(desk.tool(chosen.tool))
        fields = desk.answers_from_file(tool, chosen.answers) if chosen.answers else {}
        audit = desk.start_audit(StartRequest(chosen.tool, chosen.subject, chosen.practitioner, fields=fields))
        warnings = desk.check_reference(chosen.subject)
        if chosen.json:
            print_json({**audit_as_json(audit), "warnings": list(warnings)})
        else:
            print(f"Started {audit.id}: {audit.tool.title}, {audit.subject}")
            for warning in warnings:
                print(f"Check the reference. {warning}.")
    return OK


def list_audits(chosen: argparse.Namespace) -> int:
    """Print the audits of the profile, most recently changed first."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        found = desk.list_audits(SummaryFilter(limit=MOST_LISTED))
        if chosen.json:
            print_json([summary_as_json(summary) for summary in found])
            return OK
        for summary in found:
            done = f"{summary.complete_sections} of {summary.all_sections}"
            print(f"{summary.id}  {summary.state.value:7} {done:8} {summary.tool_id:22} {summary.subject}")
    return OK


def show_audit(chosen: argparse.Namespace) -> int:
    """Print one audit."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        if chosen.json:
            desk.sharing.note_access([audit.id], Access.ANSWERS_EXPORTED)
        else:
            desk.sharing.note_access.looked(audit, Access.OPENED)
        history = desk.audit_log(audit.id) if chosen.history else ()
        proofs = desk.audit_log.verify(audit.id) if chosen.verify else ()
        code = BROKEN if any(proof.broken_at for proof in proofs) else OK
        if chosen.json:
            told: dict[str, object] = {"history": [entry_as_json(one) for one in history]} if chosen.history else {}
            if chosen.verify:
                told["chains"] = [{**asdict(proof), "stream": str(proof.stream)} for proof in proofs]
            print_json(audit_as_json(audit) | told)
            return code
        print(f"{audit.tool.title}, {audit.subject}: {audit.record.state.value}")
        for path, state in sorted(audit.record.fields.items()):
            print(f"  {path}: {state.value}")
        for entry in history:
            mark = ON_HOLD if entry.on_hold else ""
            print(f"{entry.id} {entry.at:%Y-%m-%d %H:%M:%S} {entry.author}: {entry.what}{mark}")
        for proof in proofs:
            print(_proof_words(proof))
    return code


def _proof_words(proof: ChainProof) -> str:
    if proof.broken_at is None:
        return f"{proof.stream}: {proof.revisions} changes, the chain holds. Head {proof.head}"
    return f"{proof.stream}: the chain breaks at change {proof.broken_at}. Tell your QA team."


def answer_audit(chosen: argparse.Namespace) -> int:
    """Record answers from a file."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        values = desk.answers_from_file(audit.tool, chosen.file)
        desk.record(audit, values)
        print(f"Recorded {len(values)} values.")
    return OK


def link_audit(chosen: argparse.Namespace) -> int:
    """Point a record to another audit, or print the audits that can be chosen."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        if chosen.other is None and not chosen.none:
            for one in desk.link_audit.offered(audit, chosen.question):
                print(f"{one.id}  {one.words}")
            return OK
        values = desk.link_audit(audit, chosen.question, None if chosen.none else AuditId(chosen.other))
        desk.record(audit, values)
        print(f"Recorded {len(values)} values.")
    return OK


def sign_audit(chosen: argparse.Namespace) -> int:
    """Record the signatories named and seal the note."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        audit = _with_signatories(desk, audit, chosen.signatories)
        signed = desk.sign_audit(audit.id, given_pin() if desk.has_pin() else None)
        print(f"Signed {signed.id}. The sealed note: qa-desktop audit pdf {signed.id} --out FILE.pdf")
    return OK


def _with_signatories(desk: Desk, audit: Audit, signatories: list[str]) -> Audit:
    roles = [block.role for block in audit.tool.signatures]
    named: list[tuple[str, str]] = []
    for text in signatories:
        role, separator, name = text.partition("=")
        if not separator or role not in roles or not name.strip():
            raise InputProblem(f"“{text}” names no signatory. Write ROLE=NAME, with one of: {', '.join(roles)}.")
        named.append((role, name.strip()))
    return desk.record_signature.typed(audit, named) if named else audit


def save_pdf(chosen: argparse.Namespace) -> int:
    """Write the case note to a file."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.open_audit(AuditId(chosen.audit))
        data = desk.case_note(audit, filing_copy=chosen.filing_copy)
        desk.sharing.note_access([audit.id], Access.NOTE_SAVED)
        try:
            chosen.out.write_bytes(data)
        except OSError as error:
            raise DiskProblem(f"{chosen.out} could not be written: {error.strerror}.") from error
        print(chosen.out)
    return OK


def add_seal(chosen: argparse.Namespace) -> int:
    """Add the owner's seal; the auditor's stays valid."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        sealed = desk.add_seal(AuditId(chosen.audit), given_pin() if desk.has_pin() else None)
        print(f"Sealed {sealed.id}. The note with both seals: qa-desktop audit pdf {sealed.id} --out FILE.pdf")
    return OK


def renew_note(chosen: argparse.Namespace) -> int:
    """Make the note anew, without what was deleted."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.renew_note(AuditId(chosen.audit), given_pin() if desk.has_pin() else None)
        print(f"Made anew. The sealed note: qa-desktop audit pdf {audit.id} --out FILE.pdf")
    return OK


def amend_audit(chosen: argparse.Namespace) -> int:
    """Start an amendment."""
    with bootstrap.desk(profile_place(chosen.data), given_unlock) as desk:
        audit = desk.amend_audit(AuditId(chosen.audit))
        print(f"Started {audit.id}, which amends {chosen.audit}.")
    return OK
