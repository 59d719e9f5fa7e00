"""Quotations that wait are gone through one after the other; each decision is kept, and so is what was begun."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed, SeveralProblems
from tests.desks import OpenDesk, new_desk, reopened
from tests.figure_seed import add_record

ALL = FigureFilter()
SAID = {
    "C-1": "Pat Parker asked her on 3 March 2026 what she wished for.",
    "C-2": "Nobody asked the father.",
    "C-3": "Her words stand in the plan.",
}


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    desk = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    yield desk
    desk.desk.close()


def tagged(desk: OpenDesk, name: str = "Voice of the child") -> dict[str, AuditId]:
    found = {}
    for day, (subject, words) in enumerate(SAID.items(), 1):
        found[subject] = add_record(desk, "her-audit", subject, date(2026, 9, day), {paths.STRENGTHS: words})
        desk.desk.tag_themes(found[subject], ThemeKind.STRENGTH, name, words)
    return found


def test_they_come_the_latest_first_with_what_would_be_struck(officer: OpenDesk) -> None:
    tagged(officer)
    redact = officer.desk.theming.redact

    first = redact.next(ALL)
    assert first is not None
    second = redact.next(ALL, after=first.quotation)
    assert second is not None
    third = redact.next(ALL, after=second.quotation)
    assert third is not None

    assert [one.quotation.subject for one in (first, second, third)] == ["C-3", "C-2", "C-1"]
    assert third.proposed == "[…] asked her on […] what she wished for."
    assert first.proposed == SAID["C-3"]
    assert redact.next(ALL, after=third.quotation) is None
    assert redact.next(ALL, theme="Another") is None


def test_what_is_released_waits_no_more_and_who_could_be_recognised_is_asked_about(officer: OpenDesk) -> None:
    audits = tagged(officer)
    redact, figures = officer.desk.theming.redact, officer.desk.figures
    one = redact.next(ALL)
    assert one is not None
    (before,) = figures.quoted(ALL)

    with pytest.raises(SeveralProblems, match="Somebody could be recognised"):
        redact.release(one, "Call 01432 260000 about her.")
    redact.release(one, "Her words stand […].")

    (after,) = figures.quoted(ALL)
    (theme,) = officer.desk.tag_themes.of(audits["C-3"])
    assert (before.quotations, before.waiting, after.quotations, after.waiting) == (3, 3, 3, 2)
    assert (theme.public, theme.redacted_by) == ("Her words stand […].", "Olu Officer")
    following = redact.next(ALL)
    assert following is not None
    assert following.quotation.subject == "C-2"


def test_what_was_begun_is_there_the_next_time_and_is_told_to_nobody(officer: OpenDesk) -> None:
    tagged(officer)
    redact = officer.desk.theming.redact
    one = redact.next(ALL)
    assert one is not None
    redact.keep_begun(one, "Her words […].")

    again = reopened(officer)
    begun = again.desk.theming.redact.next(ALL)
    assert begun is not None
    assert (begun.proposed, begun.is_begun) == ("Her words […].", True)
    assert not begun.theme.public
    again.desk.theming.redact.release(begun, begun.proposed)
    (private,) = [
        field
        for field in again.desk.open_audit(begun.quotation.audit).record.fields
        if field.startswith("prep/redaction/")
    ]
    assert private == paths.preparation("redaction", begun.theme.id)
    assert again.desk.open_audit(begun.quotation.audit).record.fields[private].value is None
    again.desk.close()


def test_a_theme_of_another_name_has_the_quotations_of_its_old_one(officer: OpenDesk) -> None:
    themes = officer.desk.theming.themes
    themes.add("Voice")
    tagged(officer, "Voice")

    renamed = themes.rename("voice", "Voice of the child")

    (told,) = officer.desk.figures.quoted(ALL)
    found = officer.desk.theming.redact.next(ALL, theme="Voice of the child")
    assert (told.name, told.quotations) == (renamed.name, 3)
    assert found is not None
    assert [one.name for one in themes().offered] == ["Voice of the child"]
    themes.add("Fathers")
    with pytest.raises(InputProblem, match="already"):
        themes.rename("Fathers", "voice of the CHILD")
    assert themes.rename("Fathers", "fathers").name == "fathers"


def test_only_an_officer_goes_through_them(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "manager", role=Role.MANAGER)

    with pytest.raises(NotAllowed, match="QA officer"):
        desk.desk.theming.redact.next(ALL)
    desk.desk.close()
