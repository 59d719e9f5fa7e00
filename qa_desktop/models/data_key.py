"""The key that opens a store, kept apart so that reading needs no cryptography library."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class DataKey:
    """The random key of a store with the salt of its file: SQLCipher takes both raw, without a slow derivation."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES + SALT_BYTES:
            raise ValueError(f"a data key has {KEY_BYTES + SALT_BYTES} bytes")

    @classmethod
    def new(cls) -> DataKey:
        """Return a new random key."""
        return cls(secrets.token_bytes(KEY_BYTES + SALT_BYTES))

    @property
    def salt(self) -> bytes:
        """The first bytes of the database file, in clear: they tell whose file it is."""
        return self.raw[KEY_BYTES:]

    @property
    def pragma(self) -> str:
        """The statement that hands the key to SQLCipher."""
        return f"PRAGMA key=\"x'{self.raw.hex()}'\""

    @property
    def check(self) -> str:
        """A value that proves the key without telling anything about it."""
        return hmac.new(self.raw, b"qa-desktop data key", hashlib.sha256).hexdigest()
