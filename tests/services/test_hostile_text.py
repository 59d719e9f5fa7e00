"""Text of every kind goes through store, note, attached values and bundle unchanged, or visibly replaced on paper."""

import json
from pathlib import Path

import pytest

from qa_desktop.documents.verify import Outcome, verify
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.operation import Value
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk

COMMENT = paths.answer("bra-live.3", "comment")
TEXTS = {
    "welsh and polish": "Ŵyŵr, ŷd, Łódź, żółć",
    "right to left": "שלום עולם (קו) مرحبا بالعالم 123",
    "east asian": "林小明 こんにちは 안녕하세요",
    "south asian": "नमस्ते বাংলা ਪੰਜਾਬੀ ગુજરાતી தமிழ்",
    "emoji": "👩‍👧‍👦 🏳️‍🌈 ✓",
    "control characters": "bell\a null\x00 escape\x1b[31m tab\t line\nline\r\nend",
    "markup": "<b>bold</b> &amp; <script>alert(1)</script> <para> {month} %s",
    "spreadsheet formula": "=HYPERLINK('x') +1 -1 @SUM(A1)",
    "combining": "a\u0301\u0323\u0308" * 30,
    "lone surrogate": "before \ud83d after",
    "bidi controls": "\u202eevil\u202c \u2066x\u2069",
    "not in any font": "𐎀𒀀 \U0010fffd",
    "very long": "The child was seen. " * 3000,
    "one long word": "x" * 5000,
}


def signed(auditor: OpenDesk, text: str) -> Audit:
    desk = auditor.desk
    started = desk.start_audit(StartRequest("bra-live-audit", "48-2207", "Pat Worker"))
    values: dict[str, Value] = {
        paths.answer("bra-live.3"): "good",
        COMMENT: text,
        "evidence/e1/item": "bra-live.3",
        "evidence/e1/text": text[:2000],
        paths.OVERALL_GRADE: "good",
        paths.OVERALL_REASON: text[:2000],
        "action/a1/what": text[:300],
        "action/a1/who": text[:100],
        "action/a1/due": "2026-12-01",
    }
    ready = desk.record(started, values).audit
    named = [("auditor", "Ada Auditor"), ("practitioner", text[:60].replace("\x00", "") or "Pat")]
    return desk.sign_audit(desk.record_signature.typed(ready, named).id)


@pytest.mark.parametrize("kind", sorted(TEXTS))
def test_a_text_survives_signing_and_verifies(auditor: OpenDesk, kind: str) -> None:
    audit = signed(auditor, TEXTS[kind])
    assert audit.answer("bra-live.3").comment == TEXTS[kind]
    verdict = verify(auditor.desk.case_note(audit))
    assert verdict.outcome is Outcome.INTACT_UNCONFIRMED
    assert verdict.values is not None
    sections = json.loads(json.dumps(verdict.values["sections"]))
    answer = next(one for section in sections for one in section["answers"] if one["item_id"] == "bra-live.3")
    assert answer["comment"] == TEXTS[kind]


def test_every_text_travels_in_a_bundle_unchanged(auditor: OpenDesk, officer: OpenDesk, tmp_path: Path) -> None:
    audits = {kind: signed(auditor, text) for kind, text in TEXTS.items() if kind != "very long"}
    ids = [audit.id for audit in audits.values()]
    file = auditor.desk.export_bundle(ids, officer.desk.owner.address, tmp_path / "all.qab").file
    officer.desk.import_bundle(file)
    for kind, audit in audits.items():
        brought = officer.desk.open_audit(audit.id)
        assert brought.answer("bra-live.3").comment == TEXTS[kind]
        assert officer.desk.case_note(brought) == auditor.desk.case_note(audit)
