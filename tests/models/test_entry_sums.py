"""Sums of registers are what the rows amount to, whatever was begun, signed, corrected and taken away, in any order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_desktop.models.rows import Cell
from qa_desktop.models.statement import Run
from tests.models.profiles import OpenedProfile

AUDITS, REGISTERS, NOTES = ("a", "b", "c"), ("notices", "samples"), ("note-1", "note-2")
# Counted without the sums: signed, with a day, and no signed correction names a note of it.
STANDS = (
    "e.signed = 1 AND e.day <> '' AND e.audit NOT IN (SELECT d.audit FROM entry later JOIN document d "
    "ON d.id = later.amends WHERE later.amends <> '' AND later.signed = 1)"
)
RAW = (
    f"SELECT e.register, substr(e.day, 1, 7), '', '', '', count(*), count(*) FROM entry e WHERE {STANDS} GROUP BY 1, 2 "  # noqa: S608 - constants of ours
    "UNION ALL SELECT e.register, substr(e.day, 1, 7), c.question, c.code, c.label, count(*), sum(c.amount) "
    f"FROM entry e JOIN entry_count c ON c.audit = e.audit AND c.register = e.register WHERE {STANDS} "
    "GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
)
KEPT = "SELECT register, month, question, code, label, many, amount FROM entry_sum ORDER BY 1, 2, 3, 4, 5"
ADD = "INSERT INTO entry VALUES (?, ?, ?, ?, '', '', '', ?)"
ADD_COUNT = "INSERT INTO entry_count VALUES (?, ?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True)
class Stand:
    """A record stands in registers, in the place of how it stood: a day, signed or not, and what it corrects."""

    audit: str
    rows: tuple[tuple[str, str, bool, str], ...]
    counts: tuple[tuple[str, str, str, int], ...]

    def __call__(self, run: Run) -> None:
        Forget(self.audit)(run)
        run.many(ADD, [(self.audit, register, day, int(signed), note) for register, day, signed, note in self.rows])
        there = {register for register, *_ in self.rows}
        counted: list[tuple[Cell, ...]] = [
            (self.audit, register, question, "", label, amount)
            for register, question, label, amount in self.counts
            if register in there
        ]
        run.many(ADD_COUNT, counted)


@dataclass(frozen=True, slots=True)
class Forget:
    """A record goes, in the order in which the store takes rows away."""

    audit: str

    def __call__(self, run: Run) -> None:
        run("DELETE FROM entry WHERE audit = ?", (self.audit,))
        run("DELETE FROM entry_count WHERE audit = ?", (self.audit,))


@dataclass(frozen=True, slots=True)
class ForgetCounts:
    """What is counted goes before the record."""

    audit: str

    def __call__(self, run: Run) -> None:
        run("DELETE FROM entry_count WHERE audit = ?", (self.audit,))


@dataclass(frozen=True, slots=True)
class Note:
    """A signed record has a note, or has it no more."""

    audit: str
    note: str
    is_there: bool

    def __call__(self, run: Run) -> None:
        run("DELETE FROM document WHERE audit = ? AND id = ?", (self.audit, self.note))
        if self.is_there:
            run(
                "INSERT INTO document (audit, id, kind, media_type, made_at, data) VALUES (?, ?, '', '', '', x'')",
                (self.audit, self.note),
            )


DAYS = st.sampled_from(("", "2026-11-02", "2026-11-30", "2026-12-01", "2025-01-01"))
ROWS = st.lists(
    st.tuples(st.sampled_from(REGISTERS), DAYS, st.booleans(), st.sampled_from(("", *NOTES))),
    max_size=2,
    unique_by=lambda row: row[0],
).map(tuple)
COUNTS = st.lists(
    st.tuples(
        st.sampled_from(REGISTERS),
        st.sampled_from(("kind", "theme")),
        st.sampled_from(("Success", "Erfolg")),
        st.integers(0, 3),
    ),
    max_size=3,
    unique_by=lambda row: row[:2],
).map(tuple)
AUDIT = st.sampled_from(AUDITS)
STEPS = st.lists(
    st.one_of(
        st.builds(Stand, AUDIT, ROWS, COUNTS),
        st.builds(Note, AUDIT, st.sampled_from(NOTES), st.booleans()),
        st.builds(Forget, AUDIT),
        st.builds(ForgetCounts, AUDIT),
    ),
    max_size=14,
)


SIGNED = Stand("a", (("notices", "2026-11-02", True, ""),), (("notices", "kind", "Success", 1),))
CORRECTION = Stand("b", (("notices", "2026-12-01", True, "note-1"),), (("notices", "kind", "Success", 1),))


@example([SIGNED, CORRECTION, Note("a", "note-1", is_there=True), Note("a", "note-1", is_there=False)])
@example([Note("a", "note-1", is_there=True), SIGNED, CORRECTION, Forget("b")])
@given(STEPS)
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_sums_are_what_the_rows_amount_to(
    profile: OpenedProfile, steps: list[Stand | Note | Forget | ForgetCounts]
) -> None:
    with profile.store._write() as run:
        for audit in AUDITS:
            Forget(audit)(run)
        run("DELETE FROM document")
        for step in steps:
            step(run)
            assert list(run(KEPT)) == list(run(RAW)), step


def test_a_row_cannot_be_changed_behind_the_sums(profile: OpenedProfile) -> None:
    with profile.store._write() as run:
        SIGNED(run)

    for statement in ("UPDATE entry SET signed = 0", "UPDATE entry_count SET amount = 2"):
        with pytest.raises(Exception, match="replaced, never changed"), profile.store._write() as run:
            run(statement)
