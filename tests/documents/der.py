"""Takes DER apart and puts it together again, rightly or in ways that DER forbids; for tests of the seal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

CONSTRUCTED = 0x20
Write = Callable[["Part"], bytes]


@dataclass
class Part:
    """One value: its tag and either its parts or its bytes."""

    tag: int
    content: bytes
    parts: list[Part] = field(default_factory=list)
    write: Write | None = None
    """How it is written instead of rightly."""

    @property
    def inner(self) -> bytes:
        return b"".join(map(written, self.parts)) if self.tag & CONSTRUCTED else self.content

    def every(self) -> Iterator[Part]:
        yield self
        for part in self.parts:
            yield from part.every()


def parsed(data: bytes) -> tuple[Part, bytes]:
    """Return the first value and the bytes after it."""
    tag, length, start = data[0], data[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start], "big")
    content = data[start : start + length]
    part = Part(tag, content)
    rest = content if tag & CONSTRUCTED else b""
    while rest:
        inner, rest = parsed(rest)
        part.parts.append(inner)
    return part, data[start + length :]


def written(part: Part) -> bytes:
    """Return the value as bytes."""
    return part.write(part) if part.write else rightly(part)


def rightly(part: Part) -> bytes:
    inner = part.inner
    size = len(inner)
    if size < 128:
        return bytes([part.tag, size]) + inner
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([part.tag, 0x80 | len(length)]) + length + inner


def with_a_long_length(part: Part) -> bytes:
    """Write the length in four bytes, as BER allows."""
    return bytes([part.tag, 0x84]) + len(part.inner).to_bytes(4, "big") + part.inner


def without_a_length(part: Part) -> bytes:
    """Write a value that ends where two zero bytes stand, as BER allows for what has parts."""
    return bytes([part.tag, 0x80]) + part.inner + b"\0\0"


def in_pieces(part: Part) -> bytes:
    """Write bytes in two pieces, as BER allows."""
    pieces = [Part(part.tag, part.content[:3]), Part(part.tag, part.content[3:])]
    return rightly(Part(part.tag | CONSTRUCTED, b"", pieces))
