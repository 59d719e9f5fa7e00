"""An authority for tests: its key, and profiles that it signs."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from qa_desktop.domain.authority import key_fingerprint
from qa_desktop.sync.authority_file import sign_profile


def new_address() -> str:
    return str(pyrage.x25519.Identity.generate().to_public())


@dataclass(frozen=True)
class Authority:
    """Holds a key and signs with it."""

    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    recovery_key: str = field(default_factory=new_address)
    officer: str = field(default_factory=new_address)

    @property
    def fingerprint(self) -> str:
        return key_fingerprint(self.key.public_key().public_bytes_raw())

    def content(self, serial: int = 1, **changed: object) -> dict[str, object]:
        return {
            "serial": serial,
            "authority": {"id": "northshire", "name": "Northshire County Council"},
            "server": {"host": "audits.northshire.example", "port": 5433, "database": "quality"},
            "recovery_key": self.recovery_key,
            "officers": [
                {"name": "Oli Officer", "address": self.officer, "until": "2026-12-31"},
                {"name": "Olga Officer", "address": self.officer, "until": "2026-11-20"},
            ],
            "unsent_limit": 3,
            **changed,
        }

    def sign(self, serial: int = 1, **changed: object) -> bytes:
        return sign_profile(self.content(serial, **changed), self.key.private_bytes_raw())
