"""Where PostgreSQL is missing the demo says so in one line and ends well."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.bootstrap import demo
from qa_desktop.sync.server import throw_away
from qa_desktop.sync.server.throw_away import NoPostgres, find_binaries


def test_without_postgres_one_line_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Path:
        raise NoPostgres("PostgreSQL is missing.")

    monkeypatch.setattr(throw_away, "find_binaries", nothing)

    said = list(demo.shared(lambda _: iter(("a picture",))))

    assert said == ["PostgreSQL is not installed here, so the demo does not show how audits are shared."]


def test_postgres_is_found_where_debian_puts_it() -> None:
    assert (find_binaries() / "initdb").exists()
