"""The authority's commands, from its key to a laptop that begins with its profile."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_desktop import cli
from tests.authorities import Authority, new_address

Run = Callable[..., str]
PROFILE = """\
serial: 3
authority:
  id: northshire
  name: Northshire County Council
server:
  host: audits.northshire.example
recovery_key: {recovery}
officers:
  - name: Oli Officer
    address: {officer}
    until: 2027-03-31
unsent_limit: 2
"""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    for variable, text in (
        ("QA_DESKTOP_PASSPHRASE_FILE", "a passphrase of a person"),
        ("QA_DESKTOP_AUTHORITY_PASSPHRASE_FILE", "a passphrase of the authority"),
    ):
        file = tmp_path / variable
        file.write_text(text, encoding="utf-8")
        monkeypatch.setenv(variable, str(file))
    monkeypatch.setenv("QA_DESKTOP_MANAGED_FILE", str(tmp_path / "managed.json"))

    def command(*arguments: object, code: int = 0) -> str:
        capsys.readouterr()
        assert cli.run([str(one) for one in arguments]) == code
        written = capsys.readouterr()
        return written.err if code else written.out

    return command


@pytest.fixture
def signed(run: Run, tmp_path: Path) -> tuple[Path, str]:
    """Make a key and sign a profile with it; return the file and the fingerprint."""
    told = run("authority", "new-key", "--out", tmp_path / "key.json")
    content = tmp_path / "profile.yaml"
    content.write_text(PROFILE.format(recovery=new_address(), officer=new_address()), encoding="utf-8")
    run("authority", "sign", content, "--key", tmp_path / "key.json", "--out", tmp_path / "authority.qap")
    return tmp_path / "authority.qap", told.splitlines()[-1].strip()


def make(tmp_path: Path) -> tuple[object, ...]:
    who = ("--name", "Ada", "--role", "auditor", "--team", "North")
    return ("init", *who, "--data", tmp_path / "profile")


def test_a_signed_profile_says_who_signed_it(run: Run, signed: tuple[Path, str]) -> None:
    file, fingerprint = signed

    told = run("authority", "show", file)
    read = json.loads(run("authority", "show", file, "--json"))

    assert fingerprint in told
    assert "Northshire County Council (northshire), profile number 3" in told
    assert "Oli Officer" in told
    assert read["fingerprint"] == fingerprint.replace(" ", "")


def test_the_key_is_never_in_clear_and_opens_with_its_passphrase_alone(
    run: Run, signed: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert signed[0].exists()
    kept = json.loads((tmp_path / "key.json").read_bytes())
    other = tmp_path / "other"
    other.write_text("another passphrase", encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_AUTHORITY_PASSPHRASE_FILE", str(other))

    told = run(
        "authority", "sign", tmp_path / "profile.yaml", "--key", tmp_path / "key.json", "--out", tmp_path / "x", code=2
    )

    assert set(kept) == {"format", "public", "slot"}
    assert kept["slot"]["kdf"] == "argon2id"
    assert (tmp_path / "key.json").stat().st_mode & 0o077 == 0
    assert "passphrase of the authority's key is wrong" in told
    assert not (tmp_path / "x").exists()


def test_a_key_is_never_written_over(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    assert signed[0].exists()

    assert "not overwritten" in run("authority", "new-key", "--out", tmp_path / "key.json", code=2)


def test_what_is_wrong_in_the_yaml_is_told_at_once(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    assert signed[0].exists()
    (tmp_path / "profile.yaml").write_text("serial: none\nauthority: {id: x}\n", encoding="utf-8")

    told = run(
        "authority", "sign", tmp_path / "profile.yaml", "--key", tmp_path / "key.json", "--out", tmp_path / "x", code=2
    )

    assert told.count("  - ") >= 4


def test_a_laptop_begins_with_the_profile_of_its_authority(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    file, fingerprint = signed

    told = run(*make(tmp_path), "--profile", file, "--fingerprint", fingerprint)
    doctor = run("doctor", "--data", tmp_path / "profile")

    assert "Recovery code" not in told
    assert f"Believes the authority key {fingerprint}" in doctor
    assert "Northshire County Council, profile number 3: server audits.northshire.example." in doctor


def test_a_profile_of_another_key_makes_no_laptop(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    told = run(*make(tmp_path), "--profile", signed[0], "--fingerprint", Authority().fingerprint, code=2)

    assert "another key" in told
    assert not (tmp_path / "profile").exists()


def test_a_profile_without_a_fingerprint_makes_no_laptop(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    assert "fingerprint" in run(*make(tmp_path), "--profile", signed[0], code=2)


def test_an_officer_asks_what_is_due_and_hears_where_no_period_is_set(
    run: Run, signed: tuple[Path, str], tmp_path: Path
) -> None:
    file, fingerprint = signed
    who = ("--name", "Oli", "--role", "qa_officer", "--team", "North", "--data", tmp_path / "profile")
    run("init", *who, "--profile", file, "--fingerprint", fingerprint)

    told = run("audit", "due-for-disposal", "--on", "2040-01-01", "--data", tmp_path / "profile")
    listed = json.loads(run("audit", "due-for-disposal", "--json", "--data", tmp_path / "profile"))

    assert "sets no retention periods" in told
    assert (listed["periods"], listed["due"]) == (0, [])
    assert "is no day" in run("audit", "due-for-disposal", "--on", "soon", "--data", tmp_path / "profile", code=2)


def test_an_installation_without_an_authority_says_so(run: Run, tmp_path: Path) -> None:
    run(*make(tmp_path))

    assert "not managed by an authority" in run("doctor", "--data", tmp_path / "profile")


def test_what_the_administrator_placed_is_taken_by_itself(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    file, fingerprint = signed
    settled = {"authority_fingerprint": fingerprint, "profile": file.name}
    (tmp_path / "managed.json").write_text(json.dumps(settled), encoding="utf-8")

    run(*make(tmp_path))

    assert "pinned by the administrator of this computer" in run("doctor", "--data", tmp_path / "profile")


def test_a_profile_is_taken_over_later(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    file, fingerprint = signed
    run(*make(tmp_path))

    refused = run("authority", "adopt", file, "--data", tmp_path / "profile", code=2)
    told = run("authority", "adopt", file, "--fingerprint", fingerprint, "--data", tmp_path / "profile")

    assert "does not know the key" in refused
    assert told.startswith("Taken over.")


def test_settings_are_copied_checked_used_and_signed_without_code(
    run: Run, signed: tuple[Path, str], tmp_path: Path
) -> None:
    own = tmp_path / "northshire.yaml"
    run("authority", "settings", "copy", "durham", "--out", own)
    text = own.read_text(encoding="utf-8").replace("settings: durham", "settings: northshire")
    own.write_text(text.replace("name: Durham}", "name: Northshire}"), encoding="utf-8")
    data = ("--data", tmp_path / "profile")
    key = ("--key", tmp_path / "key.json", "--out", tmp_path / "with-settings.qap")
    run(*make(tmp_path))

    checked = run("authority", "settings", "check", own, *data)
    used = run("authority", "settings", "use", own, *data)
    run("authority", "sign", tmp_path / "profile.yaml", "--settings", own, *key)
    run("authority", "adopt", tmp_path / "with-settings.qap", "--fingerprint", signed[1], *data)
    shown = run("authority", "settings", "show", *data)

    assert "northshire.yaml is right: Northshire, version 1.0." in checked
    assert "Audits begin as in Northshire" in used
    assert shown.startswith("These hold here (signed profile number 3).")
    assert "Practitioner: “Practitioner”." in shown
    assert "nothing acts on it yet" in shown


def test_settings_with_mistakes_are_not_signed(run: Run, signed: tuple[Path, str], tmp_path: Path) -> None:
    assert signed[0].exists()
    own = tmp_path / "own.yaml"
    own.write_text("settings: x\n", encoding="utf-8")
    out = tmp_path / "x.qap"

    told = run(
        *("authority", "sign", tmp_path / "profile.yaml", "--settings", own),
        *("--key", tmp_path / "key.json", "--out", out),
        code=2,
    )

    assert 'the key "tools" is missing' in told
    assert not out.exists()


def test_the_settings_that_come_with_the_program_are_listed_and_never_written_over(run: Run, tmp_path: Path) -> None:
    listed = json.loads(run("authority", "settings", "list", "--json"))
    out = tmp_path / "copy.yaml"
    out.write_text("mine", encoding="utf-8")

    told = run("authority", "settings", "copy", "slough", "--out", out, code=2)

    assert {one["id"] for one in listed} == {"bracknell-forest", "durham", "herefordshire", "rochdale", "slough"}
    assert "There is a file copy.yaml already" in told
    assert out.read_text(encoding="utf-8") == "mine"
