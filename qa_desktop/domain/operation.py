"""The operation: every change as a signed, committed envelope that undo, history, conflicts and sync all read."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from json.encoder import encode_basestring as _quoted

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.wording import DICTIONARIES, NEWEST
from qa_desktop.overriding import override

ENVELOPE_SCHEMA = 1
"""The version of the envelope below. Stored operations are never rewritten."""

BODY_LIMIT = 8 * 1024 * 1024
"""An operation's body never unpacks to more than this many bytes."""

_ENCODE = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode

Value = str | int | float | bool | None | tuple[str, ...]
"""What a field of an audit may hold. Dates are ISO text, moments ISO text in UTC. None clears the field."""


HEADER_BYTES = 6
DEFLATE = 8
NAMES_A_DICTIONARY = 0x20
"""How a packed body says with what it was packed: RFC 1950, CM, FLG.FDICT and DICTID."""


class OperationKind(Enum):
    """What an operation does. A kind that this version does not know makes the audit read-only here."""

    CREATE = "create"
    SET = "set"
    SIGN = "sign"
    DOCUMENT = "document"
    RESOLVE = "resolve"
    REDACT = "redact"
    REVEAL = "reveal"
    DISPOSE = "dispose"
    GRANT = "grant"
    WITHDRAW = "withdraw"
    SETTLE = "settle"
    HOLD = "hold"
    RELEASE = "release"
    GO_ON = "go_on"
    """The audit goes on with a newer version of its tool (ADR 18)."""


SETTLES = "settles"
"""The fact of a `resolve` operation that names every head of the field that it settles."""

VALUE_KINDS = frozenset({OperationKind.SET.value, OperationKind.RESOLVE.value})
"""The kinds that give a field its value."""


@dataclass(frozen=True, slots=True, order=True)
class Stream:
    """The unit of visibility and order: a part of one audit.

    `name` is record, lead, peer, private:<person>, moderation or restricted.
    """

    audit: AuditId
    name: str = "record"

    @override
    def __str__(self) -> str:
        return f"{self.audit}/{self.name}"

    @classmethod
    def parse(cls, text: str) -> Stream:
        """Read a stream from its text form; raise ValueError where it is none."""
        audit, separator, name = text.partition("/")
        if not (audit and separator and name):
            raise ValueError(f"{text!r} is no stream")
        return cls(AuditId(audit), name)

    @property
    def is_private(self) -> bool:
        """Whether the stream never leaves its owner (preparation, jotter, self-checks)."""
        return self.name.startswith("private:")


@dataclass(frozen=True, slots=True)
class Change:
    """What a person did, before it becomes an operation.

    `fact` says whether the value is a code, date, number or truth that may stand in clear; free text never is.
    """

    stream: Stream
    path: str
    value: Value
    fact: bool = False
    kind: OperationKind = OperationKind.SET
    facts: Mapping[str, Value] | None = None
    """Further small typed values in clear."""
    words: Mapping[str, Value] | None = None
    """Further values that are never in clear, beside the value itself."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One signed change.

    The signature covers everything but `salt` and `body`; both are bound by `commit`, so that they can be deleted
    (redaction) while signature and chain still verify.
    """

    op_id: OperationId
    stream: Stream
    kind: str
    path: str
    base: OperationId | None
    author: PersonId
    incarnation: str
    seq: int
    schema: int
    client_time: datetime
    facts: Mapping[str, Value]
    body: bytes | None
    salt: bytes
    commit: bytes
    signature: bytes = b""
    _unpacked: Mapping[str, Value] | None = field(default=None, init=False, repr=False, compare=False)
    """What the body holds, once somebody asked: checking an operation and showing it ask both."""

    def envelope(self) -> bytes:
        """Return the canonical bytes that the author's device key signs.

        Put together by hand, since every operation that arrives needs it: exactly what `canonical_json` makes of them.
        """
        at = self.client_time.astimezone(UTC).isoformat(timespec="milliseconds")
        facts = _ENCODE(dict(self.facts)) if self.facts else "{}"
        text = (
            f'{{"author":{_quoted(self.author)},"base":{"null" if self.base is None else _quoted(self.base)},'
            f'"client_time":"{at}","commit":"{self.commit.hex()}","facts":{facts},'
            f'"incarnation":{_quoted(self.incarnation)},"kind":{_quoted(self.kind)},"op_id":{_quoted(self.op_id)},'
            f'"path":{_quoted(self.path)},"schema":{self.schema},"seq":{self.seq},"stream":{_quoted(str(self.stream))}}}'
        )
        return text.encode("utf-8", "surrogatepass")

    def complete(self, signature: bytes) -> None:
        """Take the signature over what was just put together and nobody holds yet."""
        object.__setattr__(self, "signature", signature)

    def digest(self) -> bytes:
        """Return the SHA-256 over envelope and signature: what chains and signatures name."""
        return hashlib.sha256(self.envelope() + self.signature).digest()

    @property
    def value(self) -> Value:
        """The value that a `set` carries, from the facts or from the body.

        None after a redaction, and where only a newer version can unpack it.
        """
        if "v" in self.facts:
            return self.facts["v"]
        return self.unpacked().get("v") if can_unpack(self.body) else None

    def unpacked(self) -> Mapping[str, Value]:
        """Return the values of the body; raise ValueError where it is none, or only a newer version can unpack it."""
        if self._unpacked is None:
            object.__setattr__(self, "_unpacked", unpack_body(self.body))
        return self._unpacked or {}

    @property
    def replaces(self) -> frozenset[OperationId]:
        """The operations of its field that this one was written on top of: its base, and what it settles."""
        settled = self.facts.get(SETTLES) if self.kind == OperationKind.RESOLVE.value else None
        named = settled if isinstance(settled, tuple) else ()
        return frozenset({OperationId(one) for one in named} | ({self.base} if self.base is not None else set()))

    @property
    def is_redacted(self) -> bool:
        """Whether salt and body were deleted for good; signature and chain still verify."""
        return self.body is None and not self.salt

    @property
    def body_is_intact(self) -> bool:
        """Whether the body is the one committed to; a redacted operation has none and is intact."""
        return self.body is None or commitment(self.salt, self.body) == self.commit


