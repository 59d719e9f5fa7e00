"""How it is kept that a person left a check before signing as it is: never a word of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TYPE_CHECKING

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value

if TYPE_CHECKING:
    from qa_desktop.domain.audit import Audit

GROUP = "check"
"""The group of the fields that keep what a person decided."""


class CheckKind(Enum):
    """What a check looks for."""

    NO_EVIDENCE = "no_evidence"
    NO_REASON = "no_reason"
    OUTSIDE_PERIOD = "outside_period"
    NO_ACTION = "no_action"
    NOT_SMART = "not_smart"
    NHS_NUMBER = "nhs_number"
    BIRTH_DATE = "date_of_birth"
    POSTCODE = "postcode"
    PHONE = "phone_number"
    EMAIL = "email_address"
    WATCHED_NAME = "watched_name"


_KINDS = tuple(kind.value for kind in CheckKind)


def decision_path(path: str, kind: CheckKind) -> str:
    """Return where it is kept that a check of this kind was left as it is at a field.

    The value names the operation that had written the field by then: once it is written anew, nothing is decided.
    """
    return f"{GROUP}/{path}/{kind.value}"


def check_decision(parsed: paths.Path, value: Value) -> str | None:
    """Return what is wrong with a decision as it is recorded; None where nothing is."""
    if parsed.field not in {kind.value for kind in CheckKind}:
        return f"“{parsed.field}” is no check before signing"
    return None if isinstance(value, str) else "name the change of the field that was looked at"


def fallen_decisions(audit: Audit, written: Mapping[str, Value]) -> dict[str, Value]:
    """Return the decisions that fall away because what they were about is written anew, as fields to clear."""
    return {
        kept: None
        for path, value in written.items()
        if not path.startswith(f"{GROUP}/") and audit.value(path) != value
        for kind in _KINDS
        if audit.value(kept := f"{GROUP}/{path}/{kind}") is not None
    }
