"""Keeps what was handed over as a file: until the server confirms it, somebody's receipt is only their word."""

from __future__ import annotations

import hmac
from collections.abc import Collection

from qa_desktop.domain.handover import Confirmed, HandedOver, Handover, Receipt, Standing
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Operation, OperationKind
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem
from qa_desktop.models.rows import (
    OPERATION_COLUMNS,
    data,
    moment,
    moment_text,
    number,
    operation_from,
    shown,
    text,
)
from qa_desktop.models.statement import Run

_COLUMNS = "id, token, recipient, name, made_at, confirmed_at, confirmed_by"
_BY_ID = f"SELECT {_COLUMNS} FROM handover WHERE id = ?"  # noqa: S608 - constants of ours
_LATEST = f"SELECT {_COLUMNS} FROM handover ORDER BY made_at DESC, id DESC LIMIT ?"  # noqa: S608 - as above
_NAME_OF = "SELECT name FROM person WHERE address = ? ORDER BY id LIMIT 1"
_NOTE = f"INSERT INTO handover ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, NULL, '')"  # noqa: S608 - as above
_AUDITS = "SELECT audit FROM handover_audit WHERE handover = ? ORDER BY audit"
_OPERATION = f"SELECT {OPERATION_COLUMNS}, pos FROM operation WHERE op_id = ?"  # noqa: S608 - as above
_OUT = "DELETE FROM outbox WHERE pos = ?"
_ASK = "INSERT INTO to_ask (pos) VALUES (?) ON CONFLICT DO NOTHING"
_HAND = "INSERT OR REPLACE INTO handed (pos, handover) VALUES (?, ?)"
_HANDED = "SELECT count(*), max(h.confirmed_at) FROM handed d JOIN handover h ON h.id = d.handover"
_LAST_CONFIRMED = (
    "SELECT h.confirmed_by FROM handed d JOIN handover h ON h.id = d.handover ORDER BY h.confirmed_at DESC LIMIT 1"
)


def note(run: Run, handover: Handover) -> None:
    """Remember a bundle that is about to be written."""
    row = run(_NAME_OF, (handover.recipient,)).fetchone()
    name = handover.name or ("" if row is None else text(row[0]))
    moment_of = moment_text(handover.made_at)
    run(_NOTE, (handover.id, handover.token, handover.recipient, shown(name), moment_of))
    for audit_id in handover.audits:
        run("INSERT INTO handover_audit (handover, audit) VALUES (?, ?)", (handover.id, audit_id))


def forget(run: Run, handover_id: str) -> None:
    """Forget a bundle that could not be written."""
    run("DELETE FROM handover_audit WHERE handover = ?", (handover_id,))
    run("DELETE FROM handover WHERE id = ?", (handover_id,))


def latest(run: Run, most: int) -> tuple[Handover, ...]:
    """Return the latest bundles that were made here, newest first."""
    return tuple(_handover(run, row) for row in list(run(_LATEST, (most,))))


def by_id(run: Run, handover_id: str) -> Handover | None:
    """Return a bundle that was made here."""
    row = run(_BY_ID, (handover_id,)).fetchone()
    return None if row is None else _handover(run, row)


def standing(run: Run, person: Person) -> Standing:
    """Return what is known here of a person and their key."""
    confirmed = "SELECT 1 FROM device_key WHERE person = ? AND key = ?"
    if run(confirmed, (person.id, person.device_key)).fetchone() is not None:
        return Standing.CONFIRMED
    row = run("SELECT device_key FROM person WHERE id = ?", (person.id,)).fetchone()
    if row is None:
        return Standing.STRANGER
    return Standing.KNOWN if data(row[0]) == person.device_key else Standing.OTHER_KEY


def confirm(run: Run, receipt: Receipt, at: str) -> Confirmed:
    """Take what the receipt names, unchanged, out of the outbox, and ask the server after it whenever there is one."""
    handover = by_id(run, receipt.handover)
    if handover is None or not hmac.compare_digest(handover.token, receipt.token):
        raise InputProblem("This receipt is for a bundle that was not made on this laptop. Nothing was changed.")
    if receipt.sender.address != handover.recipient:
        raise InputProblem(
            "This receipt comes from somebody else than the person for whom the bundle was made. Nothing was changed."
        )
    if handover.confirmed_at is not None:
        return Confirmed(handover, 0, is_news=False)
    changes = sum(_is_marked(run, receipt, op_id, digest, handover) for op_id, digest in receipt.operations)
    statement = "UPDATE handover SET confirmed_at = ?, confirmed_by = ? WHERE id = ?"
    run(statement, (at, shown(receipt.sender.name), handover.id))
    return Confirmed(by_id(run, handover.id) or handover, changes)


def _is_marked(run: Run, receipt: Receipt, op_id: OperationId, digest: bytes, handover: Handover) -> bool:
    """Mark one operation as handed over; only where it waits here as it is there, with the document that it names."""
    row = run(_OPERATION, (op_id,)).fetchone()
    if row is None:
        return False
    operation, pos = operation_from(row), number(row[-1])
    if (
        operation.stream.audit not in handover.audits
        or operation.digest() != digest
        or not _is_whole(operation, receipt)
    ):
        return False
    if not run(_OUT, (pos,)).rowcount:
        return False
    run(_ASK, (pos,))
    run(_HAND, (pos, handover.id))
    return True


def _is_whole(operation: Operation, receipt: Receipt) -> bool:
    return operation.kind != OperationKind.DOCUMENT.value or operation.facts.get("document") in receipt.documents


def handed_over(run: Run) -> HandedOver | None:
    """Return what is safe with somebody by file and not known to be on the server."""
    count, at = next(iter(run(_HANDED)))
    if not number(count):
        return None
    by = next(iter(run(_LAST_CONFIRMED)))
    return HandedOver(number(count), moment(at), text(by[0]))


def held_here(run: Run, op_ids: Collection[OperationId]) -> tuple[tuple[OperationId, bytes], ...]:
    """Return those of the operations that are in the log here, with their digests."""
    rows = (run(_OPERATION, (op_id,)).fetchone() for op_id in op_ids)
    return tuple((one.op_id, one.digest()) for one in (operation_from(row) for row in rows if row is not None))


def _handover(run: Run, row: tuple[str | int | bytes | None, ...]) -> Handover:
    return Handover(
        id=text(row[0]),
        token=data(row[1]),
        recipient=text(row[2]),
        name=text(row[3]),
        made_at=moment(row[4]),
        audits=tuple(AuditId(text(one[0])) for one in run(_AUDITS, (text(row[0]),))),
        confirmed_at=None if row[5] is None else moment(row[5]),
        confirmed_by=text(row[6]),
    )
