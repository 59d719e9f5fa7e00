"""Reads the home page before anything heavy is loaded: sqlcipher3 alone, no SQLAlchemy, keyring or cryptography."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from qa_desktop.domain.record import HomeData
from qa_desktop.models import home_rows
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.revisions import REVISIONS
from qa_desktop.models.sqlcipher import connect, plain_sentences
from qa_desktop.settings import ProfilePlace


def read_home(place: ProfilePlace, raw_key: bytes, today: date) -> HomeData | None:
    """Return what the home page shows; None where the store is of another version and has to be opened in full first.

    Raise KeyUnavailable, StoreDamaged or DiskProblem.
    """
    with closing(connect(place.database, DataKey(raw_key))) as connection, plain_sentences(place.database):
        run = connection.execute
        run("BEGIN")
        if [row[0] for row in run("SELECT version_num FROM alembic_version")] != [REVISIONS[-1]]:
            return None
        return home_rows.read(run, today)
