"""What leaves a laptop, and what is looked at of others, is recorded to be reported: before it is out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.errors import DiskProblem
from qa_desktop.models.keys import by_passphrase
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import open_profile
from tests.desks import PASSPHRASE, OpenDesk, new_desk, sign_an_audit

Say = Callable[..., list[str]]


@pytest.fixture
def ada(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "ada")
    yield made
    made.desk.close()


@pytest.fixture
def olu(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "olu", "Olu Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


def recorded(one: OpenDesk) -> list[tuple[AuditId, str]]:
    return [(record.audit, record.what) for record in one.store.sync.unreported(100)]


def test_a_bundle_is_recorded_by_whoever_writes_it_and_whoever_takes_it_in(
    ada: OpenDesk, olu: OpenDesk, tmp_path: Path
) -> None:
    first, second = sign_an_audit(ada.desk), sign_an_audit(ada.desk)
    file = tmp_path / "audits.qab"

    ada.desk.export_bundle([first, second], olu.desk.owner.address, file)
    olu.desk.import_bundle(file)

    assert recorded(ada) == [(first, "bundle_exported"), (second, "bundle_exported")]
    assert sorted(recorded(olu)) == sorted([(first, "bundle_imported"), (second, "bundle_imported")])


def test_what_could_not_be_written_after_all_is_recorded_as_tried(ada: OpenDesk, olu: OpenDesk, tmp_path: Path) -> None:
    audit_id = sign_an_audit(ada.desk)
    document = ada.desk.documents_of(audit_id)[0].id

    with pytest.raises(DiskProblem):
        ada.desk.save_document(document, tmp_path / "nowhere" / "note.pdf")
    with pytest.raises(DiskProblem):
        ada.desk.export_bundle([audit_id], olu.desk.owner.address, tmp_path / "nowhere" / "audit.qab")

    assert recorded(ada) == [(audit_id, "note_saved"), (audit_id, "bundle_exported")]


@dataclass(frozen=True, slots=True)
class Sent:
    """A signed audit that went to an officer as a bundle."""

    sender: OpenDesk
    receiver: OpenDesk
    audit_id: AuditId


@pytest.fixture
def sent(ada: OpenDesk, olu: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Sent:
    monkeypatch.chdir(tmp_path)
    audit_id, file = sign_an_audit(ada.desk), tmp_path / "audit.qab"
    ada.desk.export_bundle([audit_id], olu.desk.owner.address, file)
    olu.desk.import_bundle(file)
    return Sent(ada, olu, audit_id)


@pytest.fixture
def say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Say:
    """Carry out a command about an audit in a profile; return what the profile has recorded since it was made."""
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))

    def said(one: OpenDesk, verb: str, audit_id: AuditId, *rest: str) -> list[str]:
        one.desk.close()
        assert cli.run(["audit", verb, audit_id, *rest, "--data", str(one.place.folder)]) == cli.OK
        store = open_profile(one.place, by_passphrase(PASSPHRASE), one.clock, TimeOrderedIds(one.clock))
        told = [record.what for record in store.sync.unreported(100)]
        store.close()
        return told

    return said


SHOWN, EXPORTED, SAVED = "opened", "answers_exported", "note_saved"


@pytest.mark.parametrize(
    ("command", "what"),
    [("show", SHOWN), ("show --history", SHOWN), ("show --json", EXPORTED), ("pdf --out note.pdf", SAVED)],
)
def test_a_command_about_somebody_elses_audit_is_recorded(say: Say, sent: Sent, command: str, what: str) -> None:
    verb, *rest = command.split()

    assert say(sent.receiver, verb, sent.audit_id, *rest) == ["bundle_imported", what]


@pytest.mark.parametrize(
    ("command", "what"),
    [("show", []), ("show --json", [EXPORTED]), ("pdf --filing-copy --out note.pdf", [SAVED])],
)
def test_of_ones_own_audit_a_command_records_what_it_takes_away_and_no_look(
    say: Say, sent: Sent, command: str, what: list[str]
) -> None:
    verb, *rest = command.split()

    assert say(sent.sender, verb, sent.audit_id, *rest) == ["bundle_exported", *what]


def test_nothing_is_recorded_of_a_sample(say: Say, ada: OpenDesk, tmp_path: Path) -> None:
    sample = ada.desk.start_sample().id

    assert say(ada, "pdf", sample, "--out", str(tmp_path / "draft.pdf")) == []
