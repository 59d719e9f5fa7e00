"""Server and laptop of different age: either says so in plain words, or goes on as if nothing were."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.operation import Change
from qa_desktop.domain.organisation import PROGRAMME
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.provision import Migration, migrations, upgrade
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

LATER_STEP = """
update server_meta set protocol = 9;
alter function hello(int, jsonb, jsonb) set schema qa_before;
create function hello(protocol int, "position" jsonb, heads jsonb)
returns table(news text, mismatched text[], unknown text[], server_time timestamptz, me jsonb, restored bool,
    position_known bool, epoch text, oldest_protocol int, server_protocol int, more text)
language sql security definer set search_path = pg_catalog, qa, pg_temp as $$
select 'news', h.mismatched, h.unknown, h.server_time, h.me || '{"more": "news"}', h.restored, h.position_known,
    h.epoch, h.oldest_protocol, h.server_protocol, 'more' from qa_before.hello(protocol, "position", heads) h $$;
create view delivery_2 as select d.*, ''::text more from (select (null::delivery).*) d;
alter function pull(text, bigint, bigint, int, text) set schema qa_before;
create function pull(epoch text, xid bigint, seq bigint, most int, mine text) returns setof delivery_2
language sql security definer set search_path = pg_catalog, qa, pg_temp as $$
with page as materialized (select p.*, 'more'::text from qa_before.pull(epoch, xid, seq, most, mine) p)
select * from page
union all select (jsonb_populate_record(null::delivery_2, jsonb_build_object('context', jsonb_build_array(
    'tidings', null, null, null, null, null, null, null, null, null, null, 1)::text))).*
from (select from page limit 1) l $$;
revoke all on function hello(int, jsonb, jsonb), pull(text, bigint, bigint, int, text) from public;
grant execute on function hello(int, jsonb, jsonb), pull(text, bigint, bigint, int, text) to qa_laptop;
"""
PROGRAMME_STEP = 21


@dataclass(frozen=True)
class Both:
    auditor: RealLaptop
    officer: RealLaptop


@pytest.fixture
def both(server: Server, tmp_path: Path) -> Iterator[Both]:
    pair = Both(
        new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor"),
        new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer"),
    )
    yield pair
    for laptop in (pair.auditor, pair.officer):
        laptop.profile.store.close()


def test_old_laptops_go_on_when_the_server_learns_more(server: Server, both: Both) -> None:
    first = both.auditor.start_audit()
    both.auditor.sync()
    server.sql("CREATE SCHEMA qa_before AUTHORIZATION qa_owner")
    with administering(server.dsn) as connection:
        upgrade(connection, (*migrations(), Migration(9000, "9000_later", LATER_STEP)))
    both.auditor.sign(first)
    second = both.auditor.start_audit()
    both.auditor.sign(second)

    assert [both.auditor.sync().words, both.officer.sync().words, both.officer.sync().words] == ["", "", ""]

    for audit_id in (first, second):
        assert both.officer.log(audit_id) == both.auditor.log(audit_id)
    assert both.officer.sync().received == 0


def test_a_server_that_no_longer_speaks_with_this_version_says_update_and_nothing_is_sent(
    server: Server, both: Both
) -> None:
    both.auditor.start_audit()
    server.sql("UPDATE qa.server_meta SET protocol = 9, oldest_protocol = 2")

    report = both.auditor.sync()

    assert report.outcome is Outcome.NOT_ADMITTED
    assert "Update QA Desktop" in report.words
    assert server.sql("SELECT count(*) FROM qa.op") == "0"
    assert both.auditor.profile.store.unsent().count == 2


def test_an_older_server_that_lacks_a_call_is_named_as_what_it_is(server: Server, both: Both) -> None:
    audit_id = both.auditor.start_audit()
    both.auditor.sign(audit_id)
    server.sql("ALTER FUNCTION qa.blobs_wanted(text, bytea[]) RENAME TO not_yet")

    report = both.auditor.sync()

    assert report.outcome is Outcome.NOT_ADMITTED
    assert "older than this QA Desktop" in report.words
    assert report.sent == 4
    server.sql("ALTER FUNCTION qa.not_yet(text, bytea[]) RENAME TO blobs_wanted")
    assert both.auditor.sync().documents == 2


def test_a_kind_that_the_server_did_not_know_is_offered_again_once_it_does(server: Server, both: Both) -> None:
    server.sql(
        "CREATE OR REPLACE FUNCTION qa.knows(kind text) RETURNS bool LANGUAGE sql IMMUTABLE AS "
        "'SELECT kind IN (''create'', ''set'', ''sign'')'"
    )
    audit_id = both.auditor.start_audit()
    both.auditor.sign(audit_id)
    assert [both.auditor.sync().refused, both.auditor.sync().sent] == [1, 0]
    server.sql(
        "CREATE OR REPLACE FUNCTION qa.knows(kind text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'; "
        "UPDATE qa.server_meta SET protocol = 9"
    )

    report = both.auditor.sync()

    assert (report.sent, report.refused) == (1, 0)
    assert both.auditor.profile.store.sync.refusals() == ()


def test_the_programme_is_offered_again_once_the_server_has_a_place_for_it(server: Server, both: Both) -> None:
    server.sql(
        "CREATE OR REPLACE FUNCTION qa.may_of_authority(role text, kind text, state text, stream text, relation text, "
        "verb text) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT false'; UPDATE qa.server_meta SET protocol = 2"
    )
    both.officer.profile.store.append([Change(PROGRAMME, "entry/1", "A theme")])
    assert [both.officer.sync().refused, both.officer.sync().sent] == [1, 0]
    body = next(one.text for one in migrations() if one.number == PROGRAMME_STEP)
    whole = body.split("create or replace function may(")[0].replace("create function", "create or replace function")
    server.sql(f"SET ROLE qa_owner; SET search_path = qa; {whole}; UPDATE qa.server_meta SET protocol = 3")  # noqa: S608 - a step of ours

    report = both.officer.sync()

    assert (report.sent, report.refused) == (1, 0)
    assert both.officer.profile.store.sync.refusals() == ()
