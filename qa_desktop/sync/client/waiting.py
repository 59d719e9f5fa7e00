"""Waits for a place at a busy server: quietly, and by chance, so that laptops that met there do not meet again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass

FIRST_SECONDS = 0.25
LONGEST_SECONDS = 16.0
PATIENCE_SECONDS = 300.0
"""How long a run waits for its place in all before it leaves that to the next run."""
GLANCE_SECONDS = 0.1
"""How often somebody who waits looks whether a person wants to stop."""


def _never() -> bool:
    return False


@dataclass(slots=True)
class Waiting:
    """One run's waiting: each time up to twice as long as before, and never longer in all than its patience."""

    is_stopped: Callable[[], bool] = _never
    patience: float = PATIENCE_SECONDS
    chance: Callable[[], float] = random.random
    pause: Callable[[float], None] = time.sleep
    waited: float = 0.0
    _most: float = FIRST_SECONDS

    def stood(self, seconds: float) -> None:
        """Count what it took to be told that there is no place: a server may let one wait for that, too."""
        self.waited += seconds

    def again(self) -> bool:
        """Wait a while; False where the patience is at its end or somebody wants to stop."""
        left = self.chance() * self._most
        if self.waited + left > self.patience:
            return False
        self._most = min(self._most * 2, LONGEST_SECONDS)
        while left > 0:
            if self.is_stopped():
                return False
            glance = min(left, GLANCE_SECONDS)
            self.pause(glance)
            self.waited += glance
            left -= glance
        return not self.is_stopped()
