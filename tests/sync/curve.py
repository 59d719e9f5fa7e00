"""Ed25519 by hand, so that tests can make signatures that no library would make. Never for anything but tests."""

from __future__ import annotations

import hashlib

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, P) % P
_ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int]


def point_at(y: int, odd: int) -> Point | None:
    """Return the point with this y whose x is odd or even; None where there is none."""
    square = (y * y - 1) * pow(_D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * _ROOT % P
    if (x * x - square) % P:
        return None
    return (x if x % 2 == odd else (P - x) % P), y


def plus(a: Point, b: Point) -> Point:
    """Return the sum of two points."""
    mixed = _D * a[0] * b[0] * a[1] * b[1] % P
    x = (a[0] * b[1] + b[0] * a[1]) * pow(1 + mixed, -1, P) % P
    return x, (a[1] * b[1] + a[0] * b[0]) * pow(1 - mixed, -1, P) % P


def times(count: int, point: Point) -> Point:
    """Return a point added to itself so many times."""
    result: Point = (0, 1)
    while count:
        if count & 1:
            result = plus(result, point)
        point = plus(point, point)
        count >>= 1
    return result


def written(point: Point) -> bytes:
    """Return the 32 bytes of a point."""
    return (point[1] | ((point[0] & 1) << 255)).to_bytes(32, "little")


def base() -> Point:
    """Return the point from which keys are made."""
    found = point_at(4 * pow(5, -1, P) % P, 0)
    assert found is not None
    return found


def eighth() -> Point:
    """Return a point of order eight."""
    for y in range(2, 200):
        found = point_at(y, 0)
        small = None if found is None else times(ORDER, found)
        if small is not None and times(4, small) != (0, 1):
            return small
    raise AssertionError("there is one")


def challenge(r: bytes, key: bytes, message: bytes) -> int:
    """Return what the signer answers."""
    return int.from_bytes(hashlib.sha512(r + key + message).digest(), "little")
