"""Brings an older store up to this version's tables, after a backup. Alembic is loaded only when it has work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import NoResultFound, OperationalError

from qa_desktop.errors import StoreDamaged, StoreTooNew
from qa_desktop.models.engine import immediate
from qa_desktop.models.revisions import REVISIONS
from qa_desktop.models.rows import text

SCRIPTS = Path(__file__).parent / "migrations"


def stamp(connection: Connection) -> None:
    """Note in a new store that its tables are of this version."""
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (REVISIONS[-1],))


def bring_up_to_date(engine: Engine, back_up: Callable[[], object]) -> None:
    """Migrate an older store; raise StoreTooNew for one that a newer QA Desktop wrote."""
    with engine.connect() as connection:
        version = _version(connection)
    if version == REVISIONS[-1]:
        return
    if version not in REVISIONS:
        raise StoreTooNew(
            "This profile was last used with a newer QA Desktop. Update QA Desktop, then open it again. Nothing was "
            "changed."
        )
    back_up()
    run_scripts(engine, SCRIPTS)


def run_scripts(engine: Engine, scripts: Path) -> None:
    """Run every migration script that the store has not seen, one transaction each, forward only."""
    from alembic.config import Config  # noqa: PLC0415 - 0.3 s, only when a migration is due
    from alembic.migration import MigrationContext  # noqa: PLC0415 - as above
    from alembic.operations import Operations  # noqa: PLC0415 - as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    directory = ScriptDirectory.from_config(config)
    options = {
        # As `alembic.command.upgrade` does, which needs a file env.py for the rest that is here.
        "fn": lambda revision, _: directory._upgrade_revs("head", revision),  # noqa: SLF001 - see above
        "render_as_batch": True,
        "transactional_ddl": True,
        "transaction_per_migration": True,
    }
    with _without_foreign_keys(engine) as connection:
        context = MigrationContext.configure(connection, opts=options)
        with Operations.context(context), context.begin_transaction():
            context.run_migrations()


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """Lend a connection on which a table may be replaced by its changed copy, as batch migrations do."""
    with immediate(engine).connect() as connection:
        driver = connection.connection.cursor()
        # Inside a transaction this pragma does nothing.
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            connection.rollback()
            driver.execute("PRAGMA foreign_keys=ON")
            driver.close()


def _version(connection: Connection) -> str:
    try:
        return text(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    except (OperationalError, NoResultFound) as error:
        raise StoreDamaged(
            "The store does not say which version of QA Desktop wrote it. Restore the latest backup with: "
            "qa-desktop restore"
        ) from error
