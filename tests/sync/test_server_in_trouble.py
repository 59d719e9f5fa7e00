"""A server without room, or one that can only be read: the laptop says so, keeps everything and finishes later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

FAILING = """
SET ROLE qa_owner;
CREATE FUNCTION qa.in_trouble() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '{code}'; END $$;
CREATE TRIGGER in_trouble BEFORE INSERT ON qa.{table} FOR EACH STATEMENT EXECUTE FUNCTION qa.in_trouble()
"""


@pytest.fixture
def auditor(server: Server, tmp_path: Path) -> Iterator[RealLaptop]:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    yield laptop
    laptop.profile.store.close()


@pytest.mark.parametrize("table", ["audit", "op", "feed", "blob_part"])
@pytest.mark.parametrize("code", ["53100", "53200"])
def test_a_server_without_room_is_named_and_everything_goes_once_there_is_room(
    server: Server, auditor: RealLaptop, table: str, code: str
) -> None:
    auditor.sign(auditor.start_audit())
    server.sql(FAILING.format(code=code, table=table))

    report = auditor.sync()

    assert report.outcome is Outcome.BROKEN_OFF
    assert "The server has no room left" in report.words
    server.sql(f"DROP TRIGGER in_trouble ON qa.{table}")
    assert auditor.sync().words == ""
    assert auditor.profile.store.unsent().count == 0
    assert server.sql("SELECT count(*), count(DISTINCT op_id) FROM qa.op") == "4|4"
    assert server.sql("SELECT count(*) FROM qa.blob WHERE complete") == "2"


def test_a_server_that_can_only_be_read_is_named_and_everything_goes_later(server: Server, auditor: RealLaptop) -> None:
    auditor.start_audit()
    server.sql(f"ALTER DATABASE {server.database} SET default_transaction_read_only = on")

    report = auditor.sync()

    assert report.outcome is Outcome.BROKEN_OFF
    assert "can only be read" in report.words
    server.cluster.sql("postgres", f"ALTER DATABASE {server.database} RESET default_transaction_read_only")
    assert auditor.sync().sent == 2
