"""The receipt for a bundle: what is safe with its recipient, signed by them and encrypted to who handed it over."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.domain.handover import Receipt
from qa_desktop.domain.ids import DocumentId, OperationId
from qa_desktop.domain.operation import canonical_json
from qa_desktop.sync.sealed_file import DAMAGE, Opened, damaged, head_of, loaded, seal

RECEIPT_FORMAT = "qa-desktop receipt 1"
LARGEST_RECEIPT = 64 * 1024 * 1024
DIGEST_BYTES = 32
_PART = "receipt.json"


def seal_receipt(receipt: Receipt, address: str, sign: Callable[[bytes], bytes]) -> bytes:
    """Return the receipt signed and encrypted to the address of the one who handed the bundle over."""
    said = {
        "handover": receipt.handover,
        "token": receipt.token.hex(),
        "operations": [[op_id, digest.hex()] for op_id, digest in receipt.operations],
        "documents": sorted(receipt.documents),
    }
    return seal(
        head_of(RECEIPT_FORMAT, receipt.sender, receipt.made_at), {_PART: canonical_json(said)}, [address], sign
    )


def receipt_from(opened: Opened) -> Receipt:
    """Read an opened file as a receipt; raise InputProblem where it is none."""
    try:
        return _receipt(opened)
    except DAMAGE as error:
        raise damaged() from error


def _receipt(opened: Opened) -> Receipt:
    said = loaded(opened.parts[_PART], LARGEST_RECEIPT)
    if not isinstance(said, dict):
        raise ValueError(_PART)  # noqa: TRY004 - told as damage
    operations = tuple((OperationId(str(op_id)), bytes.fromhex(str(digest))) for op_id, digest in said["operations"])
    if any(len(digest) != DIGEST_BYTES for _, digest in operations):
        raise ValueError("digest")
    return Receipt(
        sender=opened.sender,
        made_at=opened.made_at,
        handover=str(said["handover"]),
        token=bytes.fromhex(str(said["token"])),
        operations=operations,
        documents=frozenset(DocumentId(str(one)) for one in said["documents"]),
    )
