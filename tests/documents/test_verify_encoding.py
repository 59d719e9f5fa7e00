"""A seal can be written in one way only: every other way that a parser would accept is found, and cheaply."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from pyhanko.keys import load_certs_from_pemder_data, load_private_key_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore

from qa_desktop.documents.verify import Outcome, verify
from tests.documents.der import (
    CONSTRUCTED,
    Part,
    Write,
    in_pieces,
    parsed,
    with_a_long_length,
    without_a_length,
    written,
)
from tests.documents.keys import Identity, certified, made_with, self_made
from tests.toolkit.cost import least_seconds

MOST_TIMES_BARE = 4
"""How often the time of pyHanko alone a check may take; forced writing of the whole seal took nine times as long."""
HELD = re.compile(rb"/Contents\s*<([0-9A-F]{1000,})>")


def taken_apart(pdf: bytes) -> Part:
    """Return the seal's own bytes as parts."""
    part, _ = parsed(bytes.fromhex(HELD.findall(pdf)[-1].decode()))
    return part


def with_seal(pdf: bytes, part: Part) -> bytes:
    """Return the document with its seal written in another way, in the same room."""
    *_, found = HELD.finditer(pdf)
    seal = written(part).hex().upper().encode()
    return pdf[: found.start(1)] + seal.ljust(len(found[1]), b"0") + pdf[found.end(1) :]


def ways_to_write(pdf: bytes, write: Write, fits: Callable[[Part], bool]) -> Iterator[bytes]:
    """Yield the document once for each fitting part of its seal, that part written in another way."""
    for number, one in enumerate(taken_apart(pdf).every()):
        if fits(one):
            seal = taken_apart(pdf)
            list(seal.every())[number].write = write
            yield with_seal(pdf, seal)


def unnoticed(documents: Iterator[bytes]) -> list[int]:
    return [number for number, pdf in enumerate(documents) if verify(pdf).outcome is not Outcome.CHANGED]


def has_parts(one: Part) -> bool:
    return bool(one.tag & CONSTRUCTED)


def test_a_seal_that_is_put_together_rightly_is_the_same(sealed: bytes) -> None:
    assert with_seal(sealed, taken_apart(sealed)) == sealed


@pytest.mark.slow
@pytest.mark.parametrize(
    ("write", "fits"),
    [
        (with_a_long_length, lambda _: True),
        (without_a_length, has_parts),
        (in_pieces, lambda one: not has_parts(one)),
    ],
    ids=["long lengths", "no lengths", "pieces"],
)
def test_no_other_way_to_write_any_part_of_the_seal_goes_unnoticed(
    sealed: bytes, write: Write, fits: Callable[[Part], bool]
) -> None:
    assert unnoticed(ways_to_write(sealed, write, fits)) == []


@pytest.mark.slow
@pytest.mark.parametrize("times", [0, 2])
def test_no_part_of_the_seal_can_be_left_out_or_told_twice(sealed: bytes, times: int) -> None:
    def changed() -> Iterator[bytes]:
        for number, one in enumerate(taken_apart(sealed).every()):
            for place in range(len(one.parts)):
                seal = taken_apart(sealed)
                owner = list(seal.every())[number]
                owner.parts[place : place + 1] = owner.parts[place : place + 1] * times
                yield with_seal(sealed, seal)

    assert unnoticed(changed()) == []


def test_a_certificate_that_nobody_needs_is_a_change(sealed: bytes) -> None:
    seal = taken_apart(sealed)
    _, _, _, certificates, _ = seal.parts[1].parts[0].parts
    stranger, _ = parsed(self_made("Stranger").certificate)
    certificates.parts = sorted([*certificates.parts, stranger], key=written)

    assert verify(with_seal(sealed, seal)).outcome is Outcome.CHANGED


def sealed_by_another_program(pdf: bytes, who: Identity, *others: bytes) -> bytes:
    """Return the document as pyHanko seals it by itself, with other certificates beside the holder's."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call] # pyHanko leaves it untyped
    store.register_multiple(one for der in others for one in load_certs_from_pemder_data(der))
    signer = SimpleSigner(
        signing_cert=next(iter(load_certs_from_pemder_data(who.certificate))),
        signing_key=load_private_key_from_pemder_data(who.private_key, passphrase=None),
        cert_registry=store,
    )
    said = PdfSignatureMetadata(field_name="seal-auditor", md_algorithm="sha512", subfilter=SigSeedSubFilter.PADES)
    output = io.BytesIO()
    sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), said, signer, output=output)
    return output.getvalue()


def test_another_kind_of_key_and_another_digest_are_as_good(unsealed: bytes) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    verdict = verify(sealed_by_another_program(unsealed, made_with(key, "Siân")))

    assert verdict.outcome is Outcome.INTACT_UNCONFIRMED


def test_the_certificate_of_who_certified_the_holder_may_come_with_the_seal(unsealed: bytes) -> None:
    authority = self_made("Authority")
    pdf = sealed_by_another_program(unsealed, certified("Siân", authority), authority.certificate)

    assert len(HELD.findall(pdf)) == 1
    assert verify(pdf, [authority.certificate]).outcome is Outcome.INTACT_TRUSTED


def test_checking_costs_little_more_than_pyhanko_alone(sealed: bytes) -> None:
    def bare() -> None:
        (found,) = PdfFileReader(io.BytesIO(sealed), strict=True).embedded_signatures
        validate_pdf_signature(found, ValidationContext(trust_roots=[found.signer_cert], allow_fetching=False))

    verify(sealed)

    assert least_seconds(lambda: verify(sealed), 5) < MOST_TIMES_BARE * least_seconds(bare, 5)
