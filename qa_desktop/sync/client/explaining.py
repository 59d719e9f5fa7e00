"""Says in plain words why a line does not open: name, port, certificate, sign-in or rights, and whom to ask."""

from __future__ import annotations

import socket
import ssl
import struct

from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.trouble import Trouble
from qa_desktop.errors import NetworkProblem
from qa_desktop.sync.client.transport import Crowded, LineBroke, NotAdmitted

SENTENCES = {
    Trouble.UNKNOWN_NAME: (
        "No computer called {host} was found. Check the name in the settings, and whether the VPN is on."
    ),
    Trouble.SILENT: "{host} does not answer. Check whether the VPN is on, or try again later.",
    Trouble.PORT_CLOSED: (
        "{host} does not answer: it was found and refuses connections on port {port}. Check whether the VPN is on, or "
        "ask your IT service whether the server runs and the port is open."
    ),
    Trouble.NOT_POSTGRESQL: "Something answers at {host}, but it is no PostgreSQL server. Check name and port.",
    Trouble.CROWDED: (
        "So many laptops are syncing at this moment that there was no room for this one. Everything stays safe here; "
        "it is tried again in a while."
    ),
    Trouble.OVERRUN: (
        "{host} takes the connection and does not come to answer it: many laptops may be syncing at this moment. "
        "Everything stays safe here; it is tried again in a while. If this lasts, tell your IT service."
    ),
    Trouble.CUT: (
        "The connection to {host} was cut each time while it was being opened. Check whether the VPN is on and steady. "
        "Everything stays safe here; it is tried again in a while. If this lasts, ask your IT service whether the "
        "server runs, and whether something in between ends connections to it."
    ),
    Trouble.NO_TLS: "The server offers no encryption, so QA Desktop will not use it. Tell your IT service.",
    Trouble.NO_AUTHORITY_FILE: (
        "The file with the certificate of your authority cannot be read. Choose it again in the settings, or ask your "
        "IT service for it."
    ),
    Trouble.UNTRUSTED: (
        "The server does not prove that it is {host}, so nothing was sent: this laptop does not know who vouches for "
        "it. Tell your IT service; the certificate of your authority may be missing on this laptop."
    ),
    Trouble.WRONG_NAME: (
        "The server does not prove that it is {host}, so nothing was sent: its certificate is for another name. Check "
        "the name in the settings; if it is right, tell your IT service."
    ),
    Trouble.EXPIRED: (
        "The server does not prove that it is {host}, so nothing was sent: its certificate has run out, or the clock "
        "of this laptop is wrong. If date and time of this laptop are right, tell your IT service."
    ),
    Trouble.NOT_YET_VALID: (
        "The server does not prove that it is {host}, so nothing was sent: its certificate is not valid yet, or the "
        "clock of this laptop is behind. Set date and time of this laptop right; if they are, tell your IT service."
    ),
    Trouble.WEAK_SIGN_IN: (
        "The server asks to sign in by a way that is not safe, so nothing was sent. Tell your IT service: it has to "
        "ask for scram-sha-256, a certificate or Kerberos."
    ),
    Trouble.NO_PASSWORD: "The server asks for a password, and none is kept on this laptop. Enter it in the settings.",
    Trouble.WRONG_PASSWORD: (
        "The server does not accept this sign-in name or password. Enter them again in the settings; if the password "
        "was changed, ask your administrator for the new one."
    ),
    Trouble.LOCKED_OUT: "This sign-in was locked out on the server. Ask your administrator.",
    Trouble.NOT_LISTED: (
        "The server does not let this sign-in in from here. Ask your IT service to look at pg_hba.conf: this "
        "computer's network and this way to sign in have to be listed there."
    ),
    Trouble.NO_DATABASE: "The server holds no database “{database}”. Check the name in the settings.",
    Trouble.NO_OWN_CERTIFICATE: (
        "Your own certificate or its key cannot be read, or they do not belong together. The key lies beside the "
        "certificate, with the ending .key. Ask your IT service for both files."
    ),
    Trouble.OPEN_KEY: (
        "The key of your own certificate can be read by others on this computer, so it is not used. Let nobody but "
        "you read the file (chmod 600), or ask your IT service."
    ),
    Trouble.OWN_CERTIFICATE_REFUSED: (
        "The server does not accept your own certificate: it is missing, has run out, or is for another sign-in name. "
        "Ask your IT service for a new one."
    ),
    Trouble.NO_TICKET: (
        "This computer holds no Kerberos ticket for the server. Sign in to the computer with your work account again "
        "(or run kinit), with the VPN on; if you sign in with a password, enter it in the settings."
    ),
    Trouble.NO_KERBEROS: (
        "The server wants Kerberos, which this copy of QA Desktop cannot speak. Ask your IT service for a password or "
        "a certificate instead."
    ),
    Trouble.NO_RIGHTS: "The server does not let this sign-in call what QA Desktop needs. Tell your IT service.",
}

