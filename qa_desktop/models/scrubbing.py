"""Takes the last traces of deleted words off the disk: the write-ahead log, and the backups that still hold them."""

from __future__ import annotations

from sqlalchemy import Engine

from qa_desktop.errors import StoreInUse
from qa_desktop.models.reading import setting
from qa_desktop.models.redacting import SCRUB
from qa_desktop.models.statement import Run


def is_due(run: Run) -> bool:
    """Tell whether words were deleted whose traces are still there.

    What arrived and is not taken in may hold the same words: wiping waits for that.
    """
    return setting(run, SCRUB) != "" and run("SELECT 1 FROM arrived_page LIMIT 1").fetchone() is None


def done(run: Run) -> None:
    """Note that the traces are gone."""
    run("DELETE FROM setting WHERE name = ?", (SCRUB,))


def empty_the_log(engine: Engine) -> None:
    """Write everything into the store itself and cut the write-ahead log off; raise StoreInUse where it is being read.

    The pages that were given up are overwritten already: the store deletes securely.
    """
    lent = engine.raw_connection()
    try:
        driver = lent.driver_connection
        if driver is None:
            raise RuntimeError("the connection is closed")
        (is_busy, _, _) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        lent.close()
    if is_busy:
        raise StoreInUse("The store is being read this moment. Deleted words are wiped with the next sync.")
