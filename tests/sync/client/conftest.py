"""Gives the tests a server in memory and laptops with real stores."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.sync.client.fake_server import FakeServer
from tests.sync.client.laptops import Laptop, new_laptop

MakeLaptop = Callable[..., Laptop]


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def make_laptop(tmp_path: Path, server: FakeServer) -> Iterator[MakeLaptop]:
    made: list[Laptop] = []

    def make(name: str, *, officer: bool = False, years: int = 0) -> Laptop:
        made.append(new_laptop(tmp_path / f"laptop-{len(made)}", server, name, officer=officer, years=years))
        return made[-1]

    yield make
    for laptop in made:
        laptop.profile.store.close()


@pytest.fixture
def auditor(make_laptop: MakeLaptop) -> Laptop:
    return make_laptop("Ada Auditor")


@pytest.fixture
def officer(make_laptop: MakeLaptop) -> Laptop:
    return make_laptop("Oli Officer", officer=True, years=-1)
