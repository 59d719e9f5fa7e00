"""Lets the profile of a second laptop become the person whom the server knows, as long as nobody else saw its own."""

from __future__ import annotations

from dataclasses import replace

from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.domain.operation import Stream
from qa_desktop.errors import NotAllowed
from qa_desktop.models.identity import has_pin
from qa_desktop.models.projecting import reproject
from qa_desktop.models.reading import setting
from qa_desktop.models.rows import OPERATION_COLUMNS, data, operation_from, text
from qa_desktop.models.statement import Run, the_one
from qa_desktop.models.statements import COUNT_WRITE
from qa_desktop.models.writing import Signer

_TO_TAKE = "identity_to_take"
# What was offered, signed or received is known to others under the identity that it carries.
_SEEN = (
    "SELECT EXISTS (SELECT 1 FROM operation WHERE frozen = 1 OR sent_at IS NOT NULL "
    "OR author <> (SELECT owner FROM device)) OR EXISTS (SELECT 1 FROM sync_position) "
    "OR EXISTS (SELECT 1 FROM setting WHERE name = 'sync_epoch' AND value <> '')"
)
_ALL = f"SELECT {OPERATION_COLUMNS}, pos FROM operation ORDER BY pos"  # noqa: S608 - constants of ours
_WRITE = "UPDATE operation SET author = ?, stream = ?, signature = ? WHERE pos = ?"
_SAME_PERSON = (
    "INSERT INTO person SELECT ?1, name, role, team, device_key, certificate, address FROM person "
    "WHERE id = (SELECT owner FROM device)"
)
_CREATED_BY = "UPDATE audit SET created_by = ? WHERE created_by = ?"
PIN_FIRST = (
    "The PIN of this profile belongs to its identity until now. Remove the PIN in the settings, enter the code again, "
    "and set the PIN anew afterwards."
)


def ask(run: Run, identity: PersonId) -> bool:
    """Note the identity for the next opening; False where this profile's own was seen by others."""
    if _was_seen(run, identity):
        return False
    if has_pin(data(the_one(run("SELECT data FROM own_key WHERE name = 'sealing'"))[0])):
        raise NotAllowed(PIN_FIRST)
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_TO_TAKE, identity))
    return True


def take(run: Run, signer: Signer) -> bool:
    """Take over the identity that was noted; tell whether one was. Nobody may be writing meanwhile."""
    identity = PersonId(setting(run, _TO_TAKE))
    if not identity:
        return False
    run("DELETE FROM setting WHERE name = ?", (_TO_TAKE,))
    if _was_seen(run, identity):
        return False
    own = PersonId(text(the_one(run("SELECT owner FROM device"))[0]))
    run(_SAME_PERSON, (identity,))
    run("UPDATE device SET owner = ?", (identity,))
    run("DELETE FROM person WHERE id = ?", (own,))
    run(_CREATED_BY, (identity, own))
    audits: dict[AuditId, None] = {}
    for row in list(run(_ALL)):
        operation = operation_from(row)
        stream = operation.stream
        if stream.is_private:
            stream = Stream(stream.audit, f"private:{identity}")
        mine = replace(operation, author=identity, stream=stream, signature=b"")
        run(_WRITE, (identity, stream.name, signer.sign(mine.envelope()), row[-1]))
        audits[stream.audit] = None
    for audit in audits:
        reproject(run, audit)
    run(COUNT_WRITE)
    return True


def _was_seen(run: Run, identity: PersonId) -> bool:
    (seen,) = the_one(run(_SEEN))
    return bool(seen) or run("SELECT 1 FROM person WHERE id = ?", (identity,)).fetchone() is not None
