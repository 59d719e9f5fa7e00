"""After something was deleted for good: wipe its traces, and make a backup that takes the place of all earlier ones."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from qa_desktop.errors import QaDesktopError

logger = logging.getLogger(__name__)


class Scrubbed(Protocol):
    """What wiping needs of the store."""

    def is_scrub_due(self) -> bool:
        """Tell whether words were deleted whose traces are still there."""
        ...

    def empty_the_log(self) -> None:
        """Cut the write-ahead log off."""
        ...

    def scrubbed(self) -> None:
        """Note that the traces are gone."""
        ...


class Scrub:
    """Wipes. Where something stands in the way nothing is lost, and the next run tries again."""

    def __init__(self, store: Scrubbed, back_up: Callable[[], Path], keep_only: Callable[[Path], None]) -> None:
        self._store = store
        self._back_up = back_up
        self._keep_only = keep_only

    def __call__(self) -> None:
        """Wipe what is due. The new backup is proved before the earlier ones go."""
        if not self._store.is_scrub_due():
            return
        try:
            self._store.empty_the_log()
            self._keep_only(self._back_up())
            self._store.scrubbed()
            # What was noted a moment ago is in the log alone; nothing that was deleted is.
            self._store.empty_the_log()
        except QaDesktopError as problem:
            logger.warning("deleted words are not wiped yet: %s", type(problem).__name__)
