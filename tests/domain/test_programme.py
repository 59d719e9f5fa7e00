"""What a newer version wrote into the programme stops nobody from reading the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from qa_desktop.domain.allocation_answer import Answer, AnswerKind, answer_change, answers
from qa_desktop.domain.kept_draw import keep_draw_change, kept_draws
from qa_desktop.domain.programme import Entry, EntryKind, entries, entry_change
from qa_desktop.domain.record import Role
from qa_desktop.domain.sampling.draw import Scheme, Spread
from tests.desks import MOMENT, new_desk
from tests.domain.sampling.lists import population, recorded

DAY = date(2026, 11, 9)


def test_words_that_only_a_newer_version_unpacks_are_passed_over(tmp_path: Path) -> None:
    officer = new_desk(tmp_path / "officer", role=Role.QA_OFFICER)
    me = officer.desk.owner.id
    record = recorded(population(), Scheme(Spread.WHOLE, 2))
    changes = [
        *(entry_change(Entry(name, EntryKind.PLAN, name, DAY, DAY)) for name in ("one", "two")),
        *(answer_change(Answer(name, me, AnswerKind.TAKEN, MOMENT)) for name in ("a", "b")),
        *(keep_draw_change(name, record) for name in ("x", "y")),
    ]
    log = officer.store.append(changes)
    newer = [
        replace(one, body=b"\x78\xbb\x00\x00\x00\x07rest") if number % 2 else one for number, one in enumerate(log)
    ]

    assert [one.id for one in entries(newer)] == ["one"]
    assert list(answers(newer)) == ["a"]
    assert [one.id for one in kept_draws(newer)] == ["x"]
    officer.desk.close()
