"""Everything that can stand between a laptop and its server, so that each is explained in a sentence of its own."""

from __future__ import annotations

from enum import Enum


class Step(Enum):
    """The steps on the way to a sync, in their order."""

    NAME = "name"
    REACH = "reach"
    PROOF = "proof"
    """The server proves who it is, over an encrypted line."""
    SIGN_IN = "sign_in"
    RIGHTS = "rights"
    """The functions that laptops call are there, and this sign-in may call them."""
    LAPTOP = "laptop"
    """This laptop is enrolled and approved."""
    VERSION = "version"
    CLOCK = "clock"


class Trouble(Enum):
    """What is the matter."""

    NO_ADDRESS = "no_address"
    UNKNOWN_NAME = "unknown_name"
    SILENT = "silent"
    PORT_CLOSED = "port_closed"
    NOT_POSTGRESQL = "not_postgresql"
    CROWDED = "crowded"
    OVERRUN = "overrun"
    """Connections are accepted, and not completed in time."""
    CUT = "cut"
    """Connections are accepted, and cut at once."""
    NO_TLS = "no_tls"
    NO_AUTHORITY_FILE = "no_authority_file"
    UNTRUSTED = "untrusted"
    WRONG_NAME = "wrong_name"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    WEAK_SIGN_IN = "weak_sign_in"
    NO_SIGN_IN_NAME = "no_sign_in_name"
    NO_PASSWORD = "no_password"  # noqa: S105 - a name of a trouble
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - as above
    LOCKED_OUT = "locked_out"
    NOT_LISTED = "not_listed"
    NO_DATABASE = "no_database"
    NO_OWN_CERTIFICATE = "no_own_certificate"
    OPEN_KEY = "open_key"
    OWN_CERTIFICATE_REFUSED = "own_certificate_refused"
    NO_TICKET = "no_ticket"
    NO_KERBEROS = "no_kerberos"
    NO_RIGHTS = "no_rights"
    NOBODY = "nobody"
    SET_BACK = "set_back"
    BROKE = "broke"
    NEW_LAPTOP = "new_laptop"
    WAITING = "waiting"
    REVOKED = "revoked"
    OTHER_PERSON = "other_person"
    CLIENT_TOO_OLD = "client_too_old"
    SERVER_TOO_OLD = "server_too_old"
    CLOCK_OFF = "clock_off"

    @property
    def step(self) -> Step:
        """At which step it stands in the way."""
        return _STEPS.get(self, Step.REACH)


_STEPS = {
    trouble: step
    for step, troubles in {
        Step.NAME: (Trouble.NO_ADDRESS, Trouble.UNKNOWN_NAME),
        Step.PROOF: (
            *(Trouble.NO_TLS, Trouble.NO_AUTHORITY_FILE, Trouble.UNTRUSTED, Trouble.WRONG_NAME, Trouble.EXPIRED),
            Trouble.NOT_YET_VALID,
        ),
        Step.SIGN_IN: (
            *(Trouble.WEAK_SIGN_IN, Trouble.NO_SIGN_IN_NAME, Trouble.NO_PASSWORD, Trouble.WRONG_PASSWORD),
            *(Trouble.LOCKED_OUT, Trouble.NOT_LISTED, Trouble.NO_DATABASE, Trouble.NO_OWN_CERTIFICATE),
            *(Trouble.OPEN_KEY, Trouble.OWN_CERTIFICATE_REFUSED, Trouble.NO_TICKET, Trouble.NO_KERBEROS),
        ),
        Step.RIGHTS: (Trouble.NO_RIGHTS, Trouble.NOBODY, Trouble.SET_BACK, Trouble.BROKE),
        Step.LAPTOP: (Trouble.NEW_LAPTOP, Trouble.WAITING, Trouble.REVOKED, Trouble.OTHER_PERSON),
        Step.VERSION: (Trouble.CLIENT_TOO_OLD, Trouble.SERVER_TOO_OLD),
        Step.CLOCK: (Trouble.CLOCK_OFF,),
    }.items()
    for trouble in troubles
}
