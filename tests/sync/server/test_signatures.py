"""A laptop proves by libsodium, the server by its own SQL: both say the same, also of what no honest key signs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import psycopg
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from qa_desktop.signatures import fits
from tests.sync.curve import ORDER, P, Point, base, challenge, eighth, plus, times, written
from tests.sync.server.laptops import Server

SECRET, NONCE = 123456789123456789, 987654321987654321
MESSAGE = b"an envelope"
Vector = tuple[bytes, bytes, bytes]
"""Key, signature and message."""


def signed(key: Point, r: Point, *, more: int = 0, message: bytes = MESSAGE) -> Vector:
    """Sign as the key's owner would, whatever was added to key and r; `more` is added to the number behind r."""
    key_bytes, r_bytes = written(key), written(r)
    number = (NONCE + challenge(r_bytes, key_bytes, message) * SECRET) % ORDER + more
    return key_bytes, r_bytes + number.to_bytes(32, "little"), message


def honest() -> Vector:
    return signed(times(SECRET, base()), times(NONCE, base()))


def on_server(server: Server, vectors: Sequence[Vector]) -> list[bool]:
    keys, signatures, messages = zip(*vectors, strict=True)
    asked = (
        "SELECT qa.ed25519_holds(key, message, signature) FROM unnest(%s::bytea[], %s::bytea[], %s::bytea[]) "
        "WITH ORDINALITY AS v (key, message, signature, n) ORDER BY n"
    )
    with psycopg.connect(server.dsn) as connection:
        rows = connection.execute(asked, (list(keys), list(messages), list(signatures))).fetchall()
    return [bool(row[0]) for row in rows]


def by_cryptography(vector: Vector) -> bool:
    key, signature, message = vector
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def on_laptop(vector: Vector) -> bool:
    key, signature, message = vector
    return fits(key, signature, message)


def forgeries() -> Iterator[tuple[str, Vector]]:
    """Yield what must be refused, by whoever looks: some of it OpenSSL takes."""
    key, r, small = times(SECRET, base()), times(NONCE, base()), eighth()
    key_bytes, signature, message = honest()
    yield "another message", (key_bytes, signature, message + b" ")
    yield "another key", (written(base()), signature, message)
    yield "another r", (key_bytes, written(base()) + signature[32:], message)
    yield "a number beyond the order", signed(key, r, more=ORDER)
    yield "a number that is not reduced at all", signed(key, r, more=8 * ORDER)
    yield "a signature that is too short", (key_bytes, signature[:-1], message)
    yield "a signature that is too long", (key_bytes, signature + b"\0", message)
    yield "no signature", (key_bytes, b"", message)
    yield "a key that is too short", (key_bytes[:-1], signature, message)
    yield "a key that is too long", (key_bytes + b"\0", signature, message)
    yield "no key", (b"", signature, message)
    yield "a key that is no point", ((2).to_bytes(32, "little"), signature, message)
    number = NONCE.to_bytes(32, "little")
    for times_small in range(8):
        for trial in range(8):  # one in the order of the key "signs" by itself
            text = b"whatever %d" % trial
            yield f"key {times_small} of small order", (written(times(times_small, small)), written(r) + number, text)
        small_r = written(times(times_small, small))
        answer = (challenge(small_r, key_bytes, MESSAGE) * SECRET % ORDER).to_bytes(32, "little")
        yield f"r {times_small} of small order", (key_bytes, small_r + answer, MESSAGE)
    for y in (P, P + 1):
        for odd in (0, 1):
            beyond = (y | odd << 255).to_bytes(32, "little")
            yield f"a key written as {y - P} beyond the field", (beyond, written(r) + number, MESSAGE)
            yield f"an r written as {y - P} beyond the field", (key_bytes, beyond + signature[32:], MESSAGE)


def mixed() -> Iterator[Vector]:
    """Yield signatures whose key and r have a part of small order: whether they hold depends on how it is asked."""
    key, r, small = times(SECRET, base()), times(NONCE, base()), eighth()
    for of_key, of_r in product(range(4), range(4)):
        yield signed(plus(key, times(of_key, small)), plus(r, times(of_r, small)))


def test_what_a_device_key_signs_holds_everywhere(server: Server) -> None:
    made = Ed25519PrivateKey.generate()
    vectors = [(made.public_key().public_bytes_raw(), made.sign(text), text) for text in (b"", b"a", MESSAGE * 999)]
    vectors.append(honest())

    assert [on_laptop(one) for one in vectors] == [True] * 4
    assert [by_cryptography(one) for one in vectors] == [True] * 4
    assert on_server(server, vectors) == [True] * 4


def test_what_nobody_signed_is_refused_on_laptop_and_server(server: Server) -> None:
    names, vectors = zip(*forgeries(), strict=True)

    taken = list(zip(names, map(on_laptop, vectors), on_server(server, vectors), strict=True))

    assert [one for one in taken if True in one] == []


def test_openssl_would_take_some_of_it() -> None:
    """Why nothing but `fits` proves operations: what differs is decided the strict way everywhere."""
    taken = {name.rsplit(" ", 3)[-1] for name, vector in forgeries() if by_cryptography(vector)}

    assert taken == {"order", "field"}


def test_laptop_and_server_ask_the_same_question_of_mixed_points(server: Server) -> None:
    vectors = list(mixed())

    said = [on_laptop(one) for one in vectors]

    assert said == [by_cryptography(one) for one in vectors]
    assert said == on_server(server, vectors)
    assert 1 <= said.count(True) < len(said)


@pytest.mark.parametrize("place", range(0, 64, 7))
def test_one_bit_changes_everything(place: int) -> None:
    key, signature, message = honest()
    changed = bytearray(signature)
    changed[place] ^= 1

    assert not on_laptop((key, bytes(changed), message))
