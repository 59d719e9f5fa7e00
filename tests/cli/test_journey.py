"""A whole audit by the command line alone, from an empty folder to a verified note in another profile."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest

from qa_desktop import cli
from qa_desktop.domain.operation import Value

Run = Callable[..., str]
CANARY = "Heronbeak"
"""A word that stands in the answers and must stand nowhere on the disk."""

ANSWERS = {
    "answers": {
        "bra-live.3": {
            "value": "Good",
            "comment": f"{CANARY} can say what has to change.",
            "evidence": [
                {
                    "text": f"Three Houses of {CANARY}",
                    "kind": "childs_voice",
                    "source": "seen_on_record",
                    "on": "2026-08-12",
                }
            ],
        },
        "bra-live.10": {"value": "yes", "comment": f"A letter about {CANARY}"},
    },
    "overall": {"grade": "Requires improvement", "reason": f"{CANARY} is safe; recording lags."},
    "actions": [
        {
            "what": f"Read the chronology back with {CANARY}",
            "who": "Social worker",
            "due": "2099-11-27",
            "measure": "Seen",
        }
    ],
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "passphrase"
    secret.write_text("correct horse battery staple\n", encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def command(*arguments: object, data: str = "auditor", code: int = 0) -> str:
        words = [str(argument) for argument in arguments]
        place = [] if words[0] == "verify" or words[:2] == ["tools", "check"] else ["--data", str(tmp_path / data)]
        capsys.readouterr()
        assert cli.run([*words, *place]) == code
        written = capsys.readouterr()
        return written.err if code == cli.WRONG_INPUT else written.out

    return command


@pytest.fixture
def started(run: Run, tmp_path: Path) -> str:
    run("init", "--name", "Ada Auditor", "--role", "auditor", "--team", "North")
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS), encoding="utf-8")
    said = run("audit", "new", "--tool", "bra-live-audit", "--subject", "48-2207", "--answers", answers, "--json")
    return str(json.loads(said)["id"])


def test_a_tool_is_shown_as_json_with_its_questions_and_guidance(run: Run) -> None:
    shown = json.loads(run("tools", "show", "bra-live-audit", "--json"))
    assert {"id", "version", "title", "authority", "status"} <= set(shown)
    items = [item for section in shown["sections"] for item in section["items"]]
    assert {"id", "label", "type"} <= set(items[0])
    assert json.dumps(shown).count('"W-BRA.') == 101


def test_the_library_lists_the_shipped_tools(run: Run) -> None:
    listed = {tool["id"] for tool in json.loads(run("tools", "list", "--json"))}
    assert {"bra-live-audit", "roc-t2-hos", "roc-observation", "roc-supervision-file"} <= listed


def test_an_unknown_tool_is_wrong_input_in_one_line(run: Run) -> None:
    said = run("tools", "show", "bra-live", code=2)
    assert said.startswith("qa-desktop: ")
    assert "bra-live-audit" in said


def test_a_second_profile_in_one_folder_is_refused(run: Run, started: str) -> None:
    said = run("init", "--name", "Eve", "--role", "auditor", "--team", "South", code=2)
    assert "already" in said
    assert json.loads(run("audit", "list", "--json"))[0]["id"] == started


def test_a_wrong_passphrase_leaves_everything_as_it_is(run: Run, started: str, tmp_path: Path) -> None:
    secret = tmp_path / "passphrase"
    right = secret.read_text(encoding="utf-8")
    secret.write_text("not the passphrase", encoding="utf-8")
    assert "wrong" in run("audit", "list", code=2)
    secret.write_text(right, encoding="utf-8")
    assert json.loads(run("audit", "list", "--json"))[0]["id"] == started


def test_signing_names_what_is_missing(run: Run, started: str) -> None:
    said = run("audit", "sign", started, code=2)
    assert "Key worker: enter this" in said
    assert "Auditor: sign" in said


def test_an_audit_is_signed_printed_and_verified(run: Run, started: str, tmp_path: Path) -> None:
    run("audit", "sign", started, "--as", "auditor=Ada Auditor", "--as", "practitioner=Pat Worker")
    note = tmp_path / "note.pdf"
    run("audit", "pdf", started, "--out", note)
    verdict = json.loads(run("verify", note, "--json", code=3))
    assert verdict["values"]["reference"] == "48-2207"
    certificate = tmp_path / "ada.pem"
    certificate.write_text(run("certificate"), encoding="ascii")
    assert "as Ada Auditor sealed it" in run("verify", note, "--trust", certificate, code=0)
    data = note.read_bytes()
    place = len(data) // 2
    note.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    run("verify", note, code=1)


def test_a_record_points_to_a_signed_audit_and_lets_go_of_it(run: Run, started: str) -> None:
    said = run("audit", "new", "--tool", "bra-validation-panel", "--subject", "48-2207", "--json")
    record = str(json.loads(said)["id"])
    assert "not signed yet" in run("audit", "link", record, "audited", started, code=2)
    run("audit", "sign", started, "--as", "auditor=Ada Auditor", "--as", "practitioner=Pat Worker")

    assert run("audit", "link", record, "audited").startswith(f"{started}  Live Case File Audit, 48-2207")
    run("audit", "link", record, "audited", started)
    linked = json.loads(run("audit", "show", record, "--json"))["header"]
    run("audit", "link", record, "audited", "--none")
    free = json.loads(run("audit", "show", record, "--json"))["header"]

    assert (linked["audit_grade"], linked["audit_auditor"]) == ("requires_improvement", "Ada Auditor")
    assert (free["audit_grade"], free["audit_auditor"], free["audited"]) == (None, None, None)


def test_a_signed_audit_cannot_be_changed_only_amended(run: Run, started: str, tmp_path: Path) -> None:
    run("audit", "sign", started, "--as", "auditor=Ada Auditor", "--as", "practitioner=Pat Worker")
    assert "signed" in run("audit", "answer", started, tmp_path / "answers.json", code=2)
    amended = run("audit", "amend", started).split()[1].rstrip(",")
    shown: dict[str, Value] = json.loads(run("audit", "show", amended, "--json"))
    assert shown["state"] == "draft"


def test_a_bundle_brings_history_signatures_and_the_same_note(run: Run, started: str, tmp_path: Path) -> None:
    run("audit", "sign", started, "--as", "auditor=Ada Auditor", "--as", "practitioner=Pat Worker")
    run("init", "--name", "Olu Officer", "--role", "qa_officer", "--team", "QA", data="officer")
    address = run("bundle", "address", data="officer").strip()
    bundle = tmp_path / "audit.qab"
    run("bundle", "export", bundle, "--audit", started, "--to", address)
    run("bundle", "import", bundle, data="officer")
    assert "\n0 new changes" in run("bundle", "import", bundle, data="officer")
    notes = []
    for owner in ("auditor", "officer"):
        note = tmp_path / f"{owner}.pdf"
        run("audit", "pdf", started, "--out", note, data=owner)
        notes.append(note.read_bytes())
    assert notes[0] == notes[1]
    shown = [run("audit", "show", started, "--json", "--history", data=owner) for owner in ("auditor", "officer")]
    assert json.loads(shown[0])["history"]
    assert shown[0] == shown[1]


def test_a_manager_adds_a_second_seal_and_both_hold(run: Run, started: str, tmp_path: Path) -> None:
    run("audit", "sign", started, "--as", "auditor=Ada Auditor", "--as", "practitioner=Pat Worker")
    run("init", "--name", "Maz Manager", "--role", "manager", "--team", "North", data="manager")
    address = run("bundle", "address", data="manager").strip()
    run("bundle", "export", tmp_path / "audit.qab", "--audit", started, "--to", address)
    run("bundle", "import", tmp_path / "audit.qab", data="manager")
    run("audit", "seal", started, data="manager")
    run("audit", "pdf", started, "--out", tmp_path / "both.pdf", data="manager")
    verdict = json.loads(run("verify", tmp_path / "both.pdf", "--json", code=3))
    assert [(seal["signer"], seal["intact"]) for seal in verdict["seals"]] == [
        ("Ada Auditor", True),
        ("Maz Manager", True),
    ]
    assert "sealed already" in run("audit", "seal", started, data="manager", code=2)


def test_no_word_of_the_answers_can_be_found_on_the_disk(run: Run, started: str, tmp_path: Path) -> None:
    run("audit", "sign", started, "--as", "auditor=Ada Auditor", "--as", "practitioner=Pat Worker")
    run("backup")
    for file in (tmp_path / "auditor").rglob("*"):
        if file.is_file():
            found = subprocess.run(["strings", "--all", str(file)], capture_output=True, check=True).stdout
            assert CANARY.encode() not in found, file.name
            assert CANARY.encode("utf-16-le") not in file.read_bytes(), file.name


def test_sqlite_cannot_read_the_store(run: Run, started: str, tmp_path: Path) -> None:
    assert started in run("audit", "list")
    database = tmp_path / "auditor" / "store.db"
    tried = subprocess.run(["sqlite3", str(database), ".tables"], capture_output=True, text=True, check=False)
    assert "not a database" in tried.stderr


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["audit", "new", "--help"], ["bundle", "export", "--help"], ["verify", "--help"]):
        with pytest.raises(SystemExit) as stopped:
            cli.run(words)
        assert stopped.value.code == 0
        assert "usage: qa-desktop" in capsys.readouterr().out


def test_a_bundle_is_shown_first_and_answered_with_a_receipt(run: Run, started: str, tmp_path: Path) -> None:
    run("init", "--name", "Olu Officer", "--role", "qa_officer", "--team", "QA", data="officer")
    bundle, receipt = tmp_path / "audit.qab", tmp_path / "receipt.qab"
    address = run("bundle", "address", data="officer").strip()
    run("bundle", "export", bundle, "--audit", started, "--to", address)

    shown = run("bundle", "import", bundle, "--dry-run", data="officer")
    taken = run("bundle", "import", bundle, "--receipt", receipt, data="officer")
    confirmed = run("bundle", "import", receipt)
    again = run("bundle", "import", receipt)

    assert "Signed by Ada Auditor" in shown
    assert "nobody has confirmed whose signature it is" in shown
    assert shown.endswith("Dry run: nothing was taken in.\n")
    assert f"{receipt}: confirms" in taken
    assert "are safe with Olu Officer and wait no more to be sent" in confirmed
    assert "Nothing was changed" in again
    assert "confirmed by Olu Officer" in run("bundle", "list")


def test_the_authoritys_recovery_key_opens_a_bundle_too(run: Run, tmp_path: Path) -> None:
    recovery = pyrage.x25519.Identity.generate()
    (tmp_path / "recovery").write_text(str(recovery), encoding="utf-8")
    run(
        "init",
        "--name",
        "Eve",
        "--role",
        "auditor",
        "--team",
        "N",
        "--authority-key",
        str(recovery.to_public()),
        data="managed",
    )
    run("init", "--name", "Olu Officer", "--role", "qa_officer", "--team", "QA", data="officer")
    run("init", "--name", "Ivy Admin", "--role", "admin", "--team", "IT", data="admin")
    said = run("audit", "new", "--tool", "bra-live-audit", "--subject", "48-2207", "--json", data="managed")
    audit_id = json.loads(said)["id"]
    address = run("bundle", "address", data="officer").strip()
    run("bundle", "export", tmp_path / "audit.qab", "--audit", audit_id, "--to", address, data="managed")

    opened = run(
        "bundle", "import", tmp_path / "audit.qab", "--recovery-key", tmp_path / "recovery", "--yes", data="admin"
    )

    assert audit_id in opened
