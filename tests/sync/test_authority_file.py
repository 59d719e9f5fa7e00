"""The signed profile of an authority: what was signed is read, anything else is refused."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.authority import fingerprint_from, in_groups
from qa_desktop.domain.operation import canonical_json
from qa_desktop.errors import InputProblem, SeveralProblems
from qa_desktop.sync.authority_file import open_profile_file, sign_profile
from tests.authorities import Authority

AUTHORITY = Authority()
SIGNED = AUTHORITY.sign()
IDENTITY = b"\x01" + bytes(31)
"""The neutral point of the curve: as a key it makes every equation hold."""


def test_what_was_signed_is_read_back() -> None:
    read = open_profile_file(SIGNED)

    assert read.fingerprint == AUTHORITY.fingerprint
    assert (read.profile.serial, read.profile.host, read.profile.port) == (1, "audits.northshire.example", 5433)
    assert read.profile.limit_days == 3
    assert [officer.name for officer in read.profile.officers] == ["Oli Officer", "Olga Officer"]


def test_a_file_that_an_editor_ended_with_a_line_is_the_same_file() -> None:
    assert open_profile_file(SIGNED + b"\r\n") == open_profile_file(SIGNED)


def test_keys_of_a_later_version_are_kept_in_the_file() -> None:
    read = open_profile_file(AUTHORITY.sign(tools={"url": "later"}))

    assert json.loads(read.file)["profile"]["tools"] == {"url": "later"}


@given(place=st.integers(0, len(SIGNED) - 1), other=st.integers(1, 255))
def test_any_changed_byte_is_refused(place: int, other: int) -> None:
    changed = bytearray(SIGNED)
    changed[place] ^= other

    with pytest.raises(InputProblem):
        open_profile_file(bytes(changed))


@given(cut=st.integers(0, len(SIGNED) - 1))
def test_a_file_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(InputProblem):
        open_profile_file(SIGNED[:cut])


def test_a_profile_signed_by_one_key_and_said_to_be_of_another_is_refused() -> None:
    raw = json.loads(SIGNED)
    raw["key"] = json.loads(Authority().sign())["key"]

    with pytest.raises(InputProblem, match="does not fit"):
        open_profile_file(canonical_json(raw))


def test_a_profile_for_a_newer_program_says_so() -> None:
    raw = json.loads(SIGNED)
    raw["format"] = "qa-desktop authority profile 2"

    with pytest.raises(InputProblem, match="Update QA Desktop"):
        open_profile_file(canonical_json(raw))


def test_everything_that_is_wrong_is_said_before_it_is_signed() -> None:
    wrong: dict[str, object] = {
        "server": {"host": "https://x", "port": 70000, "certificate": "ca.pem"},
        "recovery_key": "ssh-ed25519 AAAA",
        "officers": [{"name": "", "address": AUTHORITY.officer, "until": "soon"}],
    }

    with pytest.raises(SeveralProblems) as told:
        sign_profile({**AUTHORITY.content(serial=0), **wrong}, AUTHORITY.key.private_bytes_raw())

    places = {mistake.where for mistake in told.value.mistakes}
    assert places >= {"serial", "server.host", "server.port", "server.certificate", "recovery_key"}
    assert {"officers, number 1, name", "officers, number 1, until"} <= places


def test_an_address_that_only_looks_like_one_is_not_signed() -> None:
    with pytest.raises(SeveralProblems) as told:
        AUTHORITY.sign(recovery_key="age1qqqqqqqq")

    assert [mistake.where for mistake in told.value.mistakes] == ["recovery_key"]


def test_a_fingerprint_is_read_as_people_write_it() -> None:
    fingerprint = AUTHORITY.fingerprint

    assert fingerprint_from(f" {in_groups(fingerprint).upper()} ") == fingerprint
    assert fingerprint_from(fingerprint[:-1]) == ""
    assert fingerprint_from("g" * 64) == ""


def test_a_key_under_which_any_signature_fits_signs_nothing() -> None:
    file = json.loads(SIGNED)
    file["key"] = base64.b64encode(IDENTITY).decode()
    file["signature"] = base64.b64encode(IDENTITY + bytes(32)).decode()

    with pytest.raises(InputProblem, match="does not fit"):
        open_profile_file(canonical_json(file))
