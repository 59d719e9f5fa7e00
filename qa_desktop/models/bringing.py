"""Brings in operations of others: each is proved first, and all of them or none are kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Change, Operation, OperationKind
from qa_desktop.domain.ports import Brought
from qa_desktop.domain.record import Person, StoredDocument
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.models import document_rows, outbox_rows, reading, redacting
from qa_desktop.models.disposing import disposed, is_gone
from qa_desktop.models.erasing import erase
from qa_desktop.models.operation_check import check_form
from qa_desktop.models.projecting import reproject
from qa_desktop.models.rows import (
    OPERATION_COLUMNS,
    PERSON_COLUMNS,
    data,
    moment,
    moment_text,
    number,
    operation_from,
    operation_row,
    person_row,
)
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import ADD_OPERATION, ADOPT, COUNT_WRITE, INTO_OUTBOX
from qa_desktop.models.writing import Pen, Transaction, counter_of
from qa_desktop.signatures import KEY_BYTES, fits

EVER = datetime.min.replace(tzinfo=UTC)
"""Before any key was revoked."""

ADD_PERSON = f"INSERT INTO person ({PERSON_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants of ours
_BY_ID = f"SELECT {OPERATION_COLUMNS}, frozen, sent_at FROM operation WHERE op_id = ?"  # noqa: S608 - as above
_KEYS_OF = (
    "SELECT device_key, (SELECT revoked_at FROM device_key d WHERE d.person = p.id AND d.key = p.device_key) "
    "FROM person p WHERE id = ?1 UNION SELECT key, revoked_at FROM device_key WHERE person = ?1"
)
_CREATED = "SELECT op_id FROM operation WHERE audit = ? AND kind = 'create'"
_TO_ASK = "INSERT INTO to_ask (pos) VALUES (?) ON CONFLICT DO NOTHING"
_NEW_LIFE = "UPDATE device SET incarnation = ?, seq = 0"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What arrives together."""

    authors: Sequence[Person]
    operations: Sequence[Operation]
    documents: Sequence[StoredDocument]


def bring(run: Run, parcel: Parcel, pen: Pen) -> Brought:
    """Keep what is new in the parcel. Raise InputProblem where anything does not verify."""
    _pin(run, parcel.authors)
    keys = KeyRing(run)
    disposed_of = disposed(run)
    offered = [one for one in parcel.operations if not is_gone(one.stream, disposed_of)]
    gone = redacting.named_by_two(offered)
    met = [meet(run, one, keys, pen, may_be_redacted=one.op_id in gone) for one in offered]
    new = [one.operation for one in met if one.standing is None]
    overtaken = [one for one in met if one.is_overtaken]
    _keep(run, new, pen)
    for one in overtaken:
        adopt(run, one)
    audits = tuple(dict.fromkeys(operation.stream.audit for operation in offered))
    for audit_id in dict.fromkeys(one.stream.audit for one in (*new, *(other.operation for other in overtaken))):
        erase(run, [audit_id])
    run(COUNT_WRITE)
    write_again(run, overtaken, pen)
    new_documents = sum(_keep_document(run, document) for document in _still_kept(run, parcel.documents))
    return Brought(
        new_operations=len(new) + len(overtaken),
        known_operations=len(parcel.operations) - len(new) - len(overtaken),
        new_documents=new_documents,
        audits=audits,
    )


class KeyRing:
    """The keys of every person known here, read when they are first asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._read: dict[PersonId, tuple[tuple[bytes, datetime | None], ...]] = {}

    def of(self, person: PersonId, received_at: datetime | None = None) -> tuple[bytes, ...]:
        """Return the keys of a person's laptops that were good when the server received something; none for a stranger.

        Where no server received it, as in a bundle, a key that was revoked at any time is none.
        """
        if person not in self._read:
            rows = self._run(_KEYS_OF, (person,))
            self._read[person] = tuple((data(key), None if end is None else moment(end)) for key, end in rows)
        return tuple(
            key for key, end in self._read[person] if end is None or (received_at is not None and received_at < end)
        )


def _pin(run: Run, authors: Iterable[Person]) -> None:
    """Remember each author's key on first sight; refuse another key for a person who is known."""
    known = {person.id: person for person in reading.people(run)}
    for author in authors:
        earlier = known.get(author.id)
        if earlier is None:
            if len(author.device_key) != KEY_BYTES:
                raise InputProblem(f"The key of {author.name} is none. Ask for the bundle again.")
            run(ADD_PERSON, person_row(author))
            known[author.id] = author
        elif earlier.device_key != author.device_key and not _is_named_by_server(run, author):
            raise InputProblem(
                f"The bundle names another key for {earlier.name} than the one known here. Nothing was imported. Ask "
                f"{earlier.name} in person whether their profile was made anew."
            )


def _is_named_by_server(run: Run, author: Person) -> bool:
    """Tell whether it is the key of another laptop of theirs."""
    named = "SELECT 1 FROM device_key WHERE person = ? AND key = ?"
    return run(named, (author.id, author.device_key)).fetchone() is not None


@dataclass(frozen=True, slots=True)
class Met:
    """An operation that was proved, and the one that is here under its identity."""

    operation: Operation
    standing: Operation | None = None
    is_overtaken: bool = False
    """Whether a copy of this store offered another content of the owner's own, never offered operation."""
    is_live: bool = False
    """Whether the content that is here was still being written."""


