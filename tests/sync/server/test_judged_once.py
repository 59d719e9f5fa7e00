"""Readings by SQL judge one audit of each kind for all: what that rests on, and that judging each gives the same."""

import itertools
import re
from collections.abc import Callable

import psycopg

from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.readers import add_reader
from tests.sync.server.laptops import Connection, Server

TEAMS = ("north", "south", "west")
ROLES = ("manager", "head_of_service", "qa_officer")

# Audits of every state, team and team of a case, three times over, each with every part there is.
EVERY_KIND = """
SET session_replication_role = replica;
INSERT INTO qa.audit(id, state, team, case_team, signed_at)
SELECT 'a-' || row_number() OVER (), state, team, case_team, now()
FROM unnest(array['draft', 'revealed', 'signed', 'held_draft', 'held_revealed', 'held_signed', 'disposed', 'standing',
        'personal']) state,
    unnest(array['north', 'south', 'west', null]) team,
    unnest(array['north', 'south', 'west', null]) case_team,
    generate_series(1, 3);
INSERT INTO qa.stream(audit_no, name, rev)
SELECT no, name, 1 FROM qa.audit, unnest(array['record', 'lead', 'peer', 'moderation', 'restricted', 'follow_up',
    'retention', 'themes']) name WHERE id LIKE 'a-%';
INSERT INTO qa.op(stream_no, rev, op_id, kind, path, author, incarnation, seq, schema, client_ms, facts, body, salt,
    commit, signature, digest, head, relayer)
SELECT no, 1, gen_random_uuid(), 'document', '', 'x', gen_random_uuid(), 1, 1, 0, '{"kind": "note"}',
    ''::bytea, ''::bytea, sha256('a'), sha512('a'), sha256(int8send(no)), sha256('a'), 1
FROM qa.stream s WHERE EXISTS (SELECT FROM qa.audit a WHERE a.no = s.audit_no AND a.id LIKE 'a-%');
"""


def read_as(server: Server, role: str, team: str) -> Callable[[str], set[object]]:
    with administering(server.dsn) as connection:
        access = add_reader(connection, f"reads_{role}_{team}", role, team)
    dsn = server.cluster.dsn(server.database, access.login, access.password)

    def ask(statement: str) -> set[object]:
        with psycopg.connect(dsn, autocommit=True) as reader:
            return told(reader, statement)

    return ask


def told(connection: Connection, statement: str) -> set[object]:
    return {row[0] for row in connection.execute(statement.encode()).fetchall()}


def judged_by_itself(owner: Connection, role: str, team: str) -> tuple[set[object], set[object]]:
    """Ask for every audit and each of its parts, and return those that such a person may see."""
    person = f'jsonb_populate_record(null::qa.person, \'{{"no": 0, "role": "{role}", "team": "{team}"}}\')'
    of_case = "a.state NOT IN ('standing', 'personal')"
    audits = told(
        owner,
        f"SELECT a.id FROM qa.audit a, {person} p WHERE {of_case} AND (qa.can_read(p, a, 'record') OR EXISTS "  # noqa: S608 - ours
        "(SELECT FROM unnest(qa.relations(p, a)) r WHERE qa.may(p.role, 'any', a.state, 'record', r, 'list')))",
    )
    parts = told(
        owner,
        f"SELECT a.id || '/' || s.name FROM {person} p, qa.audit a JOIN qa.stream s ON s.audit_no = a.no "  # noqa: S608 - ours
        f"WHERE {of_case} AND qa.can_read(p, a, s.name)",
    )
    return audits, parts


def test_a_reader_sees_what_judging_each_audit_by_itself_gives(server: Server) -> None:
    server.team("south", parent="north")
    server.team("west", "West")
    with psycopg.connect(server.dsn, autocommit=True) as owner:
        owner.execute(EVERY_KIND.encode())
        for role, team in itertools.product(ROLES, TEAMS):
            audits, parts = judged_by_itself(owner, role, team)
            ask = read_as(server, role, team)

            assert ask("SELECT audit FROM qa_reading.audits") == audits
            assert ask("SELECT audit || '/' || part FROM qa_reading.documents") == parts
            operations = ask("SELECT audit || '/' || part FROM qa_reading.operations")
            assert operations == {part for part in parts if not str(part).endswith("/retention")}
            assert len(audits) >= 6  # three of at least two kinds: something is told at all


def test_a_persons_sight_of_an_audit_rests_on_team_team_of_case_and_state_alone(server: Server) -> None:
    """Whoever makes `can_read` look at anything else of an audit has to tell kinds apart by it as well."""
    body = server.sql(
        "SELECT string_agg(prosrc, ' ') FROM pg_proc WHERE pronamespace = 'qa'::regnamespace "
        "AND proname IN ('can_read', 'relations', 'is_unseen')"
    )

    assert set(re.findall(r"\bwhat\.(\w+)", body)) == {"no", "team", "case_team", "state"}
    # The number finds only what was given to a person by number, and a reader has none.
    by_number = re.findall(r"what\.no\b.{0,60}", body.replace("\n", " "))
    assert by_number
    assert all("who.no" in found for found in by_number)
