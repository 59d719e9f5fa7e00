"""Takes back what a laptop signed after it was locked out: out of the log, aside, and never lost."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from qa_desktop.domain.exchange import Acquaintance
from qa_desktop.domain.ids import AuditId, PersonId
from qa_desktop.models import sync_rows
from qa_desktop.models.projecting import reproject
from qa_desktop.models.reading import setting
from qa_desktop.models.rows import OPERATION_COLUMNS, moment_text, operation_from, text
from qa_desktop.models.statement import Run
from qa_desktop.models.statements import COUNT_WRITE
from qa_desktop.models.sync_leaving import forget_unbegun
from qa_desktop.signatures import fits

logger = logging.getLogger(__name__)

_KEYS_VERSION = "sync_keys"
_STANDING = "sync_standing"
_O_COLUMNS = ", ".join(f"o.{column.strip()}" for column in OPERATION_COLUMNS.split(","))
_SINCE = (
    f"SELECT {_O_COLUMNS}, o.pos FROM received r JOIN operation o ON o.op_id = r.op_id "  # noqa: S608 - constants of ours
    "WHERE o.author = ? AND r.received_at >= ?"
)
_ASIDE = (
    f"INSERT OR REPLACE INTO held ({OPERATION_COLUMNS}, rev, head, relayer, received_at, reason) "  # noqa: S608 - as above
    f"SELECT {_O_COLUMNS}, r.rev, r.head, r.relayer, r.received_at, 'unproved' "
    "FROM operation o JOIN received r ON r.op_id = o.op_id WHERE o.pos = ?"
)
_OUT_OF_THE_LOG = (
    "DELETE FROM handed WHERE pos = ?",
    "DELETE FROM quarantined WHERE pos = ?",
    "DELETE FROM to_ask WHERE pos = ?",
    "DELETE FROM outbox WHERE pos = ?",
    "DELETE FROM refused WHERE pos = ?",
    "DELETE FROM operation WHERE pos = ?",
)
_KNOWN = "SELECT id FROM person UNION SELECT person FROM device_key"
_REVOKED_BEFORE = "SELECT 1 FROM device_key WHERE person = ? AND key = ? AND revoked_at IS NOT NULL"
_OWN_KEY = "SELECT device_key FROM person WHERE id = (SELECT owner FROM device)"


def meet(run: Run, people: Sequence[Acquaintance]) -> None:
    """Remember people and their keys, and go by what is new of their revocations."""
    news = [
        (one, key)
        for one in people
        for key in one.revoked
        if run(_REVOKED_BEFORE, (one.person.id, key)).fetchone() is None
    ]
    sync_rows.meet(run, people)
    for one, key in news:
        _disbelieve(run, one, key)


def known_people(run: Run) -> tuple[PersonId, ...]:
    """Return everybody whose keys are known here."""
    return tuple(PersonId(text(row[0])) for row in run(_KNOWN))


def keys_version(run: Run) -> str:
    """Return which version of everybody's keys is known here."""
    return setting(run, _KEYS_VERSION)


def note_keys_version(run: Run, version: str) -> None:
    """Note that the keys of this version are known."""
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_KEYS_VERSION, version))


def note_standing(run: Run, standing: str) -> None:
    """Note how the server says that this laptop stands."""
    run("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (_STANDING, standing))


def standing(run: Run) -> str:
    """Return how this laptop stood when the server said so last."""
    return setting(run, _STANDING)


def _disbelieve(run: Run, one: Acquaintance, key: bytes) -> None:
    own = run(_OWN_KEY).fetchone()
    if own is not None and own[0] == key:
        return  # What was written on this very laptop stays here, whatever others believe.
    touched: dict[AuditId, None] = {}
    for row in list(run(_SINCE, (one.person.id, moment_text(one.revoked[key])))):
        operation = operation_from(row)
        if not fits(key, operation.signature, operation.envelope()):
            continue
        logger.warning("operation %s was signed by a laptop after it was locked out", operation.op_id)
        run(_ASIDE, (row[-1],))
        for statement in _OUT_OF_THE_LOG:
            run(statement, (row[-1],))
        touched[operation.stream.audit] = None
    for audit_id in touched:
        if not forget_unbegun(run, audit_id):
            reproject(run, audit_id)
            run("INSERT INTO to_summarise (audit) VALUES (?) ON CONFLICT DO NOTHING", (audit_id,))
    run(COUNT_WRITE)
