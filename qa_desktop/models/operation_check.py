"""Checks the form of an operation that comes from outside, before anything of it is believed."""

from __future__ import annotations

from qa_desktop.domain.operation import Operation, commitment
from qa_desktop.domain.projection import is_known
from qa_desktop.errors import InputProblem

LONGEST_IDENTITY = 64
LONGEST_PATH = 512
LONGEST_ENVELOPE = 256 * 1024
SALT_LENGTHS = range(16, 65)
LARGEST_NUMBER = 2**62


def check_form(operation: Operation, *, may_be_redacted: bool = False) -> bytes:
    """Return the envelope of a well-formed operation; raise InputProblem for any other."""
    try:
        _check(operation)
        if not (may_be_redacted and operation.is_redacted):
            _check_body(operation)
        return _envelope(operation)
    except (ValueError, TypeError, RecursionError) as error:
        reason = str(error) if type(error) is ValueError else "it is not written as a change is"
        raise InputProblem(
            f"A change in the bundle cannot be imported: {reason}. Nothing was imported. Ask for the bundle again."
        ) from error


def _envelope(operation: Operation) -> bytes:
    envelope = operation.envelope()
    if len(envelope) > LONGEST_ENVELOPE:
        raise ValueError("it says too much in clear")
    return envelope


def _check(operation: Operation) -> None:
    stream = operation.stream
    base = operation.op_id if operation.base is None else operation.base
    names = (operation.op_id, stream.audit, operation.kind, operation.author, operation.incarnation, base)
    if not all(names) or len(max(names, key=len)) > LONGEST_IDENTITY:
        raise ValueError("a name in it is missing or too long")
    if len(operation.path) > LONGEST_PATH or len(stream.name) > 2 * LONGEST_IDENTITY:
        raise ValueError("a name in it is missing or too long")
    "".join((*names, operation.path, stream.name)).encode("utf-8")
    if not stream.name or "/" in stream.audit:
        raise ValueError("its stream is none")
    if operation.stream.is_private:
        raise ValueError("it holds somebody's private notes, which never leave their laptop")
    if operation.base == operation.op_id:
        raise ValueError("it replaces itself")
    if not (0 < operation.seq < LARGEST_NUMBER and 0 < operation.schema < LARGEST_NUMBER):
        raise ValueError("its number is none")
    if operation.client_time.tzinfo is None:
        raise ValueError("its time says no time zone")


def _check_body(operation: Operation) -> None:
    """A body that is missing or another one is refused: only the server deletes words, with their salt."""
    if len(operation.salt) not in SALT_LENGTHS or commitment(operation.salt, operation.body) != operation.commit:
        raise ValueError("its words were changed or left out on the way")
    if operation.body is not None and is_known(operation):
        operation.unpacked()
