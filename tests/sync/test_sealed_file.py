"""Hostile files: whatever their maker did, nothing is unpacked without measure and nothing of them is believed."""

from __future__ import annotations

import contextlib
import hashlib
import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from qa_desktop.domain.ids import AuditId, OperationId, PersonId
from qa_desktop.domain.operation import Operation, Stream, canonical_json
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import InputProblem
from qa_desktop.sync import sealed_file
from qa_desktop.sync.bundle import BUNDLE_FORMAT, Bundle, open_bundle, seal_bundle
from qa_desktop.sync.sealed_file import address_of, head_of, open_sealed, seal
from tests.sync.server.laptops import NOON

MEGABYTE = 1024 * 1024
Change = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Two:
    """A sender with their key, and a recipient with theirs."""

    key: Ed25519PrivateKey
    sender: Person
    identity: str
    address: str

    def encrypted(self, packed: bytes, address: str = "") -> bytes:
        return bytes(pyrage.encrypt(packed, [pyrage.x25519.Recipient.from_str(address or self.address)]))

    def sealed(self, parts: Mapping[str, bytes], **more: object) -> bytes:
        head = {**head_of(BUNDLE_FORMAT, self.sender, NOON), "audits": ["a"], **more}
        return seal(head, parts, [self.address], self.key.sign)


@pytest.fixture(scope="module")
def two() -> Two:
    key, identity = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate()
    own = pyrage.x25519.Identity.generate()
    sender = Person(
        PersonId("p"), "Ada", Role.AUDITOR, "North", key.public_key().public_bytes_raw(), b"", str(own.to_public())
    )
    return Two(key, sender, str(identity), str(identity.to_public()))


