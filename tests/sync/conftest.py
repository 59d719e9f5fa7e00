"""One PostgreSQL for all tests of sync, and a freshly set up database for each that asks."""

from collections.abc import Iterator

import pytest

from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Server, fresh_server


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture
def server(cluster: Cluster) -> Iterator[Server]:
    with fresh_server(cluster) as fresh:
        yield fresh
