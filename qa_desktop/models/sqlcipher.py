"""Opens encrypted database files, and turns what goes wrong there into sentences for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from sqlcipher3 import dbapi2

from qa_desktop.errors import DiskProblem, KeyUnavailable, QaDesktopError, StoreDamaged, StoreInUse
from qa_desktop.models.data_key import SALT_BYTES, DataKey
from qa_desktop.models.private_files import FILE_RIGHTS

BUSY_MILLISECONDS = 5000

PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",
    f"PRAGMA busy_timeout={BUSY_MILLISECONDS}",
)

_NOTHING: Callable[[None], object] = {None: None}.get
"""Returns nothing for nothing, without a line of Python."""
_DAMAGED = frozenset({dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB})
_BUSY = frozenset({dbapi2.SQLITE_BUSY, dbapi2.SQLITE_LOCKED})
_DISK = {
    dbapi2.SQLITE_FULL: "The disk is full.",
    dbapi2.SQLITE_READONLY: "The store cannot be written: the disk or the folder is read-only.",
    dbapi2.SQLITE_IOERR: "The disk reports an error, or is full.",
    dbapi2.SQLITE_CANTOPEN: "The store cannot be opened for reading and writing.",
    dbapi2.SQLITE_PERM: "The store cannot be opened: you may not write there.",
}


class Mode(Enum):
    """Whether a missing file is made."""

    EXISTING = "rw"
    NEW = "rwc"


def connect(file: Path, key: DataKey, mode: Mode = Mode.EXISTING) -> dbapi2.Connection:
    """Return an open connection to the encrypted file. Raise DiskProblem, StoreDamaged or KeyUnavailable."""
    if mode is Mode.EXISTING:
        refuse_missing(file)
    _bind_at_once()
    with plain_sentences(file):
        connection = dbapi2.connect(
            f"{file.as_uri()}?mode={mode.value}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            # The log level comes first: SQLCipher writes what it could not decrypt to stderr.
            connection.execute("PRAGMA cipher_log_level=NONE")
            connection.execute(key.pragma)
            _prove_key(connection, file, key)
            for pragma in PRAGMAS:
                connection.execute(pragma)
            if mode is Mode.NEW:
                file.chmod(FILE_RIGHTS)
        except BaseException:
            connection.close()
            raise
        return connection


def refuse_missing(file: Path) -> None:
    """Raise StoreDamaged where there is no store: an empty one must never take its place."""
    if not file.exists():
        raise StoreDamaged(
            f"The keys of a profile are in {file.parent}, but its store {file.name} is missing. No new one was made. "
            "Restore the latest backup with: qa-desktop restore"
        )


@contextmanager
def plain_sentences(file: Path) -> Iterator[None]:
    """Turn the database's errors into ours."""
    try:
        yield
    except dbapi2.Error as error:
        problem = problem_of(error, file)
        if problem is None:
            raise
        raise problem from error


def problem_of(error: BaseException, file: Path) -> QaDesktopError | None:
    """Return what a database error means for the person; None for a fault of the program."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in _DAMAGED:
        return StoreDamaged(
            f"The store {file} is damaged and cannot be read. It was left as it is. Restore the latest backup with: "
            "qa-desktop restore"
        )
    if primary in _BUSY:
        return StoreInUse("Another program holds the store of this profile. Close it, then try again.")
    if primary in _DISK:
        return DiskProblem(
            f"{_DISK[primary]} Nothing was changed in {file.parent}. Make sure that there is free space and that you "
            "may write there, then try again."
        )
    return None


def _bind_at_once() -> None:
    """Say that bytes and nothing are stored as they are.

    The driver else asks every such value whether it adapts itself, which takes longer than storing the whole row.
    """
    dbapi2.register_adapter(bytes, bytes)
    dbapi2.register_adapter(type(None), _NOTHING)


def _prove_key(connection: dbapi2.Connection, file: Path, key: DataKey) -> None:
    """Read the first page: it opens only with the right key."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except dbapi2.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code == dbapi2.SQLITE_NOTADB and _belongs_to_another(file, key):
            raise KeyUnavailable(
                f"The store {file} belongs to another profile, or is no store of QA Desktop: the keys beside it do "
                "not open it. It was left as it is. Put back the store and the keys.json that belong together."
            ) from error
        raise


def _belongs_to_another(file: Path, key: DataKey) -> bool:
    """Tell a foreign file from a damaged one: ours begins with the salt of our key."""
    with file.open("rb") as stream:
        return stream.read(SALT_BYTES) != key.salt
