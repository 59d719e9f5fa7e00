"""Enrol this laptop, and look after laptops: approve as the second person, lock out what was lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Protocol

from qa_desktop.domain.enrolment import Device, EnrolAnswer, Enrolled, device_fingerprint, plain_code
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem, NotAllowed

NO_CODE = "Enter the one-time code that came with your sign-in name, for example abcde-fghij-kmnpq-rstuv."
CODE_REFUSED = (
    "The server did not take this code. It is wrong, was used already, or is older than seven days. Check it; after "
    "five wrong tries ask your administrator for a new one."
)
OTHER_IDENTITY = (
    "The server knows this sign-in from another laptop, and this profile already holds audits that were signed, or "
    "handed over, under an identity of its own. Nothing was changed. Save what is here as a file, then make a new "
    "profile on this laptop and enter the code there before you begin an audit."
)
NOT_PROVED = (
    "The proof of this laptop does not fit, so it cannot be approved: somebody may be passing another laptop off as "
    "this person's. Tell your administrator."
)
NOT_TAKEN = "The server did not do it: it was done already, it is your own laptop, or your role does not allow it."
UNKNOWN = "No laptop with that fingerprint is known. Give at least its first eight characters."
SHORTEST_FINGERPRINT = 8


class DeviceLine(Protocol):
    """One open line to the server, as far as laptops go."""

    def known_identity(self) -> PersonId:
        """Return whom the server knows this sign-in as; empty where it never saw a laptop of theirs."""
        ...

    def enrol(self, code: str, person: Person, proof: bytes) -> EnrolAnswer:
        """Offer this laptop's key with the one-time code."""
        ...

    def devices(self) -> tuple[Device, ...]:
        """Return the laptops that this person may look after."""
        ...

    def approve(self, person: PersonId, device_key: bytes) -> bool:
        """Approve as the second person; tell whether it was done."""
        ...

    def revoke(self, person: PersonId, device_key: bytes) -> bool:
        """Lock a laptop out; tell whether it was done."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


class IdentityStore(Protocol):
    """What enrolment needs of the local store."""

    @property
    def owner(self) -> Person:
        """Whose profile this is."""
        ...

    def take_identity_later(self, identity: PersonId) -> bool:
        """Let the profile take over an identity when it is opened next; False where its own was seen by others."""
        ...


class LookAfterDevices:
    """Every call opens a line of its own and may take as long as the network does."""

    def __init__(
        self,
        store: IdentityStore,
        connect: Callable[[], DeviceLine],
        login: Callable[[], str],
        sign: Callable[[bytes], bytes],
    ) -> None:
        self._store = store
        self._connect = connect
        self._login = login
        self._sign = sign

    @property
    def own_fingerprint(self) -> str:
        """This laptop's fingerprint, to read out."""
        return device_fingerprint(self._store.owner.device_key)

    def enrol(self, typed: str) -> Enrolled:
        """Enrol this laptop with a one-time code.

        Raise InputProblem where the code is not taken, NotAllowed where this profile cannot be this person's second
        one, NetworkProblem where the server cannot be reached.
        """
        from qa_desktop.sync.enrolment import make_proof  # noqa: PLC0415 - not at start-up

        code, owner = plain_code(typed), self._store.owner
        if not code:
            raise InputProblem(NO_CODE)
        with closing(self._connect()) as line:
            known = line.known_identity()
            if known and known != owner.id:
                if not self._store.take_identity_later(known):
                    raise NotAllowed(OTHER_IDENTITY)
                return Enrolled(EnrolAnswer.REOPEN, self.own_fingerprint, known)
            answer = line.enrol(code, owner, make_proof(self._login(), code, owner, self._sign))
        if answer is EnrolAnswer.REFUSED:
            raise InputProblem(CODE_REFUSED)
        return Enrolled(answer, self.own_fingerprint, owner.id)

    def list(self) -> tuple[Device, ...]:
        """Return the laptops that this person may look after, those that wait first; every proof is judged here."""
        from qa_desktop.sync.enrolment import judged  # noqa: PLC0415 - not at start-up

        with closing(self._connect()) as line:
            return tuple(judged(device) for device in line.devices())

    def approve(self, device: Device) -> None:
        """Approve a laptop as the second person, after its fingerprint was compared; raise NotAllowed."""
        if not device.is_proved:
            raise NotAllowed(NOT_PROVED)
        with closing(self._connect()) as line:
            if not line.approve(device.person.id, device.person.device_key):
                raise NotAllowed(NOT_TAKEN)

    def revoke(self, device: Device) -> None:
        """Lock a laptop out; raise NotAllowed."""
        with closing(self._connect()) as line:
            if not line.revoke(device.person.id, device.person.device_key):
                raise NotAllowed(NOT_TAKEN)

    def named(self, fingerprint: str) -> Device:
        """Return the one laptop whose fingerprint begins so; raise InputProblem where there is none, or several."""
        begins = "".join(fingerprint.split()).replace(":", "").casefold()
        found = [one for one in self.list() if one.fingerprint.replace(" ", "").startswith(begins)]
        if len(begins) < SHORTEST_FINGERPRINT or len(found) != 1:
            raise InputProblem(UNKNOWN)
        return found[0]
