"""Confirm a bundle that was taken in, and take in the confirmation of one that was handed over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.clock import Clock
from qa_desktop.domain.handover import MAY_CONFIRM, Confirmed, HandoverStore, Receipt, Standing
from qa_desktop.domain.ports import LocalStore
from qa_desktop.errors import DiskProblem, NotAllowed
from qa_desktop.services.look_into_file import BundlePreview, ReceiptPreview
from qa_desktop.sync.bundle import Bundle
from qa_desktop.sync.receipt import seal_receipt

Officers = Callable[[], frozenset[str]]
"""Gives the addresses of the officers whom the authority names; none where it names nobody."""


class GiveReceipt:
    """Writes receipts: they name only what is really in this store, which is durable by then."""

    def __init__(
        self, store: LocalStore, handovers: HandoverStore, sign: Callable[[bytes], bytes], clock: Clock
    ) -> None:
        self._store = store
        self._handovers = handovers
        self._sign = sign
        self._clock = clock

    def __call__(self, preview: BundlePreview, file: Path) -> int:
        """Write the receipt for a bundle that was imported; return how many changes it confirms.

        Raise NotAllowed where the owner may not confirm, DiskProblem where the file cannot be written.
        """
        if not preview.can_confirm:
            raise NotAllowed("A receipt for this bundle can be given by QA officers and managers only.")
        receipt = self._receipt(preview.bundle)
        data = seal_receipt(receipt, preview.bundle.sender.address, self._sign)
        try:
            file.write_bytes(data)
        except OSError as error:
            raise DiskProblem(f"The receipt could not be written to {file.name}: {error.strerror}.") from error
        return len(receipt.operations)

    def _receipt(self, bundle: Bundle) -> Receipt:
        kept = {document.id for audit in bundle.audits for document in self._store.documents_of(audit)}
        return Receipt(
            sender=self._store.owner,
            made_at=self._clock.now(),
            handover=bundle.id,
            token=bundle.token,
            operations=self._handovers.held_here([one.op_id for one in bundle.operations]),
            documents=frozenset(document.id for document in bundle.documents if document.id in kept),
        )


class TakeReceipt:
    """Marks what a receipt names as handed over, where its signer may say so."""

    def __init__(self, store: LocalStore, handovers: HandoverStore, officers: Officers, clock: Clock) -> None:
        self._store = store
        self._handovers = handovers
        self._officers = officers
        self._clock = clock

    def __call__(self, preview: ReceiptPreview) -> Confirmed:
        """Take the receipt in; raise NotAllowed where its signer may not confirm, InputProblem for a foreign one.

        What it confirms waits no more to be sent; the server is still asked after all of it.
        """
        self._check(preview.receipt)
        return self._handovers.confirm(preview.receipt, self._clock.now())

    def _check(self, receipt: Receipt) -> None:
        signer = receipt.sender
        if signer.id == self._store.owner.id or self._handovers.standing(signer) is Standing.OTHER_KEY:
            raise NotAllowed(
                f"This receipt is not signed with the key by which {signer.name} is known here. Nothing was changed. "
                f"Ask {signer.name} in person."
            )
        officers = self._officers()
        known = next((one for one in self._store.people() if one.id == signer.id), signer)
        if signer.address in officers if officers else known.role in MAY_CONFIRM:
            return
        raise NotAllowed(
            f"{signer.name} is no QA officer or manager, so this receipt does not count as delivered. Nothing was "
            "changed; your work waits to be sent as before."
        )
