"""Names that stand for cases and people: the same for the same one, and of no use to whoever lacks the secret."""

from __future__ import annotations

import base64
import hashlib
import hmac

SECRET_BYTES = 32
LENGTH = 13
"""Of 32 letters each: 65 bits, so that among a million cases two of one name are not to be expected."""


class Pseudonyms:
    """Makes them from a secret. Capitals and spaces make no other person."""

    def __init__(self, secret: bytes) -> None:
        if len(secret) < SECRET_BYTES:
            raise ValueError("the secret is too short")
        self._secret = secret

    def __call__(self, kind: str, name: str) -> str:
        """Return what stands for a case or person: the kind and 13 letters and digits; empty for nobody."""
        told = " ".join(name.split()).casefold()
        if not told:
            return ""
        digest = hmac.digest(self._secret, f"{kind}:{told}".encode("utf-8", "surrogatepass"), hashlib.sha256)
        return f"{kind}-{base64.b32encode(digest).decode()[:LENGTH].lower()}"
