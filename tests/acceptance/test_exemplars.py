"""Herefordshire's library of good practice: added to by the QA team, read by everybody, and recognised by nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.exemplar import Exemplar
from qa_desktop.domain.organisation import PROGRAMME
from qa_desktop.domain.record import Role
from qa_desktop.domain.register import EntryQuestion, Span
from qa_desktop.errors import NotAllowed, SeveralProblems
from tests.acceptance.registers import counted, noted
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.full_audits import WORKER, signed_in_full
from tests.sync.signed_in import MakeDesk

GOOD = Exemplar(
    "", "Hearing a child who does not speak", "Drawings over six visits became the plan.", "Voice of the child"
)


def refusal(officer: OpenDesk, one: Exemplar, **more: object) -> str:
    with pytest.raises(SeveralProblems) as refused:
        officer.desk.exemplars.add(one, **more)  # type: ignore[arg-type] # by name
    return refused.value.sentence


def test_h12_what_is_added_reaches_everybody_and_is_found_by_its_words(make_desk: MakeDesk) -> None:
    officer, worker = make_desk("Oli Officer", Role.QA_OFFICER), make_desk("Wyn Worker", Role.PRACTITIONER)
    for one in (officer, worker):
        one.desk.sync_now(lambda: False)
    made = officer.desk.exemplars.add(GOOD)
    other = officer.desk.exemplars.add(
        Exemplar("", "A plan in the family's words", "Read aloud and changed there and then.")
    )
    for one in (officer, worker):
        one.desk.sync_now(lambda: False)

    assert {one.id for one in worker.desk.exemplars()} == {made.id, other.id}
    assert [one.title for one in worker.desk.exemplars("CHILD drawings")] == [GOOD.title]
    with pytest.raises(NotAllowed, match="Only a QA officer"):
        worker.desk.exemplars.add(GOOD)

    officer.desk.exemplars.withdraw(other.id)
    for one in (officer, worker):
        one.desk.sync_now(lambda: False)
    assert [one.id for one in worker.desk.exemplars()] == [made.id]


def test_h12_an_audit_begins_an_exemplar_and_none_of_its_names_gets_in(tmp_path: Path) -> None:
    officer = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    said = {paths.STRENGTHS: f"{WORKER} rang 07700 900123 and came back on the day that suited the family."}
    audit = signed_in_full(officer.desk, "dur-collaborative-audit", said, "CASE-0042")

    draft = officer.desk.exemplars.draft(audit.id)
    assert draft.text.startswith(said[paths.STRENGTHS])
    told = refusal(officer, Exemplar("", "For CASE-0042", draft.text), comes_from=audit.id)
    assert [piece in told for piece in ("“CASE-0042”", "“07700 900123”", f"“{WORKER}”")] == [True] * 3
    assert officer.desk.exemplars() == ()
    assert "Say what was done" in refusal(officer, Exemplar("", "Title alone", " "))

    anonymous = Exemplar("", "Coming back when it suits the family", "The visit was moved to a day that suited them.")
    made = officer.desk.exemplars.add(anonymous, comes_from=audit.id)
    operations = officer.store.plans.in_stream(PROGRAMME)
    assert not any(audit.id.encode() in (one.body or b"") or audit.id in str(one.facts) for one in operations)
    assert [one.id for one in officer.desk.exemplars("moved visit")] == [made.id]
    officer.desk.close()


def test_h12_records_of_good_practice_stand_in_a_register_and_the_command_adds_to_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    officer = new_desk(tmp_path / "officer", "Oli Officer", Role.QA_OFFICER)
    officer.desk.authority_settings.choose("herefordshire")
    header = {"method": "exemplar", "record_date": "2026-11-12"}
    noted(officer, "her-other", header, {"her-oth.7": "A genogram drawn with the grandmother"}, "Get Safe Team")
    assert counted(officer, "her-exemplars", Span.MONTH) == {"2026-11": {"entries": 1}}
    (entry,) = officer.desk.registers(EntryQuestion("her-exemplars", text="grandmother"))
    officer.desk.close()

    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ("--data", str(tmp_path / "officer"))
    add = ("exemplar", "add", "--title", "Who matters", "--theme", "Family", "--from", entry.audit, "--json")
    assert cli.run([*add, *place]) == 0
    made = json.loads(capsys.readouterr().out)
    assert "A genogram drawn with the grandmother" in made["text"]
    assert cli.run(["exemplar", "list", "--text", "genogram", *place]) == 0
    assert "Who matters  (Family)" in capsys.readouterr().out
    assert cli.run(["exemplar", "withdraw", made["id"], *place]) == 0
    assert cli.run(["exemplar", "list", *place]) == 0
    assert "Nothing is in the library." in capsys.readouterr().out
