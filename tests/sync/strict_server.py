"""A real server whose certificate and pg_hba.conf a test may change, and people's own certificates."""

from __future__ import annotations

import contextlib
import shutil
import socket
import ssl
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from qa_desktop.sync.client.explaining import TLS_PLEASE
from tests.sync.postgres import Cluster, running_cluster
from tests.sync.server.laptops import Server, fresh_server

ADMIN_LINE = "hostssl all postgres 127.0.0.1/32 scram-sha-256"
USUAL_LINES = ("hostssl all all 127.0.0.1/32 scram-sha-256",)
PATIENCE_SECONDS = 20.0
DAY = timedelta(days=1)


def named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


@dataclass(frozen=True)
class Authority:
    """Signs certificates."""

    folder: Path
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def file(self) -> Path:
        """The certificate of the authority itself."""
        file = self.folder / "authority.crt"
        if not file.exists():
            ca = x509.BasicConstraints(ca=True, path_length=0)
            self.write(file, self.builder("Northshire", self.key, (-DAY, 30 * DAY)).add_extension(ca, critical=True))
        return file

    def builder(
        self, name: str, key: ec.EllipticCurvePrivateKey, valid: tuple[timedelta, timedelta]
    ) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return x509.CertificateBuilder(
            named("Northshire"), named(name), key.public_key(), x509.random_serial_number(),
            now + valid[0], now + valid[1],
        )  # fmt: skip

    def write(self, file: Path, builder: x509.CertificateBuilder) -> None:
        file.write_bytes(builder.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str, valid: tuple[timedelta, timedelta] = (-DAY, 30 * DAY)) -> Path:
        """Write a certificate for a host or a login, its key beside it; return the certificate."""
        file = self.folder / f"{name}-{len(list(self.folder.iterdir()))}.crt"
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.DNSName(name)])
        self.write(file, self.builder(name, key, valid).add_extension(names, critical=False))
        form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        file.with_suffix(".key").write_bytes(key.private_bytes(*form))
        file.with_suffix(".key").chmod(0o600)
        return file


@dataclass
class StrictServer:
    """The server, and the authority that its tests trust."""

    server: Server
    authority: Authority

    @property
    def cluster(self) -> Cluster:
        return self.server.cluster

    @contextlib.contextmanager
    def showing(self, certificate: Path) -> Iterator[None]:
        """Let the server prove itself with another certificate."""
        own = [(self.cluster.folder / name, (self.cluster.folder / name).read_bytes()) for name in CERTIFICATE_FILES]
        try:
            for (file, _), source in zip(own, (certificate, certificate.with_suffix(".key")), strict=True):
                file.write_bytes(source.read_bytes())
            self._reload_until(lambda: self._shown() == certificate.read_text())
            yield
        finally:
            for file, data in own:
                file.write_bytes(data)
            self._reload_until(lambda: self._shown() == own[0][1].decode())

    @contextlib.contextmanager
    def admitting(self, *lines: str) -> Iterator[None]:
        """Let pg_hba.conf say so, beside the line for the administrator."""
        try:
            self._write_hba(lines)
            yield
        finally:
            self._write_hba(USUAL_LINES)

    @contextlib.contextmanager
    def set_to(self, name: str, value: str) -> Iterator[None]:
        """Give a setting that needs a restart another value."""
        conf = self.cluster.folder / "data" / "postgresql.conf"
        before = conf.read_text()
        try:
            conf.write_text(f"{before}{name} = '{value}'\n")
            self._restart()
            yield
        finally:
            conf.write_text(before)
            self._restart()

    def _restart(self) -> None:
        self.cluster.stop("fast")
        self.cluster.start()

    def _write_hba(self, lines: Sequence[str]) -> None:
        loaded = self._loaded()
        (self.cluster.folder / "data" / "pg_hba.conf").write_text("\n".join((ADMIN_LINE, *lines)) + "\n")
        self._reload_until(lambda: self._loaded() != loaded)

    def _loaded(self) -> str:
        return self.cluster.sql("postgres", "SELECT pg_conf_load_time()")

    def _reload_until(self, done: Callable[[], bool]) -> None:
        self.cluster.run("pg_ctl", "-D", "data", "reload")
        until = time.monotonic() + PATIENCE_SECONDS
        while not done():
            assert time.monotonic() < until, "the server did not take its new settings"

    def _shown(self) -> str:
        """Return the certificate that a newcomer is shown."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with socket.create_connection(("127.0.0.1", self.cluster.port), timeout=5) as line:
            line.sendall(TLS_PLEASE)
            line.recv(1)
            with context.wrap_socket(line) as wrapped:
                return ssl.DER_cert_to_PEM_cert(wrapped.getpeercert(binary_form=True) or b"")


CERTIFICATE_FILES = ("server.crt", "server.key")


@contextlib.contextmanager
def strict_server(folder: Path) -> Iterator[StrictServer]:
    """Run a server of its own that also takes people's certificates."""
    authority = Authority(folder)
    with running_cluster() as cluster:
        trusted = cluster.folder / "clients.crt"
        shutil.copy(authority.file, trusted)
        trusted.chmod(0o644)
        with (cluster.folder / "data" / "postgresql.conf").open("a") as conf:
            conf.write(f"ssl_ca_file = '{trusted}'\n")
        cluster.run("pg_ctl", "-D", "data", "reload")
        with fresh_server(cluster) as server:
            yield StrictServer(server, authority)
