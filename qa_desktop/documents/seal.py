"""Seals a finished document with a person's own key, so that any later change can be found (PAdES B-B)."""

from __future__ import annotations

import io
from datetime import datetime

from cryptography.hazmat.primitives.serialization import load_der_private_key
from cryptography.x509 import load_der_x509_certificate
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment as Align
from pyhanko.pdf_utils.layout import BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from typing_extensions import override

from qa_desktop.errors import InputProblem, NotAllowed, NotFound

ROOM_FOR_SEAL = 8192
"""Bytes; a P-256 seal with one certificate takes about 1,500, a chain of three 5,000."""

_NO_KEY = "Your signing key cannot be used, because it does not fit its certificate. Set it up again in Settings."

# A disc with a tick, in paths only: a stamp with text would embed its font and cost four times the seal.
_DISC = b"""0.106 0.361 0.408 rg
100 50 m 100 77.6 77.6 100 50 100 c 22.4 100 0 77.6 0 50 c 0 22.4 22.4 0 50 0 c 77.6 0 100 22.4 100 50 c f
1 1 1 RG 10 w 1 J 1 j 27 51 m 44 34 l 74 67 l S"""


class _PunctualSigner(PdfSigner):
    """Signs at the moment it is told, not at the one it reads from the machine."""

    at: datetime

    @override
    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.at
        return session


def seal(  # noqa: PLR0913 - who, why, where and when are what a seal says
    pdf: bytes,
    field_name: str,
    certificate: bytes,
    private_key: bytes,
    *,
    name: str,
    reason: str,
    location: str = "",
    at: datetime,
) -> bytes:
    """Return the document with this field sealed; what it held before stays as it was, byte for byte.

    Certificate and key (PKCS 8) are DER. Raise NotFound where the document has no such field, NotAllowed where it is
    sealed already.
    """
    said = PdfSignatureMetadata(
        field_name=field_name,
        md_algorithm="sha256",
        name=name,
        reason=reason or None,
        location=location or None,
        subfilter=SigSeedSubFilter.PADES,
    )
    signer = _PunctualSigner(said, signer=_signer(certificate, private_key), stamp_style=_stamp())
    signer.at = at
    output = io.BytesIO()
    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        _require_empty(writer, field_name)
        signer.sign_pdf(writer, existing_fields_only=True, bytes_reserved=ROOM_FOR_SEAL, output=output)
    except (PdfError, ValueError) as error:
        raise InputProblem(
            "The document cannot be sealed, because it is damaged. Make it again from the audit."
        ) from error
    return output.getvalue()


def _signer(certificate: bytes, private_key: bytes) -> SimpleSigner:
    try:
        holder = load_der_x509_certificate(certificate)
        key = load_der_private_key(private_key, password=None)
    except (ValueError, TypeError) as error:
        raise InputProblem(_NO_KEY) from error
    if holder.public_key() != key.public_key():
        raise InputProblem(_NO_KEY)
    return SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(certificate))),
        signing_key=load_private_key_from_pemder_data(private_key, passphrase=None),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
    )


def _require_empty(writer: IncrementalPdfFileWriter, field_name: str) -> None:
    fields = {name: value for name, value, _ in enumerate_sig_fields(writer)}
    if field_name not in fields:
        raise NotFound(f"This document has no place for a seal named “{field_name}”.")
    if fields[field_name] is not None:
        raise NotAllowed("This place is sealed already. Make an amendment if something has to be corrected.")


def _stamp() -> StaticStampStyle:
    return StaticStampStyle(
        border_width=0,
        background=RawContent(_DISC, box=BoxConstraints(width=100, height=100)),
        background_layout=SimpleBoxLayoutRule(Align.ALIGN_MID, Align.ALIGN_MID, margins=Margins(0, 0, 0, 0)),
        background_opacity=1.0,
    )