_UNREACHED = frozenset(
    {
        *(Trouble.UNKNOWN_NAME, Trouble.SILENT, Trouble.PORT_CLOSED, Trouble.CUT, Trouble.NOT_POSTGRESQL),
        Trouble.BROKE,
    }
)
_NO_PLACE = frozenset({Trouble.CROWDED, Trouble.OVERRUN})
_CLUES = (
    # What PostgreSQL and libpq say before the line is open, and thus without a code; the first clue that fits counts.
    ("too many clients", Trouble.CROWDED),
    ("too many connections", Trouble.CROWDED),
    ("connection slots are reserved", Trouble.CROWDED),
    ("could not fork new process", Trouble.CROWDED),
    ("the database system is", Trouble.CROWDED),
    # What the driver makes of a server that cannot start a process for one more, which it says before TLS.
    ("error response during ssl exchange", Trouble.CROWDED),
    ("server closed the connection unexpectedly", Trouble.CUT),
    ("could not translate host name", Trouble.UNKNOWN_NAME),
    ("failed to resolve host", Trouble.UNKNOWN_NAME),
    ("connection refused", Trouble.PORT_CLOSED),
    ("invalid response to ssl negotiation", Trouble.NOT_POSTGRESQL),
    ("does not support ssl", Trouble.NO_TLS),
    ("root certificate file", Trouble.NO_AUTHORITY_FILE),
    ("certificate verify failed", Trouble.UNTRUSTED),
    ("does not match host name", Trouble.WRONG_NAME),
    ("has group or world access", Trouble.OPEN_KEY),
    ("private key file", Trouble.NO_OWN_CERTIFICATE),
    ("could not read certificate file", Trouble.NO_OWN_CERTIFICATE),
    ("sslcertmode value", Trouble.NO_OWN_CERTIFICATE),
    ("requires a valid client certificate", Trouble.OWN_CERTIFICATE_REFUSED),
    ("certificate authentication failed", Trouble.OWN_CERTIFICATE_REFUSED),
    ("did not request an ssl certificate", Trouble.OWN_CERTIFICATE_REFUSED),
    ("alert ", Trouble.OWN_CERTIFICATE_REFUSED),
    ("no password supplied", Trouble.NO_PASSWORD),
    ("server requested sasl", Trouble.NO_PASSWORD),
    ("server requested a hashed password", Trouble.WEAK_SIGN_IN),
    ("server requested a cleartext password", Trouble.WEAK_SIGN_IN),
    ("channel binding", Trouble.WEAK_SIGN_IN),
    ("did not complete authentication", Trouble.WEAK_SIGN_IN),
    ("gssapi authentication failed", Trouble.NO_TICKET),
    ("gssapi continuation error", Trouble.NO_TICKET),
    ("gssapi name import error", Trouble.NO_TICKET),
    ("sspi continuation error", Trouble.NO_TICKET),
    ("gssapi authentication not supported", Trouble.NO_KERBEROS),
    ("sspi authentication not supported", Trouble.NO_KERBEROS),
    ("require_auth value", Trouble.NO_KERBEROS),
    ("authentication method requirement", Trouble.WEAK_SIGN_IN),
    ("password authentication failed", Trouble.WRONG_PASSWORD),
    ("pg_hba.conf", Trouble.NOT_LISTED),
    ("not permitted to log in", Trouble.LOCKED_OUT),
    ("does not exist", Trouble.NO_DATABASE),
    ("permission denied", Trouble.NO_RIGHTS),
    ("eof detected", Trouble.CUT),
    ("unexpected eof", Trouble.CUT),
    ("connection reset by peer", Trouble.CUT),
)
TLS_PLEASE = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest
LOOK_SECONDS = 4.0
AT_ONCE_SECONDS = 4.0
"""Half of the least patience with whoever says nothing that a server is set to in earnest."""
# OpenSSL's X509_V_ERR_*: the driver says only that verifying failed.
_REASONS = {
    9: Trouble.NOT_YET_VALID,
    10: Trouble.EXPIRED,
    62: Trouble.WRONG_NAME,
    64: Trouble.WRONG_NAME,
}


def explained(said: str, address: ServerAddress, seconds: float = 0.0) -> NetworkProblem:
    """Return the problem behind what the driver said, after so long, about a line that did not open.

    A server that cannot keep up with those who arrive ends what was not signed in within its patience, of some seconds.
    What is cut at once was cut by something else: a server that ends, or a gateway with nobody behind it.
    """
    said = said.casefold()
    trouble = next((trouble for words, trouble in _CLUES if words in said), Trouble.SILENT)
    if trouble is Trouble.CUT and seconds >= AT_ONCE_SECONDS:
        trouble = Trouble.OVERRUN
    if trouble is Trouble.UNTRUSTED:
        trouble = _why_untrusted(address)
    return problem_of(trouble, address)


def too_slow(address: ServerAddress) -> NetworkProblem:
    """Return the problem behind a line that did not open in time: nobody is there, or somebody who cannot keep up."""
    try:
        socket.create_connection((address.host, address.port), timeout=LOOK_SECONDS).close()
    except OSError:
        return problem_of(Trouble.SILENT, address)
    return problem_of(Trouble.OVERRUN, address)


def problem_of(trouble: Trouble, address: ServerAddress) -> NetworkProblem:
    """Return the problem with its sentence."""
    sentence = SENTENCES[trouble].format(host=address.host, port=address.port, database=address.database)
    if trouble in _NO_PLACE:
        return Crowded(sentence, trouble)
    return LineBroke(sentence, trouble) if trouble in _UNREACHED else NotAdmitted(sentence, trouble)


def _why_untrusted(address: ServerAddress) -> Trouble:
    """Look at the certificate once more, sending nothing, for the reason that the driver keeps to itself."""
    context = ssl.create_default_context(cafile=address.authority or None)
    try:
        with socket.create_connection((address.host, address.port), timeout=LOOK_SECONDS) as line:
            line.sendall(TLS_PLEASE)
            if line.recv(1) != b"S":
                return Trouble.UNTRUSTED
            with context.wrap_socket(line, server_hostname=address.host):
                return Trouble.UNTRUSTED
    except ssl.SSLCertVerificationError as error:
        return _REASONS.get(error.verify_code, Trouble.UNTRUSTED)
    except OSError:
        return Trouble.UNTRUSTED
