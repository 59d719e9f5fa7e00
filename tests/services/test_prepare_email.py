"""E-mails as drafts: opened by a mail program, never sent, with subjects without a grade or a name (PRACTICE P-43)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from qa_desktop.bootstrap.tools import settings_library
from qa_desktop.clock import FixedClock
from qa_desktop.domain import paths
from qa_desktop.domain.authority_settings import AuthoritySettings, Recipient
from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState, StoredDocument
from qa_desktop.domain.telling import tells
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.prepare_email import PrepareEmail
from tests.sample_audits import COMPLETE_BRA, MOMENT, audit_of

PDF = b"%PDF-1.7 the sealed note \xff\x00"
INADEQUATE: dict[str, Value] = {
    **COMPLETE_BRA,
    paths.OVERALL_GRADE: "inadequate",
    paths.about("auditor"): "Zoë Auditor",
}
SIGNED = audit_of("bra-live-audit", INADEQUATE, AuditState.SIGNED)
Prepare = Callable[..., PrepareEmail]


def settings(*recipients: Recipient) -> AuthoritySettings:
    bracknell = next(one for one in settings_library().all if one.id == "bracknell-forest")
    return replace(bracknell, recipients=recipients)


def prepare(*recipients: Recipient, note: bool = True) -> PrepareEmail:
    kept = (StoredDocument(DocumentId("d"), AuditId("audit-1"), "filing_note", "application/pdf", PDF, MOMENT),)
    return PrepareEmail(
        lambda _: kept if note else (),
        lambda: settings(*recipients),
        "Ada Auditor",
        (FixedClock(MOMENT), lambda written: repr(written).encode()),
    )


def read(data: bytes) -> EmailMessage:
    return message_from_bytes(data, policy=default)


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


QAO = Recipient("qao", "the Quality Assurance Officer", "qao@bracknell.example")


def test_p43_a_draft_opens_unsent_and_its_subject_carries_neither_grade_nor_name() -> None:
    draft = prepare(QAO).tell(SIGNED, tells(SIGNED), attach=True)

    message = read(draft.data)
    assert message["X-Unsent"] == "1"
    assert message["To"] == "qao@bracknell.example"
    assert message["Subject"] == "Live Case File Audit, November 2026: please read"
    for never in ("inadequate", "Zoë", "A. Practitioner", "48-2207"):
        assert never.casefold() not in message["Subject"].casefold()
    (attached,) = message.iter_attachments()
    assert attached.get_content() == PDF
    assert "48-2207" not in (attached.get_filename() or "")
    assert "The Live Case File Audit for Mosaic case ID 48-2207 was completed" in text_of(message)
    assert "Zoë Auditor" in text_of(message)
    assert "inadequate" not in text_of(message).casefold()


def test_a_reference_alone_carries_no_note_and_needs_none() -> None:
    draft = prepare(QAO, note=False).tell(SIGNED, tells(SIGNED), attach=False)

    message = read(draft.data)
    assert list(message.iter_attachments()) == []
    assert "48-2207" in text_of(message)
    assert "Mosaic" in text_of(message)


def test_p43_a_letter_goes_to_one_person_by_name_and_its_heading_carries_neither_grade_nor_name() -> None:
    (person,) = tells(SIGNED)[:1]

    letter = prepare(note=False).letter(SIGNED, replace(person, who="Zara Patel"), attach=True)

    written = letter.data.decode()
    assert letter.is_letter
    assert letter.subject == "Live Case File Audit, November 2026: please read"
    assert "to='Zara Patel'" in written
    assert "Dear Zara Patel," in written
    assert "The printed note is enclosed." in written
    assert "inadequate" not in written.casefold()


def test_a_note_that_is_not_here_is_said_instead_of_left_out() -> None:
    with pytest.raises(NotAllowed, match="cannot be attached"):
        prepare(QAO, note=False).tell(SIGNED, tells(SIGNED), attach=True)


@pytest.mark.parametrize("address", ["", "csc audits@rochdale.gov.uk", "a@b\r\nBcc: x@y.example", "nobody"])
def test_an_address_that_no_mail_program_takes_is_left_out_and_told(address: str) -> None:
    draft = prepare(Recipient("qao", "Quality Assurance Officer", address)).tell(SIGNED, tells(SIGNED), attach=False)

    assert draft.to == ()
    assert draft.unknown == ("Quality Assurance Officer",)
    assert b"Bcc" not in draft.data
    assert not read(draft.data)["To"]


def test_a_step_of_filing_goes_where_the_settings_say_with_the_words_of_the_step() -> None:
    draft = prepare(QAO).file(SIGNED, "return", "The completed audit is attached.", attach=True)

    message = read(draft.data)
    assert message["To"] == "qao@bracknell.example"
    assert "The completed audit is attached." in text_of(message)


def test_nothing_is_prepared_for_a_draft_or_for_nobody() -> None:
    with pytest.raises(NotAllowed, match="not signed yet"):
        prepare(QAO).tell(audit_of("bra-live-audit", INADEQUATE), tells(SIGNED), attach=False)
    with pytest.raises(InputProblem):
        prepare(QAO).tell(SIGNED, (), attach=False)


def test_b10_key_recommendations_go_to_all_csc_staff_without_a_case_or_a_person() -> None:
    everybody = Recipient("all-csc-staff", "All CSC staff", "csc-all@bracknell.example")
    draft = prepare(everybody).learning("Ask about bruises every time, and write down what was said.")

    message = read(draft.data)
    assert message["To"] == "csc-all@bracknell.example"
    assert message["Subject"] == "Learning from our audits"
    assert "Ask about bruises every time" in text_of(message)
    assert list(message.iter_attachments()) == []
    with pytest.raises(InputProblem):
        prepare(everybody).learning("  ")
