"""Knows which operations the server's database cannot hold, so that one of them never stops the others."""

from __future__ import annotations

from uuid import UUID

from qa_desktop.domain.operation import Operation, canonical_json


def is_sendable(operation: Operation) -> bool:
    """Tell whether every text in clear can travel: no NUL, no lone surrogate, identities that are UUIDs."""
    names = (
        *(str(operation.stream), operation.kind, operation.path, operation.author, operation.incarnation),
        *(operation.facts),
    )
    try:
        facts = canonical_json(dict(operation.facts)).decode("utf-8")
        for name in names:
            name.encode("utf-8")
    except ValueError:
        return False
    if not all(is_identity(one) for one in (operation.op_id, operation.base) if one is not None):
        return False
    return "\\u0000" not in facts and not any("\0" in name for name in names)


def is_identity(text: str) -> bool:
    """Tell whether a text is a UUID in its usual form."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
