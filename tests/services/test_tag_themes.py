"""Themes: tagged while auditing and later, with words that the audit says; nothing leaves the team by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.figures.redaction import struck_from, with_struck
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotFound, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import MOMENT, new_desk
from tests.figure_seed import signed

WORDS = "The plan is written in her own words."


def test_a_theme_is_tagged_in_a_draft_and_after_the_signature_and_can_be_taken_back(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "officer", role=Role.QA_OFFICER)
    fields = {paths.answer("her-audit.1", "comment"): WORDS, paths.DEVELOPMENT: "Nobody asked the father."}
    audit = desk.desk.start_audit(StartRequest("her-audit", "HER-1", "Pat", fields=fields))
    tag = desk.desk.tag_themes

    first = tag(audit.id, ThemeKind.STRENGTH, "Voice of the child", "written in HER own words", "her-audit.1")
    signed(desk, desk.desk.open_audit(audit.id))
    second = tag(audit.id, ThemeKind.DEVELOPMENT, "Fathers", "Nobody asked the father.")
    counted = {one.name: one.cases for one in desk.desk.figures.themes(FigureFilter())}
    tag.release(audit.id, second.id, "A father was not asked.")
    (quoted,) = desk.desk.figures.quotations(FigureFilter(), ThemeKind.DEVELOPMENT, "fathers")
    tag.remove(audit.id, first.id)

    assert counted == {"Voice of the child": 1, "Fathers": 1}
    assert (quoted.quote, quoted.public) == ("Nobody asked the father.", "A father was not asked.")
    assert [one.name for one in tag.of(audit.id)] == ["Fathers"]
    assert {one.name for one in desk.desk.figures.themes(FigureFilter())} == {"Fathers"}
    desk.desk.close()


def test_what_the_audit_does_not_say_is_no_theme_of_it(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "auditor")
    audit = desk.desk.start_audit(StartRequest("her-audit", "HER-1", "Pat"))
    tag = desk.desk.tag_themes

    with pytest.raises(InputProblem, match="nowhere"):
        tag(audit.id, ThemeKind.STRENGTH, "Voice of the child", WORDS)
    with pytest.raises(InputProblem, match="Name the theme"):
        tag(audit.id, ThemeKind.STRENGTH, " ", WORDS)
    with pytest.raises(NotFound, match="no question"):
        tag(audit.id, ThemeKind.STRENGTH, "Voice", WORDS, "nothing")
    with pytest.raises(NotFound, match="There are: none"):
        tag.remove(audit.id, "nothing")
    desk.desk.close()


def test_what_was_struck_from_a_quotation_by_whom_and_when_is_kept_and_a_name_is_asked_about(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "officer", "Olu Officer", role=Role.QA_OFFICER)
    fields = {paths.DEVELOPMENT: "Pat Parker did not ask the father in Ledbury."}
    audit = desk.desk.start_audit(StartRequest("her-audit", "HER-1", "Pat Parker", fields=fields))
    tag = desk.desk.tag_themes
    one = tag(audit.id, ThemeKind.DEVELOPMENT, "Fathers", "Pat Parker did not ask the father in Ledbury.")

    with pytest.raises(SeveralProblems, match="Somebody could be recognised"):
        tag.release(audit.id, one.id, "Parker did not ask the father.")
    kept = tag.release(audit.id, one.id, "[…] did not ask the father […]")

    assert (kept.public, kept.struck) == ("[…] did not ask the father […]", ("Pat Parker", "in Ledbury."))
    assert (kept.redacted_by, kept.redacted_on) == ("Olu Officer", MOMENT.date())
    assert kept.quote == "Pat Parker did not ask the father in Ledbury."
    taken_back = tag.release(audit.id, one.id, "")
    assert (taken_back.public, taken_back.struck, taken_back.redacted_by) == ("", (), "")
    desk.desk.close()


def test_words_are_struck_whole_and_gaps_beside_each_other_are_one() -> None:
    quote = "Pat did not ask."

    assert with_struck(quote, 1, 2) == "[…] did not ask."
    assert with_struck(with_struck(quote, 0, 3), 4, 7) == "[…] not ask."
    assert struck_from(quote, "[…] not ask.") == ("Pat did",)
