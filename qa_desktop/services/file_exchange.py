"""What goes from hand to hand as files, gathered for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.domain.handover import Confirmed, Handover
from qa_desktop.domain.ports import Brought
from qa_desktop.services.look_into_file import BundlePreview, LookIntoFile, ReceiptPreview
from qa_desktop.services.receipts import GiveReceipt


@dataclass(frozen=True, slots=True)
class FileExchange:
    """The services of bundles and receipts. Every callable blocks."""

    look_into: LookIntoFile
    take_in: Callable[[BundlePreview], Brought]
    give_receipt: GiveReceipt
    take_receipt: Callable[[ReceiptPreview], Confirmed]
    handovers: Callable[[int], tuple[Handover, ...]]
    """The latest bundles that were made here, newest first."""
