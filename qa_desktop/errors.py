"""The errors that a person can be shown, each a plain sentence that says what to do."""

from __future__ import annotations

from dataclasses import dataclass

from qa_desktop.overriding import override


class QaDesktopError(Exception):
    """The root of every error that is meant for a person.

    QaDesktopError
    ├── EnvironmentProblem    the machine: disk, keyring, files, locks, versions
    │   ├── StoreInUse        another window or command has the profile open
    │   ├── StoreDamaged      the database file cannot be read
    │   ├── StoreTooNew       the database was written by a newer QA Desktop
    │   ├── DiskProblem       full, read-only or failing disk
    │   ├── UnsafePlace       a data folder on a network or synced drive
    │   └── KeyUnavailable    keyring missing, locked, or a wrong passphrase
    ├── InputProblem          what a person or a file said cannot be accepted
    │   ├── NotFound          no such audit, tool or file
    │   ├── NotAllowed        the rule of the framework or the state forbids it
    │   └── SeveralProblems   a list of mistakes, all at once
    └── NetworkProblem        the server cannot be reached or refuses

    A bug stays an ordinary exception.
    """

    @property
    def sentence(self) -> str:
        """The message as shown to a person."""
        return str(self)


class EnvironmentProblem(QaDesktopError):
    """Something about this machine stands in the way."""


class StoreInUse(EnvironmentProblem):
    """Another window or command has this profile open."""


class StoreDamaged(EnvironmentProblem):
    """The database file cannot be read; it is kept as it is."""


class StoreTooNew(EnvironmentProblem):
    """The database was written by a newer version of QA Desktop."""


class DiskProblem(EnvironmentProblem):
    """The disk is full, read-only or failing."""


class UnsafePlace(EnvironmentProblem):
    """The data folder lies where children's data must not lie."""


class KeyUnavailable(EnvironmentProblem):
    """No key opens the store: no keyring, a locked one, or a wrong passphrase."""


class InputProblem(QaDesktopError):
    """What a person or a file said cannot be accepted as it is."""


class NotFound(InputProblem):
    """There is no such audit, tool or file."""


class NotAllowed(InputProblem):
    """The state of the audit, or a framework's rule, does not allow this."""


class NetworkProblem(QaDesktopError):
    """The shared server cannot be reached, or refuses."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in an input, with where it stands and what would be right.

    `line` and `column` count from 1 and are 0 where the input has no lines.
    """

    message: str
    where: str = ""
    line: int = 0
    column: int = 0
    code: str = ""
    """The kind of mistake, for programs; empty where it has none."""

    @override
    def __str__(self) -> str:
        place = f"line {self.line}, column {self.column}: " if self.line else ""
        subject = f"{self.where}: " if self.where else ""
        return f"{place}{subject}{self.message}"


WORTH_A_LOOK = "Allowed, and worth a look:"
"""What stands above warnings."""


class SeveralProblems(InputProblem):
    """Every mistake of an input at once, so that it is put right in one go, and what is worth a look besides."""

    def __init__(self, summary: str, mistakes: tuple[Mistake, ...], warnings: tuple[Mistake, ...] = ()) -> None:
        super().__init__(summary)
        self.mistakes = mistakes
        self.warnings = warnings

    @property
    @override
    def sentence(self) -> str:
        """The summary and every mistake, one a line, then what is worth a look."""
        lines = [str(self), *(f"  - {mistake}" for mistake in self.mistakes)]
        if self.warnings:
            lines += [WORTH_A_LOOK, *(f"  - {warning}" for warning in self.warnings)]
        return "\n".join(lines)
