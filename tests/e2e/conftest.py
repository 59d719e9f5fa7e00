"""One PostgreSQL for every month that is played, and a database of its own for each."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.bootstrap.months.stage import Stage
from qa_desktop.models.passing_keyring import PassingKeyring
from qa_desktop.sync.server.trial import TEAM, TrialServer
from tests.sync.conftest import cluster
from tests.sync.postgres import Cluster
from tests.sync.server.laptops import fresh_server

__all__ = ["cluster"]

MakeStage = Callable[[str, date], Stage]


@pytest.fixture(scope="session")
def make_stage(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeStage]:
    """Make the stage for an authority's month, and clear it away when all tests are done."""
    before = os.environ.get("PYTHON_KEYRING_BACKEND")
    with ExitStack() as left:

        def make(authority: str, first: date) -> Stage:
            os.environ["PYTHON_KEYRING_BACKEND"] = f"{PassingKeyring.__module__}.{PassingKeyring.__name__}"
            server = TrialServer(cluster, left.enter_context(fresh_server(cluster)).database)
            server.add_team(TEAM, "Quality assurance", "Quality assurance")
            stage = Stage(server, Path(tmp_path_factory.mktemp(authority)), authority, first)
            left.callback(stage.close)
            return stage

        try:
            yield make
        finally:
            if before is None:
                os.environ.pop("PYTHON_KEYRING_BACKEND", None)
            else:
                os.environ["PYTHON_KEYRING_BACKEND"] = before
