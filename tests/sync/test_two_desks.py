"""Two profiles and a real PostgreSQL over TLS: what one signs the other has, byte for byte, and nobody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Outcome, ServerAddress
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NetworkProblem, NotFound
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.transport import LineBroke, NotAdmitted
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.provision import begin_epoch
from tests.sync.client.laptops import TOOL, TOOL_HASH
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

MakeLaptop = Callable[[str, str], RealLaptop]


@pytest.fixture
def make_laptop(server: Server, tmp_path: Path) -> Iterator[MakeLaptop]:
    made: list[RealLaptop] = []

    def make(name: str, role: str) -> RealLaptop:
        made.append(new_real_laptop(tmp_path / f"profile-{len(made)}", server, name, role))
        return made[-1]

    yield make
    for laptop in made:
        laptop.profile.store.close()


def test_a_signed_audit_is_with_the_officer_byte_for_byte(make_laptop: MakeLaptop) -> None:
    auditor, officer = make_laptop("Ada Auditor", "auditor"), make_laptop("Oli Officer", "qa_officer")
    audit_id = auditor.start_audit()
    auditor.profile.put(audit_id, "answer/q1/comment", "Siân saw the child alone 🙂\nand wrote it down")
    note = b"%PDF-1.7 a note " * 50_000
    document = auditor.sign(audit_id, note)

    sent = auditor.sync()
    got = officer.sync()

    assert (sent.outcome, sent.sent, sent.refused, sent.waiting) == (Outcome.DONE, 5, 0, 0)
    assert (got.outcome, got.received, got.documents) == (Outcome.DONE, 5, 2)
    store = officer.profile.store
    assert store.load(audit_id) == auditor.profile.store.load(audit_id)
    assert store.load(audit_id).state is AuditState.SIGNED
    assert store.operations(audit_id) == auditor.profile.store.operations(audit_id)
    assert store.document(document).data == note
    assert store.tool_definition(TOOL_HASH) == TOOL
    assert auditor.profile.store.unsent().count == 0
    assert store.sync.held() == ()


def test_a_draft_is_with_its_author_alone_and_a_colleague_never_sees_the_signed_one(make_laptop: MakeLaptop) -> None:
    auditor, colleague = make_laptop("Ada Auditor", "auditor"), make_laptop("Ben Auditor", "auditor")
    officer = make_laptop("Oli Officer", "qa_officer")
    audit_id = auditor.start_audit()
    auditor.sync()
    assert officer.sync().received == 0
    auditor.sign(audit_id, b"%PDF")
    auditor.sync()

    assert colleague.sync().received == 0
    assert officer.sync().received == 4
    with pytest.raises(NotFound):
        colleague.profile.store.load(audit_id)


def test_a_run_without_work_does_nothing(make_laptop: MakeLaptop) -> None:
    auditor = make_laptop("Ada Auditor", "auditor")
    auditor.start_audit()
    auditor.sync()

    again = auditor.sync()

    assert (again.outcome, again.sent, again.received, again.refused, again.documents) == (Outcome.DONE, 0, 0, 0, 0)


@contextmanager
def kept_on_tape(server: Server) -> Iterator[str]:
    """Copy the database as it is now; give the copy's name."""
    tape = f"{server.database}_tape"
    server.cluster.sql("postgres", f"CREATE DATABASE {tape} TEMPLATE {server.database}")
    try:
        yield tape
    finally:
        server.cluster.sql("postgres", f"DROP DATABASE {tape} WITH (FORCE)")


def restored(laptop: RealLaptop, tape: str) -> RealLaptop:
    """Return the laptop where the server's database is the one from the tape."""
    return replace(laptop, address=replace(laptop.address, database=tape))


def test_a_new_epoch_brings_back_what_the_server_lost(make_laptop: MakeLaptop, server: Server) -> None:
    auditor, officer = make_laptop("Ada Auditor", "auditor"), make_laptop("Oli Officer", "qa_officer")
    other = make_laptop("Olga Officer", "qa_officer")
    before = auditor.start_audit()
    auditor.sync()
    with kept_on_tape(server) as tape:
        since = auditor.start_audit()
        document = auditor.sign(since, b"%PDF note")
        auditor.sync()
        officer.sync()
        with administering(server.cluster.dsn(tape)) as connection:
            begin_epoch(connection, "restored from last night")

        # The auditor is away: the officer gives back what the auditor wrote.
        given = restored(officer, tape).sync()
        got = restored(other, tape).sync()
        last = restored(auditor, tape).sync()

        assert (given.outcome, given.sent) == (Outcome.DONE, 4)
        assert (got.received, got.documents) == (4, 2)
        assert other.profile.store.operations(since) == auditor.profile.store.operations(since)
        assert other.profile.store.document(document).data == b"%PDF note"
        assert (last.outcome, last.refused) == (Outcome.DONE, 0)
        assert auditor.profile.store.unsent().count == 0
        assert len(auditor.profile.store.operations(before)) == 2


def test_a_server_that_was_set_back_in_silence_stops_the_laptop(make_laptop: MakeLaptop, server: Server) -> None:
    auditor = make_laptop("Ada Auditor", "auditor")
    with kept_on_tape(server) as tape:
        audit_id = auditor.start_audit()
        auditor.sync()
        auditor.profile.put(audit_id, "answer/q1/comment", "written since")

        report = restored(auditor, tape).sync()

        assert report.outcome is Outcome.SUSPENDED
        assert auditor.profile.store.unsent().count == 1


def test_an_officer_and_the_author_meet_on_one_field(make_laptop: MakeLaptop) -> None:
    auditor, officer = make_laptop("Ada Auditor", "auditor"), make_laptop("Oli Officer", "qa_officer")
    audit_id = auditor.start_audit()
    auditor.sign(audit_id, b"%PDF")
    auditor.sync()
    officer.sync()
    auditor.profile.put(audit_id, "comment/c1/text", "mine")
    officer.profile.put(audit_id, "comment/c1/text", "theirs")
    for laptop in (auditor, officer, auditor):
        laptop.sync()

    (here,) = conflicts(auditor.profile.store.sync.in_server_order(audit_id))
    (there,) = conflicts(officer.profile.store.sync.in_server_order(audit_id))

    assert here == there
    assert here.both_texts == "mine\n\ntheirs"


def _problem(address: ServerAddress, password: str) -> NetworkProblem:
    with pytest.raises(NetworkProblem) as caught:
        open_line(address, password)
    return caught.value


def test_every_way_not_to_get_in_is_told_apart(make_laptop: MakeLaptop, server: Server) -> None:
    laptop = make_laptop("Ada Auditor", "auditor")
    host, user, port = "localhost", laptop.address.user, server.cluster.port
    database, authority = server.database, str(server.cluster.ca)

    wrong_password = _problem(laptop.address, "not this one")
    wrong_database = _problem(ServerAddress(host, user, port, "nowhere", authority), laptop.password)
    untrusted = _problem(ServerAddress(host, user, port, database), laptop.password)
    nobody_there = _problem(ServerAddress(host, user, 1, database, authority), laptop.password)
    no_such_name = _problem(ServerAddress("nowhere.invalid", user, port, database, authority), laptop.password)

    assert isinstance(wrong_password, NotAdmitted)
    assert "sign-in name or password" in wrong_password.sentence
    assert "no database" in wrong_database.sentence
    assert "does not prove" in untrusted.sentence
    assert isinstance(nobody_there, LineBroke)
    assert "does not answer" in nobody_there.sentence
    assert "No computer called" in no_such_name.sentence
