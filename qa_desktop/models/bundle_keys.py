"""The owner's keys for bundles: one signs what is handed over, the other opens what was made for them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine

from qa_desktop.models.rows import data

_READ = "SELECT data FROM own_key WHERE name = 'age'"


class BundleKeys:
    """Signs and opens bundles. The keys never leave the store but for that moment."""

    def __init__(self, engine: Engine, sign: Callable[[bytes], bytes]) -> None:
        self._engine = engine
        self._sign = sign

    def sign(self, manifest: bytes) -> bytes:
        """Return the device key's Ed25519 signature over a bundle's manifest."""
        return self._sign(manifest)

    def identity(self) -> str:
        """Return the age identity that opens bundles made for the owner."""
        with self._engine.connect() as connection:
            return data(connection.exec_driver_sql(_READ).scalar_one()).decode("ascii")
