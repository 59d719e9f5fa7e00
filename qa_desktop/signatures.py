"""Tells whether a device key made a signature: by libsodium, in half the time, and while other threads go on.

Keys are made and used by `cryptography`. Of what an honest key signs both say the same; where they differ (keys and
points of small order, which "sign" anything) libsodium refuses, and so does the server (`ed25519_holds`).
"""

from __future__ import annotations

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def fits(key: bytes, signature: bytes, signed: bytes) -> bool:
    """Tell whether the key made the signature over these bytes; other threads go on meanwhile."""
    from nacl.bindings import crypto_sign_open  # noqa: PLC0415 - not at start-up
    from nacl.exceptions import BadSignatureError  # noqa: PLC0415 - as above

    # The binding looks at no length: it would read beyond the end.
    if len(key) != KEY_BYTES or len(signature) != SIGNATURE_BYTES:
        return False
    try:
        crypto_sign_open(signature + signed, key)
    except BadSignatureError:
        return False
    return True
