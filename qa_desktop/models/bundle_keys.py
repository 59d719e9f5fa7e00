"""The owner's keys for bundles: one signs what is handed over, the other opens what was made for them."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.models.rows import data
from qa_desktop.models.statement import Transactions, the_one

_READ = "SELECT data FROM own_key WHERE name = 'age'"


class BundleKeys:
    """Signs and opens bundles. The keys never leave the store but for that moment."""

    def __init__(self, read: Transactions, sign: Callable[[bytes], bytes]) -> None:
        self._read = read
        self._sign = sign

    def sign(self, manifest: bytes) -> bytes:
        """Return the device key's Ed25519 signature over a bundle's manifest."""
        return self._sign(manifest)

    def identity(self) -> str:
        """Return the age identity that opens bundles made for the owner."""
        with self._read() as run:
            return data(the_one(run(_READ))[0]).decode("ascii")
