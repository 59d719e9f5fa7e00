"""Nothing that was committed is ever passed over, however writers and readers interleave."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_desktop.sync.server.provision import migrations
from tests.sync.server.laptops import Laptop, Server, until

Steps = list[tuple[str, int]]
STEPS = st.lists(st.tuples(st.sampled_from(["write", "commit", "pull"]), st.integers(0, 1)), max_size=14)
CLASSIC: Steps = [("write", 0), ("write", 1), ("commit", 1), ("pull", 0), ("commit", 0)]
A_SEQUENCE_INSTEAD = (
    ("(f.epoch, f.xid, f.seq) > (from_no, from_xid, from_seq)", "f.seq > from_seq"),
    ("and (f.epoch < current_no or f.xid < horizon)", ""),
    ("order by f.epoch, f.xid, f.seq", "order by f.seq"),
    ("order by l.epoch, l.xid, l.seq", "order by l.seq"),
)


def lost(anna: Laptop, steps: Steps) -> set[str]:
    """Play the steps with two writers and a reader; return what was committed and never pulled."""
    written: set[str] = set()
    seen: set[str] = set()
    reader = replace(anna, position=(None, None, None))
    audits = [anna.start(), anna.start()]
    with contextlib.ExitStack() as stack:
        writers = [replace(anna, connection=stack.enter_context(anna.new_connection())) for _ in audits]
        busy: set[int] = set()
        for step, number in [*steps, ("commit", 0), ("commit", 1), ("pull", 0)]:
            if step == "write":
                if number not in busy:
                    writers[number].connection.execute("BEGIN")
                    busy.add(number)
                operation = anna.operation(f"{audits[number]}/record")
                assert writers[number].outcomes([operation]) == ["applied"]
                written.add(operation.op_id)
            elif step == "commit" and number in busy:
                writers[number].connection.execute("COMMIT")
                busy.remove(number)
            elif step == "pull":
                seen |= {row.op_id for row in reader.pull()}
    return written - seen


def use_a_sequence(server: Server) -> None:
    text = next(step.text for step in migrations() if step.name == "0006_reading")
    for ours, other in A_SEQUENCE_INSTEAD:
        assert ours in text, "the experiment no longer fits the function"
        text = text.replace(ours, other)
    start = text.index("create function next_lines(")
    body = text[start : text.index("end $$;", start) + len("end $$;")].replace(
        "create function", "create or replace function"
    )
    server.sql(f"SET ROLE qa_owner; SET search_path = qa, pg_catalog; {body}")


def test_a_writer_that_commits_late_is_not_passed_over(server: Server) -> None:
    assert lost(server.person(), CLASSIC) == set()


def test_with_a_sequence_as_cursor_the_same_experiment_loses_a_row(server: Server) -> None:
    use_a_sequence(server)

    assert len(lost(server.person(), CLASSIC)) == 1


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
@example(steps=CLASSIC)
def test_no_interleaving_loses_a_row(server: Server, steps: Steps) -> None:
    anna = server.person()
    try:
        assert lost(anna, steps) == set()
    finally:
        anna.connection.close()


def test_the_test_above_fails_where_the_cursor_is_a_sequence(server: Server) -> None:
    use_a_sequence(server)

    with pytest.raises(AssertionError):
        test_no_interleaving_loses_a_row(server=server)


def test_a_transaction_that_stays_open_holds_back_what_is_newer_until_the_watchdog_ends_it(server: Server) -> None:
    anna, mallory = server.person(), server.person()
    theirs, ours = mallory.start(), anna.start()
    anna.pull()
    freezing = mallory.new_connection()
    freezing.execute("SET idle_in_transaction_session_timeout = 0")
    freezing.execute("BEGIN")
    replace(mallory, connection=freezing).push([mallory.operation(f"{theirs}/record")])
    anna.push([anna.operation(f"{ours}/record")])
    assert anna.pull() == []

    ended = server.sql("SET ROLE qa_watchdog; SELECT qa.end_long_transactions(interval '0 seconds')")

    assert ended == "1"
    assert [row.rev for row in until(anna.pull, bool)] == [2]
    freezing.close()


def test_the_watchdog_leaves_short_transactions_alone(server: Server) -> None:
    anna = server.person()
    anna.start()
    with anna.connection.transaction():
        anna.connection.execute("SELECT 1")

        assert server.sql("SELECT qa.end_long_transactions()") == "0"
