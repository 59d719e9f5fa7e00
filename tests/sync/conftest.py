"""One PostgreSQL for all tests of sync, and a freshly set up database for each that asks; people who sync with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qa_desktop.domain.record import Role
from qa_desktop.models.passing_keyring import PassingKeyring
from tests.desks import OpenDesk
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Server, fresh_server
from tests.sync.signed_in import MakeDesk, signed_in

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from qa_desktop.ui.background import Workers


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    with fresh_server(cluster) as fresh:
        yield fresh


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> type[PassingKeyring]:
    """Keep what laptops of this test keep in a keyring apart from everything else."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"{PassingKeyring.__module__}.{PassingKeyring.__name__}")
    PassingKeyring.kept.clear()
    return PassingKeyring


@pytest.fixture
def make_desk(server: Server, tmp_path: Path, keyring: type[PassingKeyring]) -> Iterator[MakeDesk]:
    assert not keyring.kept
    made: list[OpenDesk] = []

    def make(name: str, role: Role = Role.AUDITOR, team: str = "north") -> OpenDesk:
        made.append(signed_in(tmp_path / f"profile-{len(made)}", server, name, role, team))
        return made[-1]

    yield make
    for one in made:
        one.desk.close()


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    """Work for a window, and end with it."""
    from qa_desktop.ui.background import Worker, Workers  # noqa: PLC0415 - most tests here open no window

    made = Workers(Worker("database", qapp), Worker("documents", qapp), Worker("sync", qapp))
    yield made
    made.stop()
