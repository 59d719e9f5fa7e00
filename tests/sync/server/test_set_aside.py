"""What was put aside in the moment in which its audit or its part came is in its place soon, whoever looks first."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from qa_desktop.domain.operation import Operation
from qa_desktop.sync.server.administration import administering
from qa_desktop.sync.server.people import move, move_audit
from tests.sync.server.laptops import Laptop, Server
from tests.sync.server.test_administration import say
from tests.sync.server.test_holds import dispose, hold, place, release, signed, state


@contextlib.contextmanager
def under_way(laptop: Laptop) -> Iterator[Laptop]:
    """Give the laptop with a line of its own, on which everything ends at once."""
    with laptop.new_connection() as line, line.transaction():
        yield replace(laptop, connection=line)


def waiting(laptop: Laptop) -> list[str]:
    """Ask what waits, as every run does while anything does."""
    return [str(row[0]) for row in laptop.connection.execute("SELECT op_id FROM qa.quarantined()").fetchall()]


def watch(server: Server) -> None:
    assert say(server, "watch", "--once") == 0


def redact(officer: Laptop, entry: Operation) -> Operation:
    return officer.operation(str(entry.stream), "redact", "", None, {"target": entry.op_id, "reason": "wrong_case"})


def put_aside(laptop: Laptop, *operations: Operation) -> None:
    assert set(laptop.outcomes(operations)) == {"quarantined not_here"}


@pytest.mark.parametrize("is_watched", [False, True])
def test_a_hold_that_came_while_its_audit_was_being_begun_stands(server: Server, *, is_watched: bool) -> None:
    anna, olga = server.person(), server.person("qa_officer")
    with under_way(anna) as beginning:
        audit = beginning.start()
        put_aside(olga, hold(olga, audit))

    if is_watched:
        watch(server)
    else:
        assert waiting(olga) == []

    assert state(server, audit) == "held_draft"
    assert [row.kind for row in olga.pull()] == ["hold"]
    assert server.sql("SELECT count(*) FROM qa.quarantine") == "0"


def test_what_was_written_while_its_part_was_being_given_is_taken(server: Server) -> None:
    anna, ben = server.person(), server.person()
    audit = anna.start()
    early = ben.operation(f"{audit}/peer")
    with under_way(anna) as giving:
        giving.give(audit, ben, "peer")
        put_aside(ben, early)

    assert waiting(ben) == []

    assert early.op_id in [row.op_id for row in ben.pull()]


@pytest.mark.parametrize("is_moved", ["audit", "manager"])
def test_what_a_manager_wrote_before_they_or_the_audit_moved_is_taken(server: Server, is_moved: str) -> None:
    server.team("south")
    anna, boss = server.person(), server.person("manager", "south")
    audit = anna.start()
    anna.finish(audit)
    early = boss.operation(f"{audit}/record")
    put_aside(boss, early)
    with administering(server.dsn) as connection:
        if is_moved == "audit":
            move_audit(connection, audit, "south")
        else:
            move(connection, boss.access.login, team="north")

    assert waiting(boss) == []

    assert early.op_id in [row.op_id for row in boss.pull()]


def test_late_work_that_its_author_may_not_write_any_more_still_waits_to_be_taken_in(server: Server) -> None:
    anna, ben, olga = server.person(), server.person(), server.person("qa_officer")
    audit = anna.start()
    late = anna.operation(f"{audit}/record", value="written on the train")
    olga.give(audit, ben, "owner")
    put_aside(anna, late)
    with administering(server.dsn) as connection:
        move(connection, anna.access.login, role="manager")

    assert waiting(anna) == [late.op_id]

    assert [row[0] for row in ben.connection.execute("SELECT op_id FROM qa.aside()").fetchall()] == [late.op_id]
    assert server.sql("SELECT count(*) FROM qa.refused") == "0"


def test_an_order_to_delete_that_waited_beside_a_hold_is_refused_and_does_not_come_back_with_the_release(
    server: Server,
) -> None:
    anna, olga, otto = server.person(), server.person("qa_officer"), server.person("qa_officer")
    with under_way(anna) as beginning:
        audit = beginning.start()
        put_aside(olga, dispose(olga, audit))
    held = place(otto, audit)

    assert waiting(olga) == []

    for officer in (olga, otto):
        assert officer.outcomes([release(officer, audit, held)]) == ["applied"]
    assert waiting(olga) == []
    assert otto.outcomes([dispose(otto, audit)]) == ["applied"]
    assert state(server, audit) == "draft"


def test_nothing_of_an_audit_is_kept_apart_that_was_being_disposed_of(server: Server) -> None:
    anna, olga, otto, audit = signed(server)
    ben = server.person()
    assert olga.give(audit, ben, "owner") == "applied"
    assert olga.outcomes([dispose(olga, audit)]) == ["applied"]
    with under_way(otto) as disposing:
        assert disposing.outcomes([dispose(otto, audit)]) == ["applied"]
        put_aside(anna, anna.operation(f"{audit}/record", value="late words"))
        assert ben.outcomes([ben.operation(f"{audit}/moderation", value="refused words")]) == ["refused not_allowed"]

    watch(server)

    assert server.sql("SELECT (SELECT count(*) FROM qa.quarantine) + (SELECT count(*) FROM qa.refused)") == "0"


def test_no_copy_of_an_entry_is_kept_apart_that_was_being_redacted(server: Server) -> None:
    anna, olga, otto, audit = signed(server)
    entry = anna.operation(f"{audit}/record", value="words")
    assert anna.outcomes([entry]) == ["applied"]
    assert olga.outcomes([redact(olga, entry)]) == ["applied"]
    mia = server.person("moderator")
    assert olga.give(audit, mia, "moderator") == "applied"
    with under_way(otto) as redacting:
        assert redacting.outcomes([redact(otto, entry)]) == ["applied"]
        assert mia.outcomes([entry]) == ["refused not_allowed"]

    watch(server)

    assert server.sql("SELECT count(*) FROM qa.refused") == "0"


def test_what_waits_for_an_audit_on_which_somebody_is_at_work_is_left_for_the_next_time(server: Server) -> None:
    anna, olga = server.person(), server.person("qa_officer")
    with under_way(anna) as beginning:
        audit = beginning.start()
        early = hold(olga, audit)
        put_aside(olga, early)

    with under_way(anna) as writing:
        writing.outcomes([anna.operation(f"{audit}/record")])
        seen = waiting(olga)

    assert (seen, waiting(olga)) == ([early.op_id], [])


def test_what_waits_for_something_else_is_not_touched(server: Server) -> None:
    mallory, anna = server.person(), server.person()
    audit = anna.start()
    stray = mallory.operation(f"{audit}/record")
    put_aside(mallory, stray)
    before = server.sql("SELECT no, at FROM qa.quarantine")

    assert waiting(mallory) == [stray.op_id]
    watch(server)

    assert server.sql("SELECT no, at FROM qa.quarantine") == before


def test_the_watchdog_goes_on_where_nothing_can_be_tried_again(
    server: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    server.sql("ALTER FUNCTION qa.settle_lately_aside() RENAME TO of_a_later_version")

    watch(server)

    assert "server upgrade" in capsys.readouterr().out
