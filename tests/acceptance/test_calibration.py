"""A calibration pack: audits without people and grades, read by a person before moderators get them (PRACTICE P-34)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.calibration import PackAudit
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.record import Role
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.errors import InputProblem, NotAllowed, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.documents.reading import pages
from tests.figure_seed import signed

SAID = "Pat Parker saw Kyle on 3 March 2026. Call 01432 260000 about HER-12345. The plan is clear."
TAGGED = "Quokka heard every wish of hers."
FIELDS = {
    paths.answer("her-audit.1"): "good",
    paths.answer("her-audit.1", "comment"): SAID,
    paths.STRENGTHS: f"{TAGGED} The plan is his.",
    "theme/t1/kind": "strength",
    "theme/t1/name": "Voice of the child",
    "theme/t1/quote": TAGGED,
}
HIDDEN = ("Parker", "Kyle", "March", "01432", "12345", "Quokka")


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    return new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)


def add(desk: OpenDesk) -> AuditId:
    return signed(desk, desk.desk.start_audit(StartRequest("her-audit", "HER-12345", "Pat Parker", fields=FIELDS)))


def test_a_draft_names_nobody_and_the_pack_hides_the_grades_that_its_key_tells(officer: OpenDesk) -> None:
    calibration = officer.desk.theming.calibration
    drafted = calibration.draft([add(officer)])

    written = " ".join(text.text for one in drafted for text in one.texts)
    pack = calibration.approve(drafted)

    told, key = report_text(pack.audits), report_text(pack.key)
    assert "The plan is clear." in written
    assert not [piece for piece in HIDDEN if piece in written + told + key]
    assert "The plan is clear." in told
    assert "approved by Olu Officer" in told
    assert "Outstanding, Good, Requires improvement" in " ".join(told.split())
    assert "Good" in key.partition("Grade that was given")[2]
    assert "Your grade: ____" in " ".join(told.split())
    assert "Voice of the Child: Voice" not in told + key
    assert "1 audit\n" in told
    (kept,) = [one for one in officer.store.plans.in_stream(DESK) if one.path.startswith("calibration/")]
    assert (kept.facts["calibration"], kept.unpacked()["by"]) == (pack.id, "Olu Officer")
    officer.desk.close()


def test_what_was_mended_is_there_again_until_the_pack_is_approved(officer: OpenDesk) -> None:
    calibration, audit = officer.desk.theming.calibration, add(officer)
    (drafted,) = calibration.draft([audit])
    first, *rest = drafted.texts
    emptied = tuple(replace(text, text="") for text in rest)
    mended = replace(drafted, texts=(replace(first, text="The plan is hers."), *emptied))

    calibration.keep_begun([drafted], [mended])
    (again,) = calibration.draft([audit])
    calibration.approve([again])
    (afterwards,) = calibration.draft([audit])

    assert again == mended
    assert afterwards == drafted
    begun = [one for one in officer.store.operations(audit, with_private=True) if "prep/calibration" in one.path]
    assert {one.stream.name for one in begun} == {f"private:{officer.desk.owner.id}"}
    officer.desk.close()


def test_nothing_is_approved_in_which_somebody_stands_or_a_quotation_that_nobody_redacted(officer: OpenDesk) -> None:
    calibration = officer.desk.theming.calibration
    (one,) = calibration.draft([add(officer)])

    def mended(text: str) -> tuple[PackAudit, ...]:
        return (replace(one, texts=(replace(one.texts[0], text=text),)),)

    with pytest.raises(SeveralProblems, match="recognised"):
        calibration.approve(mended("Kyle was heard."))
    with pytest.raises(SeveralProblems, match="Redact these"):
        calibration.approve(mended(TAGGED), looked_through=True)
    assert calibration.approve(mended("Ledbury was near."), looked_through=True).id
    with pytest.raises(InputProblem, match="no audit"):
        calibration.approve(())
    draft = officer.desk.start_audit(StartRequest("her-audit", "HER-2", "Pat"))
    with pytest.raises(NotAllowed, match="only signed"):
        calibration.draft([draft.id])
    officer.desk.close()


def test_only_an_officer_makes_one(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "auditor")

    with pytest.raises(NotAllowed, match="QA officer"):
        desk.desk.theming.calibration.draft([AuditId("any")])
    desk.desk.close()


def test_it_is_drafted_mended_and_approved_by_command(
    officer: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    audit = add(officer)
    officer.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    profile = ["--data", str(tmp_path / "profile")]
    file, folder = tmp_path / "draft.json", tmp_path / "pack"

    assert cli.run(["calibration", "draft", audit, "--out", str(file), *profile]) == cli.OK
    told = json.loads(file.read_text(encoding="utf-8"))
    told[0]["texts"][0]["text"] = "The plan was written by hand."
    file.write_text(json.dumps(told), encoding="utf-8")
    capsys.readouterr()
    assert cli.run(["calibration", "approve", str(file), "--out", str(folder), "--json", *profile]) == cli.OK

    assert len(json.loads(capsys.readouterr().out)["files"]) == 4
    printed = " ".join(pages((folder / "pack.pdf").read_bytes(), tmp_path))
    assert "The plan was written by hand." in printed
    assert not [piece for piece in HIDDEN if piece in printed]
    file.write_text("[]{", encoding="utf-8")
    assert cli.run(["calibration", "approve", str(file), "--out", str(folder), *profile]) == cli.WRONG_INPUT
