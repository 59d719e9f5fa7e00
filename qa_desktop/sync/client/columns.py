"""Turns operations into the arrays of a push, and rows of the server into people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeAlias, cast

from qa_desktop.domain.directory import DirectoryKind, DirectoryLine
from qa_desktop.domain.enrolment import Device
from qa_desktop.domain.exchange import Acquaintance
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Operation, canonical_json
from qa_desktop.domain.record import Person, Role
from qa_desktop.sync.client.binary import Value, big_integers, integers, integers_or_none, raw, raws, texts, uuids
from qa_desktop.sync.client.feed_rows import EPOCH, MILLISECOND

Cell: TypeAlias = object
"""What the driver gives back."""

NO_FACTS = canonical_json({})


def push_columns(operations: Sequence[Operation]) -> tuple[Value, ...]:
    """Return the arguments of `qa.push`: a dictionary of texts that repeat, then a column each.

    Raise ValueError where an operation cannot travel.
    """
    names: dict[str, int] = {}

    def named(text: str) -> int:
        return names.setdefault(text, len(names) + 1)

    columns = (
        uuids([one.op_id for one in operations]),
        integers([named(str(one.stream)) for one in operations]),
        integers([named(one.kind) for one in operations]),
        texts([one.path for one in operations]),
        uuids([one.base for one in operations]),
        integers(_once([named(one.author) for one in operations])),
        integers(_once([named(one.incarnation) for one in operations])),
        big_integers(_first_of_a_row([one.seq for one in operations])),
        integers(_once([one.schema for one in operations])),
        big_integers([(one.client_time - EPOCH) // MILLISECOND for one in operations]),
        raws([canonical_json(dict(one.facts)) if one.facts else NO_FACTS for one in operations], as_text=True),
        raw(b"".join([part for one in operations for part in (one.salt, one.body) if part])),
        integers(_once([len(one.salt) for one in operations])),
        integers_or_none([None if one.body is None else len(one.body) for one in operations]),
        raws([one.commit for one in operations]),
        raws([one.signature for one in operations]),
    )
    return (texts(list(names)), *columns)


def _once(column: list[int]) -> list[int]:
    """Return the one element that holds for all, where one does."""
    return column[:1] if column and column.count(column[0]) == len(column) else column


def _first_of_a_row(column: list[int]) -> list[int]:
    """Return the first of numbers of which each is one more than the one before, or all."""
    return column[:1] if column and column == list(range(column[0], column[0] + len(column))) else column


def line_from(row: tuple[Cell, ...]) -> DirectoryLine:
    """Return the line of a row of `qa.directory`, from its kind on; raise ValueError where it is none."""
    return DirectoryLine(
        DirectoryKind(str(row[0])), str(row[1]), cast("dict[str, object]", row[2]), cast("datetime", row[3])
    )


def acquaintance_from(row: tuple[Cell, ...]) -> Acquaintance:
    """Return the person of a row of `qa.people`."""
    keys = tuple(cast("list[bytes]", row[4] or []))
    person = Person(
        id=PersonId(str(row[0])),
        name=str(row[1]),
        role=Role(str(row[2])),
        team=str(row[3] or ""),
        device_key=keys[0] if keys else b"",
        certificate=cast("bytes", row[5] or b""),
        address=str(row[6] or ""),
    )
    ends = cast("list[datetime | None]", row[8] or [])
    return Acquaintance(person, keys, {key: end for key, end in zip(keys, ends, strict=True) if end is not None})


def device_from(row: tuple[Cell, ...]) -> Device:
    """Return the laptop of a row of `qa.devices`; its proof is not judged yet."""
    person = Person(
        id=PersonId(str(row[1] or "")),
        name=str(row[2]),
        role=Role(str(row[3])),
        team=str(row[4] or ""),
        device_key=cast("bytes", row[5]),
        certificate=cast("bytes", row[8] or b""),
        address=str(row[9] or ""),
    )
    return Device(
        login=str(row[0]),
        person=person,
        proof=cast("bytes", row[6] or b""),
        code_hash=cast("bytes", row[7] or b""),
        asked_at=cast("datetime", row[10]),
        approved_at=cast("datetime | None", row[11]),
        approved_by=str(row[12] or ""),
        revoked_at=cast("datetime | None", row[13]),
        is_own=bool(row[14]),
    )
