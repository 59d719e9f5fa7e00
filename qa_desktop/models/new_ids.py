"""Makes time-ordered identities (UUIDv7), which this Python does not yet bring along."""

from __future__ import annotations

import secrets

from qa_desktop.clock import Clock

_VERSION = 7
_VARIANT = 0b10


class TimeOrderedIds:
    """Identities whose text sorts by the moment of making."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock

    def __call__(self) -> str:
        """Return a new identity: 48 bits of milliseconds, 74 of chance (RFC 9562)."""
        milliseconds = int(self._clock.now().timestamp() * 1000)
        chance = secrets.randbits(74)
        number = (milliseconds << 80) | (_VERSION << 76) | ((chance >> 62) << 64) | (_VARIANT << 62)
        digits = f"{number | (chance & ((1 << 62) - 1)):032x}"
        return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
