"""A PostgreSQL of its own over TLS, in a folder that goes when it ends: for the demo, for trying, and for tests."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qa_desktop.errors import EnvironmentProblem

PLENTY = 4 * 1024**3
UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""What a server needs not that nobody will miss."""
SETTINGS = {
    "ssl": "on",
    "ssl_cert_file": "server.crt",
    "ssl_key_file": "server.key",
    "ssl_min_protocol_version": "TLSv1.3",
    "password_encryption": "scram-sha-256",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "max_wal_size": "128MB",
    "log_min_messages": "fatal",
    "log_statement": "none",
}
PATIENCE_SECONDS = 100


class NoPostgres(EnvironmentProblem):
    """PostgreSQL is not installed here."""


def find_binaries() -> Path:
    """Return the folder of the server's programs, the newest version first; raise NoPostgres."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    raise NoPostgres("PostgreSQL is missing. Install it: apt-get install --no-install-recommends postgresql")


def _version(folder: Path) -> int:
    return int(folder.parent.name) if folder.parent.name.isdecimal() else 0


@dataclass(slots=True)
class ThrowAwayServer:
    """A cluster in a folder. `dsn` gives connection strings that verify its certificate."""

    folder: Path
    port: int
    password: str
    """Of the superuser."""

    @property
    def ca(self) -> Path:
        """The certificate of who vouches for it."""
        return self.folder / "ca.crt"

    def dsn(self, database: str, user: str = "postgres", password: str = "") -> str:
        """Return how to connect; as superuser where nobody else is named."""
        return (
            f"host=localhost hostaddr=127.0.0.1 port={self.port} dbname={database} user={user} "
            f"password='{password or self.password}' sslmode=verify-full sslrootcert={self.ca} "
            "channel_binding=require gssencmode=disable connect_timeout=20"
        )

    def run(self, program: str, *arguments: str) -> str:
        """Run one of the server's programs and return what it prints; raise EnvironmentProblem where it fails."""
        done = subprocess.run(  # noqa: S603 - PostgreSQL's own programs, with our own arguments
            [*as_postgres(), str(find_binaries() / program), *arguments],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            timeout=PATIENCE_SECONDS,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
        )
        if done.returncode:
            raise EnvironmentProblem(f"{program}: {done.stderr or done.stdout}")
        return done.stdout.strip()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self.run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it."""
        self.run("pg_ctl", "-D", "data", "-w", "-m", mode, "stop")


def as_postgres() -> list[str]:
    """Return what starts a program as somebody whom initdb accepts."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@contextlib.contextmanager
def throw_away_server() -> Iterator[ThrowAwayServer]:
    """Make, start and in the end stop and remove a server; raise NoPostgres where there is none to make."""
    find_binaries()
    with new_folder() as folder:
        server = ThrowAwayServer(folder, free_port(), secrets.token_urlsafe(24))
        with running(server, UNSAFE):
            yield server


@contextlib.contextmanager
def new_folder() -> Iterator[Path]:
    """Make a folder for a server, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="qa-pg-", dir=roomy_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def running(server: ThrowAwayServer, more: Mapping[str, str]) -> Iterator[None]:
    """Fill the server's folder and run it."""
    write_certificates(server.folder)
    secret = server.folder / "password"
    secret.touch(mode=0o600)
    secret.write_text(server.password, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (server.folder, *server.folder.iterdir()):
            shutil.chown(path, "postgres", "postgres")
    server.folder.chmod(0o755)
    _make_cluster(server, more)
    server.start()
    try:
        yield
    finally:
        server.stop()


def roomy_folder() -> Path:
    """Return where a cluster is quick: in memory, where there is plenty."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > PLENTY else Path("/tmp")  # noqa: S108 - as above


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _make_cluster(server: ThrowAwayServer, more: Mapping[str, str]) -> None:
    made_with = ("-D", "data", "-U", "postgres", "-A", "scram-sha-256", "--pwfile=password", "-E", "UTF8")
    server.run("initdb", *made_with, "--locale=C.UTF-8", "--no-sync")
    lines = {**SETTINGS, **more, "port": str(server.port), "unix_socket_directories": str(server.folder)}
    lines["ssl_cert_file"] = str(server.folder / "server.crt")
    lines["ssl_key_file"] = str(server.folder / "server.key")
    conf = server.folder / "data" / "postgresql.conf"
    with conf.open("a", encoding="utf-8") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in lines.items())
    (server.folder / "data" / "pg_hba.conf").write_text(
        "hostssl all all 127.0.0.1/32 scram-sha-256\n", encoding="utf-8"
    )


def write_certificates(folder: Path) -> None:
    """Write an authority, and a certificate of it for localhost."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "QA Desktop throw-away authority")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    ca = (
        certificate(ca_name, ca_name, ca_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))]
    server = (
        certificate(name, ca_name, key)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    (folder / "ca.crt").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    (folder / "server.crt").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.key").touch(mode=0o600)
    (folder / "server.key").write_bytes(private)


def certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    """Return a certificate for a month, to be signed."""
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
