"""Makes the sample store of a release, once, on its day: python -m tests.models.make_release_sample 0.1.0."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.ports import ActionRow, NewDocument, SummaryUpdate
from tests.models.profiles import make_profile

KEPT = {"store.db", "keys.json"}


def main(release: str) -> None:
    """Fill a profile as people do, and leave only store and keys of it."""
    folder = Path(__file__).parent / "data" / f"release-{release}"
    profile = make_profile(folder)
    signed, draft = profile.start_audit("CASE-0001"), profile.start_audit("CASE-0002")
    note = b"%PDF-1.7 a note"
    facts = {"document": hashlib.sha256(note).hexdigest()}
    profile.put(signed, "answer/q1/comment", "first")
    profile.store.append(
        [
            Change(Stream(signed), "overall/grade", "good", fact=True),
            Change(Stream(signed), "signed", True, fact=True, kind=OperationKind.SIGN),
            Change(Stream(signed), "document/note", None, kind=OperationKind.DOCUMENT, facts=facts),
        ],
        documents=[NewDocument(signed, "archive_note", "application/pdf", note)],
        summary={
            signed: SummaryUpdate(
                "Live audit", "Council", "CASE-0001", "Pat", "good", 7, 7,
                (ActionRow("a1", "Visit weekly", "Pat", "2026-12-01", done=False),),
            )
        },
    )  # fmt: skip
    profile.put(draft, "answer/q1/comment", "Siân saw the child alone 🙂")
    profile.put(draft, "prep/jotter", "ask about school", f"private:{profile.store.owner.id}")
    profile.store.close()
    for file in folder.iterdir():
        if file.name not in KEPT:
            file.unlink()


if __name__ == "__main__":
    main(sys.argv[1])
