"""What may still be written once an audit is signed: everything else needs an amendment."""

from __future__ import annotations

from collections.abc import Iterable

from qa_desktop.domain.note import SignatureState
from qa_desktop.domain.operation import Operation, OperationKind, Stream, Value
from qa_desktop.domain.paths import Path

COVERED = "covers"
"""The fact of a `sign` operation that names, for every writing device, the last operation that it covers."""

SIGN = OperationKind.SIGN.value

LATER_GROUPS = frozenset({"filing", "followup", "comment", "concern", "call", "tell", "theme"})
"""Filing steps, the supervision half of the plan, what the practitioner says afterwards (PRACTICE P-06, P-10), whom
it was told to with their comment (R-082, P-43), a safety concern with its calls, which nothing holds up (P-30), and
what others who read the audit tag in it (P-34)."""

LATER_FIELDS = frozenset(
    {
        ("action", "done"),
        ("disagreement", "advice"),
        ("disagreement", "advice_on"),
        ("disagreement", "advice_owner"),
        ("disagreement", "outcome"),
    }
)
"""Progress of an action, and what the QA team advises on a disagreement (PRACTICE P-06)."""

SIGNED_STREAMS = frozenset({"record", "lead", "peer"})
"""The streams that a signature closes; moderation, restricted and private ones stay open."""

_FINAL_STATES = frozenset(
    {SignatureState.SIGNED.value, SignatureState.DECLINED.value, SignatureState.ABSENT.value},
)


def may_follow(stream: Stream, path: str, closed_roles: frozenset[str]) -> bool:
    """Tell whether a field may be set after signing; `closed_roles` are the signatories who were done by then."""
    if stream.name not in SIGNED_STREAMS:
        return True
    parsed = Path.parse(path)
    if parsed.group == "signature":
        return parsed.key not in closed_roles
    return parsed.group in LATER_GROUPS or (parsed.group, parsed.field) in LATER_FIELDS


def closed_roles(signature_states: Iterable[tuple[str, Value]]) -> frozenset[str]:
    """Return the roles whose line had ended when the audit was signed, from (path, value) of signature fields.

    A role that was to sign later, or of which nothing was said, stays open.
    """
    found = ((Path.parse(path), value) for path, value in signature_states)
    return frozenset(path.key for path, value in found if path.field == "state" and value in _FINAL_STATES)


def coverage(devices: Iterable[tuple[str, str, int]]) -> tuple[str, ...]:
    """Return what a signature made now covers, from (author, incarnation, last seq) of every device that wrote."""
    return tuple(sorted(f"{author}|{incarnation}|{seq}" for author, incarnation, seq in devices))


class Coverage:
    """Answers whether an operation was there when the audit was signed. Order of arrival plays no part."""

    def __init__(self, signs: Iterable[Operation]) -> None:
        self._last: dict[tuple[str, str], int] = {}
        for sign in signs:
            self._note((sign.author, sign.incarnation), sign.seq)
            named = sign.facts.get(COVERED)
            for entry in named if isinstance(named, tuple) else ():
                author, _, rest = entry.partition("|")
                incarnation, _, seq = rest.partition("|")
                if seq.isdecimal():
                    self._note((author, incarnation), int(seq))

    def _note(self, device: tuple[str, str], seq: int) -> None:
        self._last[device] = max(seq, self._last.get(device, 0))

    def covers(self, operation: Operation) -> bool:
        """Tell whether a signature covers the operation."""
        return operation.seq <= self._last.get((operation.author, operation.incarnation), 0)


def is_sign(operation: Operation) -> bool:
    """Tell whether the operation signs an audit."""
    return operation.kind == SIGN
