"""A real PostgreSQL over TLS for tests: its own cluster, its own authority, gone when the tests end."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

ADMIN_PASSWORD = "made up for the tests"
PLENTY = 4 * 1024**3
UNSAFE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
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


def find_binaries() -> Path:
    """Return the folder of the server's programs, the newest version first."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists():
            return folder
    raise RuntimeError("PostgreSQL is missing. Install it: apt-get install --no-install-recommends postgresql")


@dataclass(slots=True)
class Cluster:
    """A running cluster. `dsn` gives connection strings that verify the server's certificate."""

    folder: Path
    port: int
    set_up: str = ""
    """The database of which tests get copies, once there is one."""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def ca(self) -> Path:
        return self.folder / "ca.crt"

    def dsn(self, database: str, user: str = "postgres", password: str = ADMIN_PASSWORD) -> str:
        return (
            f"host=localhost hostaddr=127.0.0.1 port={self.port} dbname={database} user={user} password='{password}' "
            f"sslmode=verify-full sslrootcert={self.ca} channel_binding=require gssencmode=disable connect_timeout=20"
        )

    def new_database(self, template: str = "template0") -> str:
        """Make a database, empty or as a copy, and return its name."""
        name = f"qa_test_{next(self._numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name} ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE {template}")
        return name

    def sql(self, database: str, statement: str) -> str:
        """Run a statement as superuser through psql and return what it prints."""
        return self.run(
            "psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.dsn(database), "-c", statement
        )

    def run(self, program: str, *arguments: str) -> str:
        """Run one of the server's programs."""
        done = subprocess.run(
            [*as_postgres(), str(find_binaries() / program), *arguments],
            check=False, capture_output=True, text=True, cwd=self.folder, timeout=100,
            env={**os.environ, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)},
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")
        return done.stdout.strip()

    def start(self) -> None:
        self.run("pg_ctl", "-D", "data", "-l", "log", "-w", "-t", "60", "start")

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "-D", "data", "-w", "-m", mode, "stop")

    def kill(self) -> None:
        """Kill the server and everything that it started, as a power cut would."""
        process = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
        for one in (process, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)

    def start_after_a_crash(self) -> None:
        """Start again; what the kernel has not cleared away yet is waited for."""
        for _ in range(20):
            with contextlib.suppress(RuntimeError):
                return self.start()
        raise RuntimeError("the server does not come back")

    @contextlib.contextmanager
    def killed_after(self, seconds: float) -> Iterator[None]:
        """Kill the server while something goes on, and start it again behind that."""
        timer = threading.Timer(seconds, self.kill)
        timer.start()
        try:
            yield
        finally:
            timer.join()
            self.start_after_a_crash()


def as_postgres() -> list[str]:
    """Return what starts a program as somebody whom initdb accepts."""
    if os.geteuid() != 0:
        return []
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]


@contextlib.contextmanager
def running_cluster(*, durable: bool = False) -> Iterator[Cluster]:
    """Make, start and in the end stop and remove a cluster. A durable one survives being killed, as a real one does."""
    find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="qa-pg-", dir=roomy_folder()))
    cluster = Cluster(folder, free_port())
    try:
        write_certificates(folder)
        (folder / "password").write_text(ADMIN_PASSWORD)
        if os.geteuid() == 0:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, "postgres", "postgres")
        folder.chmod(0o755)
        make_cluster(cluster, {} if durable else UNSAFE)
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def roomy_folder() -> Path:
    """Return where a cluster is quick: in memory, where there is plenty."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > PLENTY else Path("/tmp")  # noqa: S108 - as above


def make_cluster(cluster: Cluster, more: Mapping[str, str]) -> None:
    cluster.run(
        "initdb", "-D", "data", "-U", "postgres", "-A", "scram-sha-256", "--pwfile=password", "-E", "UTF8",
        "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    lines = {**SETTINGS, **more, "port": str(cluster.port), "unix_socket_directories": str(cluster.folder)}
    lines["ssl_cert_file"] = str(cluster.folder / "server.crt")
    lines["ssl_key_file"] = str(cluster.folder / "server.key")
    conf = cluster.folder / "data" / "postgresql.conf"
    with conf.open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in lines.items())
    (cluster.folder / "data" / "pg_hba.conf").write_text("hostssl all all 127.0.0.1/32 scram-sha-256\n")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def write_certificates(folder: Path) -> None:
    """Write an authority, and a certificate of it for localhost."""
    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "QA Desktop test authority")])
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    ca = (
        certificate(ca_name, ca_name, ca_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(ca_key, hashes.SHA256())
    )
    server = (
        certificate(name, ca_name, key)
        .add_extension(
            x509.SubjectAlternativeName(
                [x509.DNSName("localhost"), x509.IPAddress(ipaddress.IPv4Address("127.0.0.1"))]
            ),
            critical=False,
        )
        .sign(ca_key, hashes.SHA256())
    )
    (folder / "ca.crt").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    (folder / "server.crt").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.key").write_bytes(private)
    (folder / "server.key").chmod(0o600)


def certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
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
