"""A signed audit that came to an officer as a bundle, on two real profiles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.sample_audits import COMPLETE_BRA


@dataclass(frozen=True, slots=True)
class Sent:
    """An officer's profile into which a signed audit came as a bundle."""

    officer: OpenDesk
    audit_id: AuditId


@contextmanager
def sent_by_bundle(tmp_path: Path) -> Iterator[Sent]:
    """Lend the officer's profile with what came in."""
    auditor = new_desk(tmp_path / "auditor")
    officer = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    desk = auditor.desk
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    audit = desk.record(audit, COMPLETE_BRA).audit
    named = [("auditor", "Ada Auditor"), ("practitioner", "A. Practitioner")]
    desk.sign_audit(desk.record_signature.typed(audit, named).id)
    file = tmp_path / "audit.qab"
    desk.export_bundle([audit.id], officer.desk.owner.address, file)
    officer.desk.import_bundle(file)
    auditor.desk.close()
    yield Sent(officer, audit.id)
    officer.desk.close()
