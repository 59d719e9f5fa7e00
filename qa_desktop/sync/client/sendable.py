"""Knows which operations the server's database cannot hold, so that one of them never stops the others."""

from __future__ import annotations

import re

from qa_desktop.domain.operation import Operation, canonical_json

_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LARGEST_SCHEMA = 2**31 - 1
LARGEST_SEQ = 2**63 - 1


def is_sendable(operation: Operation) -> bool:
    """Tell whether every text in clear can travel: no NUL, no lone surrogate, identities that are UUIDs."""
    if operation.schema > LARGEST_SCHEMA or operation.seq > LARGEST_SEQ:
        return False
    stream = operation.stream
    names = f"{stream.audit}{stream.name}{operation.kind}{operation.path}{operation.author}{operation.incarnation}"
    if not (is_identity(operation.op_id) and (operation.base is None or is_identity(operation.base))):
        return False
    try:
        names.encode("utf-8")
        facts = canonical_json(dict(operation.facts)).decode("utf-8") if operation.facts else ""
    except ValueError:
        return False
    return "\0" not in names and "\\u0000" not in facts


def is_identity(text: str) -> bool:
    """Tell whether a text is a UUID in its usual form."""
    return _UUID.fullmatch(text) is not None
