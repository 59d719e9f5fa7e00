"""Looks at everything that can be wrong with a profile, and says it in plain lines."""

from __future__ import annotations

import os
import shutil
import stat
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation, commitment
from qa_desktop.errors import EnvironmentProblem
from qa_desktop.models import home_rows
from qa_desktop.models.backup import backups_of, made_at
from qa_desktop.models.bringing import EVER, KeyRing
from qa_desktop.models.key_slots import KEYRING, PASSPHRASE, RECOVERY_CODE, RECOVERY_KEY
from qa_desktop.models.keys_file import read_key_file
from qa_desktop.models.place_check import check_place
from qa_desktop.models.projecting import audits_in_log, differs
from qa_desktop.models.rows import OPERATION_COLUMNS, operation_from
from qa_desktop.models.statement import Run, Transactions
from qa_desktop.settings import ProfilePlace
from qa_desktop.signatures import fits

LEAST_FREE_BYTES = 500 * 1024 * 1024
BACKUP_AGE = timedelta(days=7)

_LOG = f"SELECT {OPERATION_COLUMNS} FROM operation ORDER BY pos"  # noqa: S608 - constants of ours


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    line: str
    healthy: bool = True


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found."""

    findings: tuple[Finding, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The findings as plain lines; those that need attention say so first."""
        return tuple(one.line if one.healthy else f"Needs attention: {one.line}" for one in self.findings)

    @property
    def healthy(self) -> bool:
        """Whether nothing needs attention."""
        return all(one.healthy for one in self.findings)


def check_up(read: Transactions, place: ProfilePlace, now: datetime) -> CheckReport:
    """Look at folder, keys, store, log, what is shown, backups and space."""
    looks: tuple[Callable[[], Finding], ...] = (
        lambda: _folder(place),
        lambda: _key_slots(place),
        *(partial(_ask, read, question) for question in (_pages, _log, _shown, _unsent)),
        lambda: _space(place),
        lambda: _backups(place, now),
    )
    return CheckReport(tuple(_look(look) for look in looks))


def _look(look: Callable[[], Finding]) -> Finding:
    """Return what was found; a store that cannot be read is a finding too."""
    try:
        return look()
    except EnvironmentProblem as problem:
        return Finding(problem.sentence, healthy=False)


def _ask(read: Transactions, question: Callable[[Run], Finding]) -> Finding:
    with read() as run:
        return question(run)


def _folder(place: ProfilePlace) -> Finding:
    check_place(place.folder)
    files = [file for file in (place.folder, place.database, place.key_slots) if file.exists()]
    if os.name == "posix" and any(stat.S_IMODE(file.stat().st_mode) & 0o077 for file in files):
        return Finding(
            f"Other people who use this computer can open the folder. Run: chmod -R go-rwx {place.folder}",
            healthy=False,
        )
    return Finding(f"The folder {place.folder} lies on this computer and is open to you alone.")


def _key_slots(place: ProfilePlace) -> Finding:
    kinds = {str(slot["kind"]) for slot in read_key_file(place).slots}
    if not kinds & {KEYRING, PASSPHRASE}:
        return Finding("Neither a keyring nor a passphrase opens the profile. Set a passphrase.", healthy=False)
    if not kinds & {RECOVERY_CODE, RECOVERY_KEY}:
        return Finding("There is no way back in on a bad day. Make a new recovery code.", healthy=False)
    everyday = "the keyring of this computer" if KEYRING in kinds else "a passphrase"
    recovery = "the authority's recovery key" if RECOVERY_KEY in kinds else "a printed recovery code"
    return Finding(f"The profile opens with {everyday}, and on a bad day with {recovery}.")


def _pages(run: Run) -> Finding:
    broken = [row[0] for row in run("PRAGMA cipher_integrity_check")]
    verdicts = [row[0] for row in run("PRAGMA integrity_check(10)")]
    orphans = list(run("PRAGMA foreign_key_check"))
    if broken or verdicts != ["ok"] or orphans:
        return Finding("The store is damaged. Restore the latest backup with: qa-desktop restore", healthy=False)
    return Finding("The store is whole: every page reads back as it was written.")


def _log(run: Run) -> Finding:
    count, wrong = 0, Counter[str]()
    for operation, fault in _judged(run):
        count += 1
        if fault:
            wrong[f"{operation.stream.audit} ({fault})"] += 1
    if wrong:
        return Finding(
            f"{wrong.total()} changes do not verify, in audit {next(iter(wrong))}. Restore the latest backup with: "
            "qa-desktop restore",
            healthy=False,
        )
    return Finding(f"All {count} changes carry their author's signature.")


def _judged(run: Run) -> Iterator[tuple[Operation, str]]:
    """Yield every operation with what is wrong with it; an empty text where nothing is."""
    keys = KeyRing(run)
    for row in run(_LOG):
        operation = operation_from(row)
        # What is in the log was judged when it came: a key that was revoked later still made its signature.
        yield operation, _fault(operation, keys.of(operation.author, EVER))


def _fault(operation: Operation, keys: Sequence[bytes]) -> str:
    if not keys:
        return "author unknown"
    if not any(fits(key, operation.signature, operation.envelope()) for key in keys):
        return "signature"
    if operation.is_redacted or commitment(operation.salt, operation.body) == operation.commit:
        return ""
    return "content"


def _shown(run: Run) -> Finding:
    audits = audits_in_log(run)
    wrong = [audit_id for audit_id in audits if not _is_rightly_shown(run, audit_id)]
    if wrong:
        return Finding(
            f"{len(wrong)} audits are not shown as their changes say, for example {wrong[0]}. Restore the latest "
            "backup with: qa-desktop restore",
            healthy=False,
        )
    return Finding(f"All {len(audits)} audits are shown as their changes say.")


def _is_rightly_shown(run: Run, audit_id: AuditId) -> bool:
    try:
        return not differs(run, audit_id)
    except ValueError:  # a body that does not unpack
        return False


def _unsent(run: Run) -> Finding:
    unsent = home_rows.unsent(run)
    if unsent.oldest is None:
        return Finding("Nothing is only on this laptop.")
    oldest = f"{unsent.oldest.day} {unsent.oldest:%B %Y %H:%M}"
    return Finding(f"{unsent.count} changes are only on this laptop, the oldest since {oldest} UTC.")


def _space(place: ProfilePlace) -> Finding:
    free = shutil.disk_usage(place.folder).free
    megabytes = free // (1024 * 1024)
    if free < LEAST_FREE_BYTES:
        return Finding(f"Only {megabytes} MB are free on this disk. Make room before the next audit.", healthy=False)
    return Finding(f"{megabytes} MB are free on this disk.")


def _backups(place: ProfilePlace, now: datetime) -> Finding:
    newest = next(iter(backups_of(place)), None)
    if newest is None:
        return Finding("There is no backup yet. Make one with: qa-desktop backup")
    made = made_at(newest)
    return Finding(f"The latest backup is {newest.name}.", healthy=made is not None and now - made < BACKUP_AGE)
