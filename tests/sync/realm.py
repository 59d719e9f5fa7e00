"""A real Kerberos realm on localhost, without a name service: its own KDC, gone when the tests end."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_desktop.sync.server.throw_away import free_port

REALM = "QA.TEST"
NEEDED = ("krb5kdc", "kdb5_util", "kadmin.local", "kinit")
WHERE = "/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Realm:
    """A running KDC. `keytab` lets PostgreSQL prove that it is the service on localhost."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to speak with this realm and no other."""
        return {
            "KRB5_CONFIG": str(self.folder / "krb5.conf"),
            "KRB5_KDC_PROFILE": str(self.folder / "kdc.conf"),
            "KRB5CCNAME": f"FILE:{self.folder / 'tickets'}",
        }

    @property
    def keytab(self) -> Path:
        return self.folder / "postgres.keytab"

    def run(self, *command: str, said: str = "") -> None:
        done = subprocess.run(
            command, input=said, env={**os.environ, "PATH": WHERE, **self.environment}, capture_output=True, text=True,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr

    def add_person(self, login: str, password: str) -> None:
        self.run("kadmin.local", "-q", f"addprinc -pw {password} {login}")

    def sign_in(self, login: str, password: str) -> None:
        """Get a ticket, as signing in to a computer of the domain does."""
        self.run("kinit", login, said=f"{password}\n")

    def sign_out(self) -> None:
        (self.folder / "tickets").unlink(missing_ok=True)


@contextlib.contextmanager
def running_realm() -> Iterator[Realm]:
    missing = [name for name in NEEDED if shutil.which(name, path=WHERE) is None]
    if missing:
        pytest.fail(f"{missing} are not installed; run: apt-get install krb5-kdc krb5-admin-server krb5-user")
    folder = Path(tempfile.mkdtemp(prefix="qa-krb-"))
    realm = Realm(folder)
    port = free_port()
    (folder / "krb5.conf").write_text(
        f"[libdefaults]\ndefault_realm = {REALM}\ndns_lookup_kdc = false\ndns_lookup_realm = false\nrdns = false\n"
        f"dns_canonicalize_hostname = false\nudp_preference_limit = 1\n"
        f"[realms]\n{REALM} = {{\nkdc = 127.0.0.1:{port}\n}}\n[domain_realm]\nlocalhost = {REALM}\n"
    )
    (folder / "kdc.conf").write_text(
        f"[kdcdefaults]\nkdc_listen = 127.0.0.1:{port}\nkdc_tcp_listen = 127.0.0.1:{port}\n[realms]\n{REALM} = {{\n"
        f"database_name = {folder}/principal\nkey_stash_file = {folder}/stash\nacl_file = {folder}/acl\n}}\n"
        f"[logging]\nkdc = FILE:{folder}/kdc.log\n"
    )
    folder.chmod(0o755)
    try:
        realm.run("kdb5_util", "create", "-s", "-r", REALM, "-P", "made up for the tests")
        realm.run("kadmin.local", "-q", "addprinc -randkey postgres/localhost")
        realm.run("kadmin.local", "-q", f"ktadd -k {realm.keytab} postgres/localhost")
        if os.geteuid() == 0:
            shutil.chown(realm.keytab, "postgres", "postgres")
        kdc = subprocess.Popen(
            ["krb5kdc", "-n"], env={**os.environ, "PATH": WHERE, **realm.environment}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            yield realm
        finally:
            kdc.terminate()
            kdc.wait(20)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
