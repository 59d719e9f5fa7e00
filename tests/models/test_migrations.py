"""Stores of earlier releases: brought up to date whole or not at all, after a backup."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditState
from qa_desktop.models import migrate
from qa_desktop.models.backup import backups_of
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.engine import immediate, make_engine
from qa_desktop.models.revisions import REVISIONS
from qa_desktop.models.sqlcipher import Mode
from qa_desktop.models.tables import metadata
from qa_desktop.settings import ProfilePlace
from tests.models.profiles import OpenedProfile, open_store

SAMPLES = Path(__file__).parent / "data"
NEXT_REVISION = """
from alembic import op
import sqlalchemy as sa
revision = "9999"
down_revision = "{}"
def upgrade():
    with op.batch_alter_table("setting") as table:
        table.add_column(sa.Column("note", sa.Text))
    op.execute("INSERT INTO setting (name, value, note) VALUES ('migrated', 'yes', '')")
    {}
"""


def schema_of(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
        return {name: " ".join(sql.replace("(", " ( ").replace(")", " ) ").split()) for name, sql in rows}


def with_script(folder: Path, script: str) -> Path:
    shutil.copytree(migrate.SCRIPTS, folder / "scripts")
    (folder / "scripts" / "versions" / "9999_next.py").write_text(script)
    return folder / "scripts"


def test_the_scripts_end_in_the_tables_of_this_version(tmp_path: Path) -> None:
    migrated = make_engine(tmp_path / "migrated.db", DataKey.new(), Mode.NEW)
    created = make_engine(tmp_path / "created.db", DataKey.new(), Mode.NEW)

    migrate.run_scripts(migrated, migrate.SCRIPTS)
    with immediate(created).begin() as connection:
        metadata.create_all(connection)

    ours, theirs = schema_of(migrated), schema_of(created)
    version_table = ours.pop("alembic_version"), theirs.pop("alembic_version")
    assert all("version_num" in table for table in version_table)
    assert ours == theirs
    migrated.dispose()
    created.dispose()


def test_every_script_is_known_by_number() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.SCRIPTS))
    directory = ScriptDirectory.from_config(config)

    assert tuple(reversed([script.revision for script in directory.walk_revisions()])) == REVISIONS


def test_a_script_runs_once_and_keeps_what_was_there(profile: OpenedProfile, tmp_path: Path) -> None:
    scripts = with_script(tmp_path, NEXT_REVISION.format(REVISIONS[-1], ""))
    profile.store.set_setting("theme", "dark")
    engine = profile.store._profile.engine

    migrate.run_scripts(engine, scripts)
    migrate.run_scripts(engine, scripts)

    assert profile.store.setting("theme") == "dark"
    assert profile.store.setting("migrated") == "yes"


def test_a_script_that_breaks_leaves_nothing_behind(profile: OpenedProfile, tmp_path: Path) -> None:
    scripts = with_script(tmp_path, NEXT_REVISION.format(REVISIONS[-1], "op.execute('SELECT * FROM nowhere')"))
    engine = profile.store._profile.engine
    before = schema_of(engine)

    with pytest.raises(OperationalError):
        migrate.run_scripts(engine, scripts)

    assert schema_of(engine) == before
    assert profile.store.setting("migrated") == ""
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1


def test_a_backup_is_made_before_a_migration(
    profile: OpenedProfile, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    profile.start_audit()
    profile.store.close()
    monkeypatch.setattr(migrate, "SCRIPTS", with_script(tmp_path, NEXT_REVISION.format(REVISIONS[-1], "")))
    monkeypatch.setattr(migrate, "REVISIONS", (*REVISIONS, "9999"))

    store = open_store(profile.place)

    assert store.setting("migrated") == "yes"
    assert len(backups_of(profile.place)) == 1
    store.close()


def test_opening_a_store_of_this_version_loads_no_alembic(profile: OpenedProfile) -> None:
    profile.store.close()
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.models.profiles import open_store\n"
        "from qa_desktop.settings import ProfilePlace\n"
        "open_store(ProfilePlace(Path(sys.argv[1]))).close()\n"
        "print([name for name in ('alembic', 'sqlalchemy.orm', 'keyring') if name in sys.modules])\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program, str(profile.place.folder)], check=True, capture_output=True, text=True
    )

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("release", ["0.1.0"])
def test_a_store_of_every_release_opens_with_all_that_it_holds(tmp_path: Path, release: str) -> None:
    place = ProfilePlace(tmp_path / "profile")
    shutil.copytree(SAMPLES / f"release-{release}", place.folder)

    store = open_store(place)

    signed, draft = sorted(store.summaries(SummaryFilter()), key=lambda one: one.state.value, reverse=True)
    assert (signed.state, signed.overall, signed.subject) == (AuditState.SIGNED, "good", "CASE-0001")
    record = store.load(draft.id)
    assert record.fields["answer/q1/comment"].value == "Siân saw the child alone 🙂"
    assert record.fields["prep/jotter"].stream.is_private
    assert len(store.documents_of(signed.id)) == 1
    with store._read() as run:
        assert [row[0] for row in run("SELECT what FROM action")] == ["Visit weekly"]
    assert {one.audit for one in store.sync.to_summarise()} == {signed.id, draft.id}
    report = store.check()
    assert [line for line in report.lines if "every" in line or "signature" in line or "shown" in line]
    assert all("damaged" not in line and "do not verify" not in line for line in report.lines)
    store.close()
