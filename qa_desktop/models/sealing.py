"""Opens the owner's sealing key for a moment, and puts it behind a PIN."""

from __future__ import annotations

from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem
from qa_desktop.models.identity import SealingKey, has_pin, open_sealing_key, wrap_sealing_key
from qa_desktop.models.key_slots import USUAL_COST, DerivationCost
from qa_desktop.models.rows import data
from qa_desktop.models.statement import Transactions, the_one

SHORTEST_PIN = 4

_READ = "SELECT data FROM own_key WHERE name = 'sealing'"
_WRITE = "UPDATE own_key SET data = ? WHERE name = 'sealing'"


class StoredSealingKey:
    """The owner's sealing key as it lies in the store."""

    def __init__(self, read: Transactions, write: Transactions, owner: Person) -> None:
        self._read = read
        self._write = write
        self._owner = owner

    def has_pin(self) -> bool:
        """Tell whether sealing asks for a PIN."""
        return has_pin(self._stored())

    def open_sealer(self, pin: str | None = None) -> SealingKey:
        """Return the key for one sealing; raise KeyUnavailable where the PIN is missing or wrong."""
        return SealingKey(self._owner.certificate, open_sealing_key(self._stored(), self._owner.id, pin))

    def set_pin(self, old: str | None, new: str | None, cost: DerivationCost = USUAL_COST) -> None:
        """Put the key behind a new PIN, or behind none; raise KeyUnavailable where the old one is wrong."""
        if new is not None and len(new) < SHORTEST_PIN:
            raise InputProblem(f"The PIN is too short. Use at least {SHORTEST_PIN} characters.")
        key = open_sealing_key(self._stored(), self._owner.id, old)
        wrapped = key if new is None else wrap_sealing_key(key, self._owner.id, new, cost)
        with self._write() as run:
            run(_WRITE, (wrapped,))

    def _stored(self) -> bytes:
        with self._read() as run:
            return data(the_one(run(_READ))[0])
