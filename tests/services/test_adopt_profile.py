"""Taking over what the authority signed: only from the key that is believed, never an older one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qa_desktop.domain.authority import in_groups
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.errors import EnvironmentProblem, InputProblem, NotAllowed
from qa_desktop.services.adopt_profile import AdoptProfile, Managed, read_managed
from tests.authorities import Authority, new_address
from tests.desks import OpenDesk
from tests.sync.postgres import certificate

AUTHORITY = Authority()


@dataclass
class Bench:
    """An adopter, and what surrounds it."""

    adopt: AdoptProfile
    managed: list[Managed]
    recovery: list[str] = field(default_factory=list)


@pytest.fixture
def bench(auditor: OpenDesk) -> Bench:
    managed, recovery = [Managed()], list[str]()
    return Bench(AdoptProfile(auditor.store, lambda: managed[-1], recovery.append), managed, recovery)


@pytest.fixture
def pinned(bench: Bench) -> Bench:
    bench.adopt.pin(in_groups(AUTHORITY.fingerprint))
    return bench


def test_a_profile_of_the_believed_key_is_taken_over(pinned: Bench) -> None:
    adopted = pinned.adopt(AUTHORITY.sign())

    assert adopted.is_new
    assert pinned.adopt.held() == adopted.profile
    assert pinned.adopt.limit_days() == 3
    assert [one.name for one in pinned.adopt.officers(date(2026, 11, 21))] == ["Oli Officer"]
    assert pinned.recovery == [AUTHORITY.recovery_key]


def test_the_same_profile_again_is_nothing_new(pinned: Bench) -> None:
    pinned.adopt(AUTHORITY.sign())

    assert not pinned.adopt(AUTHORITY.sign()).is_new


def test_without_a_believed_key_nothing_is_taken_over(bench: Bench) -> None:
    with pytest.raises(NotAllowed, match="does not know the key"):
        bench.adopt(AUTHORITY.sign())

    assert bench.adopt.held() is None
    assert bench.adopt.limit_days() == 1
    assert "not managed by an authority" in bench.adopt.view().lines[0]


def test_another_key_is_refused_and_the_profile_held_stays(pinned: Bench) -> None:
    held = pinned.adopt(AUTHORITY.sign()).profile

    with pytest.raises(NotAllowed, match="another key"):
        pinned.adopt(Authority().sign(serial=9))

    assert pinned.adopt.held() == held


def test_an_older_profile_is_refused_and_the_one_held_stays(pinned: Bench) -> None:
    held = pinned.adopt(AUTHORITY.sign(serial=7)).profile

    with pytest.raises(NotAllowed, match=r"number 6.*number 7"):
        pinned.adopt(AUTHORITY.sign(serial=6))

    assert pinned.adopt.held() == held


def test_two_profiles_of_one_number_are_told(pinned: Bench) -> None:
    pinned.adopt(AUTHORITY.sign())

    with pytest.raises(NotAllowed, match="same number"):
        pinned.adopt(AUTHORITY.sign(unsent_limit=5))


def test_a_newer_profile_takes_the_place_of_the_one_held(pinned: Bench) -> None:
    pinned.adopt(AUTHORITY.sign())

    pinned.adopt(AUTHORITY.sign(serial=2, unsent_limit=5))

    assert pinned.adopt.limit_days() == 5


def test_where_the_recovery_key_cannot_be_used_nothing_is_kept(auditor: OpenDesk) -> None:
    def full(_: str) -> None:
        raise EnvironmentProblem("The disk is full.")

    adopt = AdoptProfile(auditor.store, Managed, full)
    adopt.pin(AUTHORITY.fingerprint)

    with pytest.raises(EnvironmentProblem):
        adopt(AUTHORITY.sign())

    assert adopt.held() is None


def test_what_the_administrator_settled_counts_before_what_was_entered(pinned: Bench) -> None:
    pinned.adopt(AUTHORITY.sign())
    other = Authority()
    pinned.managed.append(Managed(other.fingerprint))

    assert pinned.adopt.held() is None
    assert pinned.adopt(other.sign()).is_new
    assert pinned.adopt.view().is_managed
    with pytest.raises(NotAllowed, match="administrator"):
        pinned.adopt.pin(AUTHORITY.fingerprint)


def test_a_new_key_begins_to_count_anew(pinned: Bench) -> None:
    pinned.adopt(AUTHORITY.sign(serial=7))
    other = Authority()

    pinned.adopt.pin(other.fingerprint)

    assert pinned.adopt(other.sign(serial=1)).is_new


def test_a_fingerprint_that_is_none_is_refused(bench: Bench) -> None:
    with pytest.raises(InputProblem, match="no fingerprint"):
        bench.adopt.pin("3fa9 12bc")


def test_managed_settings_are_read(tmp_path: Path) -> None:
    file = tmp_path / "managed.json"
    settled = {"authority_fingerprint": in_groups(AUTHORITY.fingerprint), "profile": "authority.qap"}
    file.write_text(json.dumps(settled), encoding="utf-8")

    assert read_managed(file) == Managed(AUTHORITY.fingerprint, tmp_path / "authority.qap")
    assert read_managed(tmp_path / "none.json") == Managed()


@pytest.mark.parametrize("text", ["", "[]", '{"authority_fingerprint": "3fa9"}', '{"profile": "x"}', "\x00"])
def test_managed_settings_that_are_damaged_let_no_authority_be_believed(tmp_path: Path, text: str) -> None:
    file = tmp_path / "managed.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(EnvironmentProblem, match=r"managed\.json"):
        read_managed(file)


def test_damaged_managed_settings_stop_adopting_and_are_told(auditor: OpenDesk) -> None:
    def damaged() -> Managed:
        raise EnvironmentProblem("They cannot be read.")

    adopt = AdoptProfile(auditor.store, damaged, lambda _: None)

    with pytest.raises(EnvironmentProblem):
        adopt(AUTHORITY.sign())
    assert adopt.view().lines == ("They cannot be read.",)
    assert adopt.held() is None


def test_the_desk_goes_by_the_profile_for_server_officers_and_limit(auditor: OpenDesk) -> None:
    desk = auditor.desk
    desk.server.set(ServerAddress("typed.example", "qa_ada"), None)
    desk.authority.pin(AUTHORITY.fingerprint)
    desk.authority(AUTHORITY.sign())

    assert desk.server.settings() == ServerAddress("audits.northshire.example", "qa_ada", 5433, "quality")
    assert desk.server.address() == "audits.northshire.example:5433"
    assert [one.name for one in desk.officers()] == ["Oli Officer"]
    assert desk.sync_facts().limit_days == 3


def test_the_certificate_of_the_profile_is_put_back_where_somebody_changed_it(auditor: OpenDesk) -> None:
    pem = self_signed()
    server = {"host": "audits.northshire.example", "certificate": pem}
    desk = auditor.desk
    desk.authority.pin(AUTHORITY.fingerprint)
    desk.authority(AUTHORITY.sign(server=server))
    desk.server.set(ServerAddress("", "qa_ada"), None)
    file = Path(desk.server.settings().authority)
    assert file.read_text(encoding="utf-8") == pem

    file.write_text("another", encoding="utf-8")

    assert Path(desk.server.settings().authority).read_text(encoding="utf-8") == pem


def test_the_recovery_key_opens_the_profile_beside_what_opened_it_before(auditor: OpenDesk) -> None:
    desk = auditor.desk
    desk.authority.pin(AUTHORITY.fingerprint)
    before = json.loads(auditor.place.key_slots.read_bytes())["slots"]

    desk.authority(AUTHORITY.sign())
    desk.authority(AUTHORITY.sign(serial=2, recovery_key=new_address()))

    slots = json.loads(auditor.place.key_slots.read_bytes())["slots"]
    assert [slot["kind"] for slot in slots] == ["recovery_key", *(slot["kind"] for slot in before)]
    assert slots[0]["recipient"] != AUTHORITY.recovery_key


def self_signed() -> str:
    """Return a certificate that vouches for itself, as PEM."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "North")])
    made = certificate(name, name, key).sign(key, hashes.SHA256())
    return made.public_bytes(serialization.Encoding.PEM).decode()
