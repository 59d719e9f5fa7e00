"""Tells whose orders count: those of people who are or were in a role that may give them, however they came."""

from __future__ import annotations

from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.retention import MAY_ORDER
from qa_desktop.models.rows import text
from qa_desktop.models.statement import Run

JUDGED = (
    "NOT EXISTS (SELECT 1 FROM refused WHERE refused.pos = operation.pos) AND (NOT EXISTS (SELECT 1 FROM outbox "
    "WHERE outbox.pos = operation.pos) OR NOT EXISTS (SELECT 1 FROM setting WHERE name = 'sync_epoch'))"
)
"""Orders that count: where there is a server it judges them first, for it may know of a hold that has not come here."""
CARRIED_OUT = "EXISTS (SELECT 1 FROM received WHERE received.op_id = operation.op_id)"
"""Orders that have their place on the server: it takes none while a hold stands, so what two of them name is gone.

A hold that came later cannot bring it back, and would only keep the copies of those laptops that heard of it late.
"""
_TOLD = "SELECT role FROM directory_person WHERE person = ?"
_MET = "SELECT role FROM person WHERE id = ?"


def may_order(run: Run, person: PersonId) -> bool:
    """Tell whether somebody is or was in a role that may order, as the server says; else as they were met.

    The server judges this too. It is asked again here because a file may bring the orders.
    """
    told = [text(row[0]) for row in run(_TOLD, (person,))] or [text(row[0]) for row in run(_MET, (person,))]
    return any(role in MAY_ORDER for role in told)