def meet(
    run: Run,
    operation: Operation,
    keys: KeyRing,
    pen: Pen,
    *,
    may_be_redacted: bool,
    received_at: datetime | None = None,
) -> Met:
    """Prove an operation and see whether it is known here; `received_at` is when the server got it."""
    row = run(_BY_ID, (operation.op_id,)).fetchone()
    if row is not None and operation_row(operation) == row[: len(row) - 2]:
        # Byte for byte what was proved when it came here.
        return Met(operation, operation)
    envelope = check_form(operation, may_be_redacted=may_be_redacted)
    _verify(operation, envelope, keys, received_at)
    if row is None:
        return Met(operation)
    *columns, frozen, sent_at = row
    standing = operation_from(columns)
    if standing.envelope() == envelope and standing.signature == operation.signature:
        return Met(operation, standing)
    if operation.author == pen.author and sent_at is None and _continues(operation, standing):
        return Met(operation, standing, is_overtaken=True, is_live=not frozen)
    raise _refused(operation, "another change is known here under the same identity")


def _continues(operation: Operation, standing: Operation) -> bool:
    """Tell whether the two are the same edit with other content, as unsent edits of one field are."""
    return (
        operation.kind == OperationKind.SET.value
        and replace(
            operation,
            client_time=standing.client_time,
            facts=standing.facts,
            body=standing.body,
            salt=standing.salt,
            commit=standing.commit,
            signature=standing.signature,
        )
        == standing
    )


def adopt(run: Run, met: Met) -> None:
    """Take the content that a copy of this store offered under the identity."""
    run(ADOPT, (*operation_row(met.operation)[10:], met.operation.op_id))


def write_again(run: Run, overtaken: Iterable[Met], pen: Pen) -> None:
    """Write what was still being written here as an edit of what the copy offered, so that no word is lost.

    Where the audit is closed by now it is a late entry, and the audit is shown as before.
    """
    transaction = Transaction(run, pen)
    closed: dict[AuditId, None] = {}
    for one in overtaken:
        if one.is_live and one.standing is not None:
            standing = one.standing
            change = Change(standing.stream, standing.path, standing.value, fact="v" in standing.facts)
            try:
                transaction.put(change)
            except (NotAllowed, NotFound):
                transaction.put_late(change)
                closed[standing.stream.audit] = None
    transaction.finish()
    for audit_id in closed:
        reproject(run, audit_id)


def _verify(operation: Operation, envelope: bytes, keys: KeyRing, received_at: datetime | None) -> None:
    good = keys.of(operation.author, received_at)
    if any(fits(key, operation.signature, envelope) for key in good):
        return
    ever = keys.of(operation.author, EVER)
    if any(fits(key, operation.signature, envelope) for key in ever):
        raise _refused(operation, "the laptop that signed it was locked out")
    raise _refused(operation, "its signature is not its author's" if ever else "its author is not named")


def _keep(run: Run, operations: Sequence[Operation], pen: Pen) -> None:
    """Add new operations to the log: frozen, the owner's own in the outbox, and others' to be asked after."""
    kept: set[OperationId] = set()
    for operation in operations:
        if operation.op_id in kept:
            raise _refused(operation, "it is there twice")
        pos = add(run, operation, pen)
        if operation.author == pen.author:
            run(INTO_OUTBOX, (pos, operation.stream.audit, moment_text(operation.client_time)))
        else:
            run(_TO_ASK, (pos,))
        kept.add(operation.op_id)


def add(run: Run, operation: Operation, pen: Pen) -> int:
    """Add a proved operation to the log, frozen; return its place. Raise InputProblem for a second beginning."""
    _refuse_second_beginning(run, operation)
    pos = run(ADD_OPERATION, (*operation_row(operation), 1, None)).lastrowid
    if operation.author == pen.author and operation.incarnation == counter_of(run).incarnation:
        # This store has written more than it remembers: it is an older copy of itself.
        run(_NEW_LIFE, (pen.new_id(),))
        outbox_rows.freeze_everything(run)
    return number(pos)


def _refuse_second_beginning(run: Run, operation: Operation) -> None:
    if operation.kind != OperationKind.CREATE.value:
        return
    if run(_CREATED, (operation.stream.audit,)).fetchone() is not None:
        raise _refused(operation, "the audit has another beginning here")


def _still_kept(run: Run, documents: Iterable[StoredDocument]) -> Iterator[StoredDocument]:
    """Yield the documents whose audits were not disposed of."""
    gone = disposed(run)
    return (one for one in documents if one.audit_id not in gone)


def _keep_document(run: Run, document: StoredDocument) -> bool:
    if document_rows.document_id(document.data) != document.id:
        raise InputProblem(
            f"The document {document.id[:12]} was changed on its way. Nothing was imported. Ask for the bundle again."
        )
    return document_rows.store(run, document)


def _refused(operation: Operation, reason: str) -> InputProblem:
    return InputProblem(
        f"The change {operation.op_id[:36]} cannot be imported: {reason}. Nothing was imported. Ask for the bundle "
        "again, and tell your QA team if this happens twice."
    )