def canonical_json(value: object) -> bytes:
    """Return JSON with sorted keys, no spaces and no escapes beyond JSON's own, as UTF-8."""
    return _ENCODE(value).encode("utf-8", "surrogatepass")


def pack_body(values: Mapping[str, Value]) -> bytes:
    """Return the compressed body of an operation."""
    packer = zlib.compressobj(zdict=NEWEST)
    return packer.compress(canonical_json(dict(values))) + packer.flush()


def can_unpack(body: bytes | None) -> bool:
    """Tell whether this version has what the body was packed with; a damaged body is another matter."""
    return body is None or _dictionary_of(body) is not None


def unpack_body(body: bytes | None) -> dict[str, Value]:
    """Return the values of a body; empty where there is none. Raise ValueError on one that is no body."""
    if body is None:
        return {}
    dictionary = _dictionary_of(body)
    if dictionary is None:
        raise ValueError("the body is packed in a way that only a newer version knows")
    unpacker = zlib.decompressobj(zdict=dictionary)
    try:
        data = unpacker.decompress(body, BODY_LIMIT)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError("the body is larger than an operation may be, or cut off")
        loaded = json.loads(data.decode("utf-8", "surrogatepass"))
    except zlib.error as error:
        raise ValueError("the body does not unpack") from error
    if not isinstance(loaded, dict):
        raise ValueError("the body holds no values")  # noqa: TRY004 - one kind of error for a damaged body
    return {str(key): as_value(value) for key, value in loaded.items()}


def _dictionary_of(body: bytes) -> bytes | None:
    """Return the dictionary that the header of the body names, empty for none; None where it is not known here."""
    is_header = len(body) >= HEADER_BYTES and body[0] & 0x0F == DEFLATE and not int.from_bytes(body[:2], "big") % 31
    if not (is_header and body[1] & NAMES_A_DICTIONARY):
        return b""
    return DICTIONARIES.get(int.from_bytes(body[2:HEADER_BYTES], "big"))


def as_value(raw: object) -> Value:
    """Return a field value from parsed JSON; raise ValueError for anything that no field can hold."""
    if raw is None or isinstance(raw, str | int | float | bool):
        return raw
    if isinstance(raw, list | tuple) and all(isinstance(one, str) for one in raw):
        return tuple(raw)
    raise ValueError("a field holds text, a number, a truth or a list of texts")


def commitment(salt: bytes, body: bytes | None) -> bytes:
    """Return H(salt, body), so that salt and body can be deleted and the chain still verifies."""
    return hashlib.sha256(salt + (body or b"")).digest()


def chain_head(operations: Iterable[Operation], start: bytes = b"") -> bytes:
    """Return the head of the hash chain over the operations in the order given; `start` is an earlier head."""
    head = start
    for operation in operations:
        head = hashlib.sha256(head + operation.digest()).digest()
    return head
