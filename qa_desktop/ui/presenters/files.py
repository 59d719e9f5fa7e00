"""Puts into words what a bundle or a receipt would bring; the window and the command line say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qa_desktop.domain.handover import Confirmed, Standing
from qa_desktop.services.look_into_file import BundlePreview, PreviewedAudit, ReceiptPreview
from qa_desktop.ui.presenters.times import counted, when

STANDINGS = {
    Standing.CONFIRMED: "The server confirms that this is their signature.",
    Standing.KNOWN: "It is the signature by which they are known on this laptop.",
    Standing.STRANGER: (
        "Nothing from them was on this laptop before, so nobody has confirmed whose signature it is. Ask them whether "
        "they sent this file."
    ),
    Standing.OTHER_KEY: "It is not the signature by which they are known on this laptop.",
}
RECIPIENTS_OWN = "Only the person for whom you made the bundle can have signed it."
NOTHING_NEW = "Nothing new"


@dataclass(frozen=True, slots=True)
class FileRow:
    """One audit of a file."""

    title: str
    by: str
    brings: str
    caution: str
    """What a person should look at; empty where there is nothing."""


@dataclass(frozen=True, slots=True)
class FileView:
    """What is shown of a file before anything of it is kept."""

    title: str
    signed_by: str
    standing: str
    is_confirmed: bool
    """Whether there is no doubt about whose file it is."""
    warnings: tuple[str, ...]
    rows: tuple[FileRow, ...]
    summary: str
    is_receipt: bool
    can_confirm: bool


def file_view(found: BundlePreview | ReceiptPreview, now: datetime) -> FileView:
    """Return what to show of a file."""
    if isinstance(found, ReceiptPreview):
        return _receipt_view(found, now)
    sender = found.bundle.sender
    changes = sum(one.changes for one in found.audits)
    documents = sum(one.documents for one in found.audits)
    known = f"{counted(found.known_changes, 'change is', 'changes are')} here already"
    summary = f"{_amount(changes, documents)} · {known}" if found.is_news else "Everything in it is here already."
    return FileView(
        title="A bundle of audits",
        signed_by=f"Signed by {sender.name}, {sender.role.title.lower()}, {when(found.bundle.made_at, now)}",
        standing=STANDINGS[found.standing],
        is_confirmed=found.standing in (Standing.CONFIRMED, Standing.KNOWN),
        warnings=found.warnings,
        rows=tuple(_row(one) for one in found.audits),
        summary=summary,
        is_receipt=False,
        can_confirm=found.can_confirm,
    )


def preview_lines(found: BundlePreview | ReceiptPreview, now: datetime) -> list[str]:
    """Return the same as lines of text."""
    view = file_view(found, now)
    lines = [f"{view.title}. {view.signed_by}.", view.standing, *view.warnings]
    for row in view.rows:
        lines.append(f"  {row.title}: {row.brings}" + (f" ({row.by})" if row.by else ""))
        if row.caution:
            lines.append(f"    {row.caution}")
    return [*lines, view.summary]


def confirmed_words(done: Confirmed) -> str:
    """Say what a receipt did."""
    if not done.is_news:
        return f"{done.handover.confirmed_by} had confirmed this bundle before. Nothing was changed."
    if not done.changes:
        return "Noted. Nothing of it was still waiting to be sent."
    return (
        f"{counted(done.changes, 'change is', 'changes are')} safe with {done.handover.confirmed_by} and "
        f"{'waits' if done.changes == 1 else 'wait'} no more to be sent."
    )


def _receipt_view(found: ReceiptPreview, now: datetime) -> FileView:
    signer, receipt = found.receipt.sender, found.receipt
    made = when(found.handover.made_at, now)
    is_theirs = found.is_from_recipient and found.standing is not Standing.OTHER_KEY
    return FileView(
        title="A receipt",
        signed_by=f"Signed by {signer.name}, {signer.role.title.lower()}, {when(receipt.made_at, now)}",
        standing=RECIPIENTS_OWN if is_theirs else STANDINGS[found.standing],
        is_confirmed=is_theirs,
        warnings=(),
        rows=tuple(FileRow(title, "", f"handed over {made}", "") for title in found.titles),
        summary=f"{_amount(len(receipt.operations), len(receipt.documents))} are safe with them",
        is_receipt=True,
        can_confirm=False,
    )


def _row(one: PreviewedAudit) -> FileRow:
    brings = _amount(one.changes, one.documents) if one.changes or one.documents else NOTHING_NEW
    kind = "signed audit" if one.is_signed else "draft"
    if one.is_first:
        brings = f"New here: {kind}, {brings}"
    cautions = []
    if one.late:
        cautions.append(f"{counted(one.late, 'entry was', 'entries were')} written past the signature")
    if one.to_settle:
        cautions.append(f"{counted(one.to_settle, 'field')} written by two people, to settle")
    caution = " · ".join(cautions)
    return FileRow(one.title, "by " + ", ".join(one.written_by) if one.written_by else "", brings, caution)


def _amount(changes: int, documents: int) -> str:
    parts = [counted(changes, "change")]
    if documents:
        parts.append(counted(documents, "document"))
    return " and ".join(parts)
