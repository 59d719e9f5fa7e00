"""Tables of an export: their columns are documented and stay, and pseudonyms tell nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain.exports.columns import TABLES, Care, Table
from qa_desktop.domain.exports.pseudonym import Pseudonyms

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
SECRET = bytes(range(32))


@pytest.mark.parametrize("table", TABLES, ids=lambda one: one.id)
def test_every_table_is_documented_with_its_columns_in_order(table: Table) -> None:
    assert f"| `{table.id}` |" in DOCUMENTED
    assert ", ".join(f"`{one}`" for one in table.ids) in DOCUMENTED


def test_what_people_wrote_and_who_they_are_is_marked_in_every_table() -> None:
    cared = {f"{table.id}.{one.id}" for table in TABLES for one in table.columns if one.care is not Care.PLAIN}

    assert cared == {
        "audits.subject", "audits.practitioner", "audits.overall_reason", "audits.strengths", "audits.development",
        "audits.practitioner_words", "answers.comment", "answers.reason", "actions.what", "actions.who",
        "actions.owner", "improvements.what", "improvements.who", "improvements.owner", "improvements.source",
        "improvements.impact",
    }  # fmt: skip


def test_a_pseudonym_is_the_same_for_the_same_name_however_it_is_written() -> None:
    told = Pseudonyms(SECRET)

    assert told("person", "Pat  Worker") == told("person", "pat worker")
    assert told("person", "Pat Worker") != told("case", "Pat Worker")
    assert told("person", " ") == ""


def test_another_secret_makes_another_pseudonym_and_a_short_one_is_refused() -> None:
    assert Pseudonyms(SECRET)("case", "48-2207") != Pseudonyms(SECRET[::-1])("case", "48-2207")
    with pytest.raises(ValueError, match="too short"):
        Pseudonyms(b"short")
