"""The secret from which pseudonyms are made: one for all QA officers, so that a case has one pseudonym with each."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.domain.operation import Change, Operation
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.projection import head, is_known

PATH = "exports/secret"


def keep_secret_change(secret: bytes) -> Change:
    """Return the change that keeps the secret where QA officers alone read it."""
    return Change(DESK, PATH, secret.hex())


def kept_secret(desk: Iterable[Operation]) -> bytes | None:
    """Return the secret that stands; None where no officer has made one."""
    standing = head([one for one in desk if one.path == PATH and is_known(one)])
    return bytes.fromhex(standing.value) if standing is not None and isinstance(standing.value, str) else None
