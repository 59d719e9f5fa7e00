"""Suggested themes: with the words they rest on, applied by nobody but a person, learned on this laptop alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.record import Role
from qa_desktop.errors import EnvironmentProblem
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import signed

STRENGTHS = "Wishes and feelings are clearly recorded in her own words. Kyle was seen alone. She writes good plans."
DEVELOPMENT = "Supervision is irregular and gives no direction. Pat Parker did not write the plan."


@pytest.fixture
def desk(tmp_path: Path) -> OpenDesk:
    made = new_desk(tmp_path / "officer", role=Role.QA_OFFICER)
    made.desk.authority_settings.choose("herefordshire")
    return made


def begun(desk: OpenDesk) -> Audit:
    fields = {paths.STRENGTHS: STRENGTHS, paths.DEVELOPMENT: DEVELOPMENT}
    return desk.desk.start_audit(StartRequest("her-audit", "HER-1", "Pat Parker", fields=fields))


def test_an_audit_is_suggested_themes_with_its_own_words_and_nothing_is_tagged_by_that(desk: OpenDesk) -> None:
    audit = begun(desk)

    found = desk.desk.theming.suggest(audit.id)

    assert [(one.kind, one.theme.name, one.quote) for one in found] == [
        (
            ThemeKind.STRENGTH,
            "Voice of the child",
            "Wishes and feelings are clearly recorded in her own words.",
        ),
        (ThemeKind.DEVELOPMENT, "Management oversight", "Supervision is irregular and gives no direction."),
    ]
    assert desk.desk.tag_themes.of(audit.id) == ()
    desk.desk.close()


def test_what_was_refused_or_tagged_is_suggested_no_more_and_a_refusal_never_leaves(desk: OpenDesk) -> None:
    audit = begun(desk)
    suggest, tag = desk.desk.theming.suggest, desk.desk.tag_themes
    first, second = suggest(audit.id)

    suggest.refuse(audit.id, first)
    tag(audit.id, second.kind, second.theme.name, second.quote, second.item)
    signed(desk, desk.desk.open_audit(audit.id))

    assert suggest(audit.id) == ()
    refusals = [one for one in desk.store.operations(audit.id, with_private=True) if "refused" in one.path]
    assert [one.stream.name for one in refusals] == [f"private:{desk.desk.owner.id}"]
    assert first.quote not in str(refusals[0].unpacked())
    desk.desk.close()


def test_tags_of_signed_audits_teach_by_the_name_that_their_theme_has_today(desk: OpenDesk) -> None:
    audit = begun(desk)
    desk.desk.tag_themes(audit.id, ThemeKind.STRENGTH, "Recording", "Wishes and feelings are clearly recorded")
    signed(desk, desk.desk.open_audit(audit.id))
    desk.desk.theming.themes.merge("Recording", "Timeliness")

    (example,) = desk.desk.theming.suggest.model().examples

    assert (example.theme, example.words) == ("Timeliness", "Wishes and feelings are clearly recorded")
    desk.desk.close()


def test_without_the_library_it_is_said_and_everything_else_works(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    audit = begun(desk)
    monkeypatch.setitem(sys.modules, "snowballstemmer.english_stemmer", None)

    with pytest.raises(EnvironmentProblem, match="snowballstemmer is not installed"):
        desk.desk.theming.suggest(audit.id)
    tagged = desk.desk.tag_themes(audit.id, ThemeKind.STRENGTH, "Recording", "clearly recorded")
    assert tagged.name == "Recording"
    desk.desk.close()
