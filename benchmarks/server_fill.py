"""Fills a server's tables with audits by SQL, in the shape that real ones have: pushing a million would take hours."""

from __future__ import annotations

import psycopg

BATCH = 20_000
PEOPLE = 500
TEAMS = 20
OPERATIONS = 5
"""An audit that is begun, written, signed and has its note: what the size of a server depends on is their number."""

_TEAMS = """
INSERT INTO qa.team(id, name, service) SELECT 'fill-' || g, 'Team ' || g, 'Service ' || g %% 4
FROM generate_series(1, %(teams)s) g
"""
_PEOPLE = """
INSERT INTO qa.person(login, id, name, role, team)
SELECT 'qa_fill_' || g, gen_random_uuid()::text, 'Person ' || g, 'auditor', 'fill-' || (g %% %(teams)s + 1)
FROM generate_series(1, %(people)s) g
"""
# A numbered view of one batch: each audit with its owner, team and service.
_BATCH = """
CREATE TEMP TABLE batch ON COMMIT DROP AS
SELECT %(base)s + g no, p.no person_no, p.id person, p.team, t.service,
    lpad(to_hex(1700000000000 + %(base)s + g), 12, '0') stamp, sha256(int8send(%(base)s + g)) hash
FROM generate_series(1, %(count)s) g
    JOIN (SELECT p.*, row_number() OVER (ORDER BY p.no) nth FROM qa.person p WHERE p.login ~ '^qa_fill_') p
        ON p.nth = (%(base)s + g) %% %(people)s + 1
    JOIN qa.team t ON t.id = p.team
"""
_AUDITS = """
INSERT INTO qa.audit(no, id, state, team, create_digest, signed_at) OVERRIDING SYSTEM VALUE
SELECT no, (substr(stamp, 1, 8) || '-' || substr(stamp, 9) || '-7' || substr(md5(stamp), 1, 3) || '-8'
    || substr(md5(stamp), 4, 3) || '-' || substr(md5(stamp), 7, 12)), 'signed', team, hash, now() FROM batch ORDER BY no
"""
_STREAMS = """
INSERT INTO qa.stream(no, audit_no, name, rev, head, bytes) OVERRIDING SYSTEM VALUE
SELECT no, no, 'record', %(operations)s, hash, 3000 FROM batch ORDER BY no
"""
_ACCESS = "INSERT INTO qa.access(audit_no, person_no, relation) SELECT no, person_no, 'owner' FROM batch ORDER BY no"
_OPERATIONS = """
INSERT INTO qa.op(stream_no, rev, op_id, kind, path, author, incarnation, seq, schema, client_ms, facts, body, salt,
    commit, signature, digest, head, relayer)
SELECT no, rev, (stamp || '7' || lpad(to_hex(rev), 3, '0') || '8' || substr(md5(stamp), 1, 15))::uuid,
    (array['create', 'set', 'set', 'sign', 'document'])[rev], 'answer/bra-live.' || rev || '/comment', person,
    '0193e5a0-0000-7000-8000-000000000000', rev, 1, 1700000000000 + no, '{}',
    hash || hash || hash || hash || hash || hash, substr(hash, 1, 16), hash,
    hash || hash, sha256(hash || int4send(rev)), sha256(hash || int4send(rev)), person_no
FROM batch, generate_series(1, %(operations)s) rev ORDER BY no, rev
"""
_FEED = """
INSERT INTO qa.feed(audience, epoch, event, stream_no, from_rev, to_rev, bytes)
SELECT a.audience, 1, 'op', no, a.from_rev, a.to_rev, (a.to_rev - a.from_rev + 1) * 600 FROM batch b, LATERAL (VALUES
    ('p:' || person_no, 1, 3), ('p:' || person_no, 4, 5), ('t:' || team, 1, 5), ('s:' || service, 1, 5), ('all', 1, 5)
) a(audience, from_rev, to_rev) ORDER BY no
"""
_SHOWN = """
INSERT INTO qa.shown(stream_no, audience, rev, bytes)
SELECT no, audience, %(operations)s, 3000
FROM batch, unnest(array['p:' || person_no, 't:' || team, 's:' || service, 'all']) audience ORDER BY no
"""
_NUMBERS = """
SELECT setval(pg_get_serial_sequence('qa.audit', 'no'), (SELECT max(no) FROM qa.audit)),
    setval(pg_get_serial_sequence('qa.stream', 'no'), (SELECT max(no) FROM qa.stream))
"""
TABLES = "qa.audit, qa.stream, qa.access, qa.op, qa.feed, qa.shown, qa.person, qa.team"

_QUARANTINE = """
INSERT INTO qa.quarantine(audit, author, kind, part, pusher, digest, bytes, sent)
SELECT a.id, a.author, 'set', 'record', a.person_no, sha256(int4send(n)), 1400,
    row(a.id || '/record', gen_random_uuid(), 'set', 'answer/bra-live.1/comment', null, a.author,
        '0193e5a0-0000-7000-8000-000000000000', n, 1, 1700000000000 + n, '{}', decode(repeat(md5(n::text), 12), 'hex'),
        sha256(int4send(n)), sha256(int4send(-n)), sha512(int4send(n)))::qa.sent
FROM (SELECT a.id, p.id author, p.no person_no, row_number() OVER () - 1 nth, count(*) OVER () of_them
        FROM qa.access x JOIN qa.audit a ON a.no = x.audit_no JOIN qa.person p ON p.no = x.person_no
        WHERE x.relation = 'owner') a
    JOIN generate_series(1, %(most)s) n ON n %% a.of_them = a.nth
"""
MOST_ASIDE = 5_000


def fill(dsn: str, audits: int) -> None:
    """Add signed audits of other people and teams; leave the tables as autovacuum leaves them."""
    with psycopg.connect(dsn) as connection:
        sizes: dict[str, int] = {"teams": TEAMS, "people": PEOPLE, "operations": OPERATIONS}
        connection.execute(_TEAMS.encode(), sizes)
        connection.execute(_PEOPLE.encode(), sizes)
        connection.commit()
        row = connection.execute(
            b"SELECT greatest(max(s.no), (SELECT max(no) FROM qa.audit), 0) FROM qa.stream s"
        ).fetchone()
        start = int(str(row[0] or 0)) if row else 0
        # Foreign keys hold by construction.
        connection.execute(b"SET session_replication_role = replica")
        connection.execute(b"SET synchronous_commit = off")
        connection.commit()
        for done in range(0, audits, BATCH):
            sizes |= {"base": start + done, "count": min(BATCH, audits - done)}
            for statement in (_BATCH, _AUDITS, _STREAMS, _ACCESS, _OPERATIONS, _FEED, _SHOWN):
                connection.execute(statement.encode(), sizes)
            connection.commit()
        connection.execute(_NUMBERS.encode())
        connection.commit()
        connection.autocommit = True
        connection.execute(f"VACUUM (ANALYZE) {TABLES}".encode())


def fill_quarantine(dsn: str) -> None:
    """Put as much aside as one person may have there: their late work, over all audits in which they had a part."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(_QUARANTINE, {"most": MOST_ASIDE})
        connection.execute("VACUUM (ANALYZE) qa.quarantine")
