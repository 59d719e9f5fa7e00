"""Finds out in steps how far this laptop gets towards the authority's server, and says it in plain words."""

from __future__ import annotations

import socket
import ssl
import struct
from dataclasses import dataclass

USUAL_PORT = 5432
PATIENCE_SECONDS = 4.0
TLS_PLEASE = struct.pack("!ii", 8, 80877103)  # PostgreSQL's SSLRequest


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: whether it worked, and what that means."""

    worked: bool
    words: str


def check_connection(address: str, patience: float = PATIENCE_SECONDS) -> tuple[Finding, ...]:
    """Look for the server named by `address` ("server" or "server:5432"); stop at the first step that does not work.

    Nobody is signed in and nothing is sent.
    """
    host, port = _taken_apart(address)
    if not host:
        return (Finding(False, "Enter the name of the server, as your authority gave it to you."),)
    if not port:
        return (Finding(False, "The port after the colon is a number from 1 to 65535. Usually it is left out."),)
    try:
        with socket.create_connection((host, port), timeout=patience) as line:
            return (Finding(True, f"{host} answers."), *_ask_for_encryption(line, host))
    except socket.gaierror:
        return (Finding(False, f"No computer called {host} was found. Check the name, and whether the VPN is on."),)
    except TimeoutError:
        return (Finding(False, f"{host} does not answer. Check whether the VPN is on, or try again later."),)
    except OSError:
        words = f"{host} was found but refuses connections on port {port}. Ask your IT service to open it."
        return (Finding(False, words),)


def _ask_for_encryption(line: socket.socket, host: str) -> tuple[Finding, ...]:
    line.sendall(TLS_PLEASE)
    answer = line.recv(1)
    if answer == b"N":
        return (
            Finding(False, "The server offers no encryption, so QA Desktop will not use it. Tell your IT service."),
        )
    if answer != b"S":
        return (Finding(False, "Something answers there, but it is no PostgreSQL server. Check name and port."),)
    try:
        with ssl.create_default_context().wrap_socket(line, server_hostname=host):
            return (Finding(True, "The connection is encrypted and the server proves who it is."),)
    except ssl.SSLError:
        words = (
            "The connection is encrypted, but this laptop does not know who vouches for the server. "
            "Ask your IT service for the certificate of your authority."
        )
        return (Finding(False, words),)


def _taken_apart(address: str) -> tuple[str, int]:
    host, _, port = address.strip().partition(":")
    if not port:
        return host, USUAL_PORT
    return host, int(port) if port.isdigit() and 0 < int(port) < 65536 else 0  # noqa: PLR2004 - the highest port is 65535
