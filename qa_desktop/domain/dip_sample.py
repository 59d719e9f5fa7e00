"""Draw signed audits to look at again, by chance that anybody can work out again from seed and list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.sampling.draw import place_of

SEED, PERIOD, LIST, OF, DRAWN = (
    paths.about(field) for field in ("sample_seed", "sample_period", "sample_list", "sample_of", "sample_drawn")
)


@dataclass(frozen=True, slots=True)
class DipSample:
    """How audits were drawn: from which list, by which seed, and in which order they come."""

    seed: str
    period: str
    order: tuple[AuditId, ...]
    """The whole list, the lowest place first: the first ones are drawn, the next where one will not do."""

    @property
    def list_hash(self) -> str:
        """SHA-256 in hex of the ids of the list, sorted, a line each."""
        return sha256("\n".join(sorted(self.order)).encode()).hexdigest()

    def values(self, number: int) -> dict[str, Value]:
        """Return what a record says of the draw from which its audits came, by path."""
        return {
            SEED: self.seed,
            PERIOD: self.period,
            LIST: self.list_hash,
            OF: str(len(self.order)),
            DRAWN: str(number),
        }


def drawn(ids: Iterable[AuditId], seed: str, period: str) -> DipSample:
    """Return a list in the order in which a seed draws it: by the SHA-256 of “seed:id”."""
    return DipSample(seed, period, tuple(sorted(set(ids), key=lambda one: (place_of(seed, one), one))))


def said_of(record: Audit) -> tuple[str, str, str, int]:
    """Return what a record says of its draw: seed, period, hash of the list, and how many were drawn."""
    number = record.text(DRAWN)
    return record.text(SEED), record.text(PERIOD), record.text(LIST), int(number) if number.isdecimal() else 0