def an_archive(two: Two, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a packed archive with a good manifest over the members, for changing afterwards."""
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    head = {**head_of(BUNDLE_FORMAT, two.sender, NOON), "audits": ["a"], "recipients": [two.address], "parts": hashes}
    manifest = canonical_json(head)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in {"manifest.json": manifest, "signature": two.key.sign(manifest), **members}.items():
            archive.writestr(name, data)
    return packed.getvalue()


def refused(two: Two, data: bytes, words: str = "damaged") -> None:
    tracemalloc.start()
    try:
        with pytest.raises(InputProblem, match=words):
            open_bundle(data, two.identity)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 40 * MEGABYTE + 4 * len(data)


def test_a_true_file_opens(two: Two) -> None:
    opened = open_sealed(two.sealed({"x": b"words"}), two.identity, (BUNDLE_FORMAT,))

    assert (opened.sender, opened.made_at, opened.parts) == (two.sender, NOON, {"x": b"words"})


def test_a_bundle_of_the_first_release_opens_and_cannot_be_confirmed(two: Two) -> None:
    bundle = open_bundle(two.sealed(GOOD_PARTS), two.identity)

    assert (bundle.audits, bundle.id, bundle.token) == ((AuditId("a"),), "", b"")


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_does(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = an_archive(two, {"operations.jsonl": bytes(60 * MEGABYTE)})
    monkeypatch.setattr(sealed_file, "LARGEST_FILE", 50 * MEGABYTE)

    refused(two, two.encrypted(packed), "larger than a bundle may be")


def test_a_member_that_says_that_it_is_small_is_not_unpacked_further(two: Two) -> None:
    packed = bytearray(an_archive(two, {"operations.jsonl": bytes(60 * MEGABYTE)}))
    true_size = struct.pack("<L", 60 * MEGABYTE)
    assert packed.count(true_size) == 2

    lying = bytes(packed).replace(true_size, struct.pack("<L", 10))

    refused(two, two.encrypted(lying))


def test_a_member_packed_in_a_way_that_unpacks_without_measure_is_refused(two: Two) -> None:
    packed = an_archive(two, {"operations.jsonl": bytes(60 * MEGABYTE)}, zipfile.ZIP_BZIP2)

    refused(two, two.encrypted(packed))


def test_a_list_of_a_million_members_is_refused_before_it_is_read(two: Two) -> None:
    entry = b"PK\x01\x02" + bytes(42)
    listing = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(listing), 0, 0)

    refused(two, two.encrypted(listing + end), "larger than a bundle may be")


def test_more_members_than_a_bundle_has_are_refused(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = an_archive(two, {f"tools/{number}": b"" for number in range(30)})
    monkeypatch.setattr(sealed_file, "MOST_PARTS", 20)

    refused(two, two.encrypted(packed), "larger than a bundle may be")


def test_a_list_in_the_large_form_is_refused(two: Two) -> None:
    packed = an_archive(two, {"x": b"y"})
    locator = b"PK\x06\x07" + bytes(16)

    refused(two, two.encrypted(packed[:-22] + locator + packed[-22:]))


def test_two_members_of_one_name_are_refused(two: Two) -> None:
    packed = io.BytesIO(an_archive(two, {"x": b"y"}))
    with zipfile.ZipFile(packed, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("x", b"z")

    refused(two, two.encrypted(packed.getvalue()))


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "documents/../../x", "C:\\x"])
def test_a_member_that_the_manifest_does_not_name_is_refused(two: Two, name: str) -> None:
    packed = io.BytesIO(an_archive(two, {"x": b"y"}))
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr(name, b"z")

    refused(two, two.encrypted(packed.getvalue()))


@pytest.mark.parametrize("cut", [1, 16, 100, 5000])
def test_a_file_that_was_cut_off_is_refused(two: Two, cut: int) -> None:
    whole = two.sealed({"operations.jsonl": bytes(range(256)) * 1000})

    refused(two, whole[:-cut], "damaged or cut off")


def test_a_newer_format_says_to_update(two: Two) -> None:
    newer = two.sealed({"x": b""}, format="qa-desktop bundle 2")

    refused(two, newer, "newer QA Desktop")


def test_a_file_that_a_thief_encrypted_again_is_refused(two: Two) -> None:
    officer = pyrage.x25519.Identity.generate()
    stolen = bytes(pyrage.decrypt(two.sealed({"x": b"words"}), [pyrage.x25519.Identity.from_str(two.identity)]))

    passed_on = replace(two, identity=str(officer)).encrypted(stolen, str(officer.to_public()))

    refused(replace(two, identity=str(officer)), passed_on, "passed on to you")


def test_a_part_that_was_exchanged_is_refused(two: Two) -> None:
    good = an_archive(two, {"x": b"words"})
    source, target = zipfile.ZipFile(io.BytesIO(good)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, b"other" if name == "x" else source.read(name))

    refused(two, two.encrypted(target.getvalue()))


def test_another_sender_on_the_manifest_is_refused(two: Two) -> None:
    other = replace(
        two, sender=replace(two.sender, device_key=Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    )

    refused(two, other.sealed({"x": b""}), "signature on this bundle does not fit")


GOOD_PARTS = {"operations.jsonl": b"", "people.json": b"[]", "documents.json": b"[]"}
DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param({**GOOD_PARTS, "people.json": DEEP}, id="deep people"),
        pytest.param({**GOOD_PARTS, "documents.json": DEEP}, id="deep documents"),
        pytest.param({**GOOD_PARTS, "operations.jsonl": DEEP}, id="deep line"),
        pytest.param({**GOOD_PARTS, "people.json": b"[" + b"{}," * 2_000_000 + b"{}]"}, id="many people"),
        pytest.param({**GOOD_PARTS, "operations.jsonl": b"\n" * 12_000_000}, id="many lines"),
        pytest.param({**GOOD_PARTS, "people.json": b"{}"}, id="no list"),
        pytest.param({**GOOD_PARTS, "people.json": b"[7]"}, id="no person"),
        pytest.param({**GOOD_PARTS, "documents.json": b"[7]"}, id="no document"),
        pytest.param({**GOOD_PARTS, "documents.json": b'[{"id": ["x"]}]'}, id="no identity"),
        pytest.param({**GOOD_PARTS, "operations.jsonl": b"{}\n\xff"}, id="no text"),
        pytest.param({"people.json": b"[]", "documents.json": b"[]"}, id="a part is missing"),
    ],
)
def test_parts_that_are_not_what_they_should_be_are_refused(two: Two, parts: Mapping[str, bytes]) -> None:
    refused(two, two.sealed(parts), "nothing was imported|no operation|cannot be read")


@pytest.mark.parametrize(
    "wrong",
    [
        {"audits": "a"},
        {"audits": []},
        {"made_at": "2026-01-01T00:00:00"},
        {"made_at": 7},
        {"token": "zz"},
        {"token": "00"},
        {"sender": None},
        {"format": None},
    ],
    ids=str,
)
def test_a_manifest_that_is_not_what_it_should_be_is_refused(two: Two, wrong: Mapping[str, object]) -> None:
    refused(two, two.sealed(GOOD_PARTS, **wrong), "nothing was imported|newer")


def test_work_on_an_audit_that_the_manifest_does_not_name_is_refused(two: Two) -> None:
    line = Operation(
        OperationId("op"), Stream(AuditId("a")), "set", "p", None, two.sender.id, "life", 1, 1, NOON, {}, None, b"", b""
    )
    bundle = Bundle(two.sender, NOON, (AuditId("other"),), (two.sender,), (line,), (), {})

    refused(two, seal_bundle(bundle, [two.address], two.key.sign))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_an_archive_that_was_changed_anywhere_never_breaks_the_reader(two: Two, data: st.DataObject) -> None:
    """The sender may be the enemy: the archive is changed before it is encrypted."""
    packed = bytearray(an_archive(two, {"operations.jsonl": b"", "people.json": b"[]", "documents.json": b"[]"}))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(packed) - 1))
        packed[place] = data.draw(st.integers(0, 255))
    with contextlib.suppress(InputProblem):
        open_bundle(two.encrypted(bytes(packed)), two.identity)


def test_what_opens_no_bundle_is_told(two: Two) -> None:
    with pytest.raises(InputProblem, match="no key that opens"):
        address_of("AGE-SECRET-KEY-1NO")
    with pytest.raises(InputProblem, match="damaged"):
        open_bundle(b"", two.identity)


def test_more_than_one_file_may_hold_is_not_written(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_file, "LARGEST_FILE", 100)

    with pytest.raises(InputProblem, match="fewer audits"):
        two.sealed({"x": bytes(101)})
