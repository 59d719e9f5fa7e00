"""Settings are copied, changed and used without code; audits keep what held when they were begun."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop import bootstrap
from qa_desktop.domain import consequences, filing_text, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.errors import NotAllowed, NotFound, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.authorities import Authority
from tests.desks import MOMENT, OpenDesk, new_desk, sign_an_audit
from tests.sample_audits import COMPLETE_BRA

TOOL = "bra-live-audit"


@pytest.fixture
def ada(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenDesk:
    monkeypatch.setenv("QA_DESKTOP_MANAGED_FILE", str(tmp_path / "managed.json"))
    return new_desk(tmp_path / "ada")


def northshire(folder: Path) -> Path:
    """A sixth authority, made as the manual says: Bracknell Forest's file, copied and changed."""
    text = bootstrap.settings_library().data("bracknell-forest").decode()
    for old, new in (
        ("settings: bracknell-forest", "settings: northshire"),
        ("{code: BRA, name: Bracknell Forest}", "{code: NOR, name: Northshire}"),
        ("  of: [BRA]", "  of: [NOR]\n  also: [bra-live-audit, bra-audit-variants]"),
        ("practitioner: Key worker", "practitioner: Social worker"),
        ("    amount: 5", "    amount: 3"),
        ("tell: [Quality Assurance Officer]", "tell: [Head of Service, Director]"),
        ("name: the Quality Assurance Officer", "name: QA, address: qa@northshire.example"),
    ):
        assert old in text
        text = text.replace(old, new)
    file = folder / "northshire.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def begin(desk: OpenDesk, tool: str = TOOL) -> Audit:
    audit = desk.desk.start_audit(StartRequest(tool, "48-2207"))
    return desk.desk.record(audit, {**COMPLETE_BRA, paths.OVERALL_GRADE: "inadequate"}).audit


def test_a_sixth_authority_is_made_by_copying_and_its_audits_go_its_way(ada: OpenDesk, tmp_path: Path) -> None:
    printed = begin(ada)

    ada.desk.authority_settings.choose_file(northshire(tmp_path))
    audit = begin(ada)

    told = consequences.escalation(audit)
    assert told is not None
    assert told.recipients == ("Head of Service", "Director")
    amounts = {one.rule.id: one.rule.amount for one in consequences.deadlines(audit)}
    assert amounts["immediate"] == 3
    assert {one.rule.id: one.rule.amount for one in consequences.deadlines(printed)}["immediate"] == 5
    assert audit.tool.words.practitioner == "Social worker"
    titles = [step.title for step in filing_text.filing_texts(audit, MOMENT)]
    assert "Return the completed audit to qa@northshire.example" in titles


def test_a_begun_audit_keeps_what_held_when_the_settings_change(ada: OpenDesk, tmp_path: Path) -> None:
    ada.desk.authority_settings.choose_file(northshire(tmp_path))
    begun = begin(ada)

    ada.desk.authority_settings.choose("bracknell-forest")

    kept = ada.desk.open_audit(begun.id)
    assert kept.tool == begun.tool
    assert kept.tool.words.practitioner == "Social worker"
    assert kept.tool.adaptation is not None
    assert kept.tool.adaptation.settings == "northshire"


def test_an_amendment_begins_with_the_very_tool_that_was_signed(ada: OpenDesk, tmp_path: Path) -> None:
    ada.desk.authority_settings.choose_file(northshire(tmp_path))
    signed = ada.desk.open_audit(sign_an_audit(ada.desk))
    ada.desk.authority_settings.choose("")

    amended = ada.desk.amend_audit(signed.id)

    assert amended.tool.content_hash == signed.tool.content_hash
    assert amended.tool.words.practitioner == "Social worker"


def test_the_note_names_the_settings_that_held(ada: OpenDesk, tmp_path: Path) -> None:
    ada.desk.authority_settings.choose_file(northshire(tmp_path))
    audit = begin(ada)

    note = compose_note(audit, NoteOccasion(MOMENT, "head"))

    by = {fact.label: fact.value for fact in note.identity}
    assert by["Laid out by the settings of"] == "Northshire (northshire, version 1.0)"
    assert by["Tool content (SHA-256)"] == audit.tool.content_hash


def test_the_authoritys_own_tools_come_first_and_are_marked(ada: OpenDesk) -> None:
    before = ada.desk.tools()

    ada.desk.authority_settings.choose("rochdale")
    after = ada.desk.tools()

    assert not any(one.is_own for one in before)
    own = [one.is_own for one in after]
    assert own == sorted(own, reverse=True)
    assert {one.authority for one in after if one.is_own} == {"Rochdale"}
    assert {one.id for one in after} == {one.id for one in before}
    library = [one.summary.is_own for one in ada.desk.tool_care.library()]
    assert library == sorted(own, reverse=True)


def test_a_file_with_mistakes_changes_nothing(ada: OpenDesk, tmp_path: Path) -> None:
    ada.desk.authority_settings.choose("durham")
    file = tmp_path / "wrong.yaml"
    file.write_text("settings: x\n", encoding="utf-8")

    with pytest.raises(SeveralProblems):
        ada.desk.authority_settings.choose_file(file)

    here = ada.desk.authority_settings.here().settings
    assert here is not None
    assert here.name == "Durham"


def test_settings_that_do_not_exist_are_refused_by_name(ada: OpenDesk) -> None:
    with pytest.raises(NotFound, match="There are: bracknell-forest"):
        ada.desk.authority_settings.choose("atlantis")


def test_signed_settings_count_before_those_chosen_here(ada: OpenDesk, tmp_path: Path) -> None:
    authority = Authority()
    ada.desk.authority_settings.choose("durham")
    ada.desk.authority.pin(authority.fingerprint)
    ada.desk.authority(authority.sign(2, settings=northshire(tmp_path).read_text(encoding="utf-8")))

    here = ada.desk.authority_settings.here()

    assert here.settings is not None
    assert (here.settings.name, here.serial) == ("Northshire", 2)
    with pytest.raises(NotAllowed, match="signed its own settings"):
        ada.desk.authority_settings.choose("durham")


def test_signed_settings_that_cannot_be_read_are_said_and_the_profile_still_holds(ada: OpenDesk) -> None:
    authority = Authority()
    ada.desk.authority.pin(authority.fingerprint)
    ada.desk.authority(authority.sign(2, settings="settings: [of a later kind]"))

    here = ada.desk.authority_settings.here()

    assert here.settings is None
    assert "Update QA Desktop" in here.problem
    assert ada.desk.authority.held() is not None
    assert begin(ada).tool.adaptation is None
