"""One PostgreSQL for all tests of sync, and a freshly set up database for each that asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from tests.desks import OpenDesk
from tests.sync.keyring_in_memory import Keyring
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Server, fresh_server
from tests.sync.signed_in import MakeDesk, signed_in


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    with fresh_server(cluster) as fresh:
        yield fresh


@pytest.fixture
def make_desk(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MakeDesk]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.sync.keyring_in_memory.Keyring")
    Keyring.kept.clear()
    made: list[OpenDesk] = []

    def make(name: str, role: Role) -> OpenDesk:
        made.append(signed_in(tmp_path / f"profile-{len(made)}", server, name, role))
        return made[-1]

    yield make
    for one in made:
        one.desk.close()
