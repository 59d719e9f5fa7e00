"""What takes an operation out of the log takes it out of every table that points at it; no new table is missed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from qa_desktop.models import disposing, sync_leaving, sync_trust
from qa_desktop.models.tables import metadata

POINTING = sorted(
    table.name
    for table in metadata.tables.values()
    for key in table.foreign_keys
    if key.column.table.name == "operation"
)
KEPT_WHILE_UNSENT = frozenset({"outbox", "refused", "quarantined"})
"""A stream is only left once none of its operations is in the first two; what waits on the server stays in the log."""


def emptied(statements: Iterable[str]) -> set[str]:
    """Return the tables from which statements delete."""
    return {statement.split()[2] for statement in statements if statement.startswith("DELETE FROM")}


@pytest.mark.parametrize("table", POINTING)
def test_an_operation_that_is_no_longer_believed_leaves_the_table(table: str) -> None:
    assert table in emptied(sync_trust._OUT_OF_THE_LOG)


@pytest.mark.parametrize("table", [one for one in POINTING if one not in KEPT_WHILE_UNSENT])
def test_a_stream_that_is_left_leaves_the_table(table: str) -> None:
    assert table in emptied(sync_leaving._OF_STREAM)


@pytest.mark.parametrize("table", POINTING)
def test_an_audit_that_is_disposed_of_leaves_the_table(table: str) -> None:
    assert table in disposing._BY_PLACE
