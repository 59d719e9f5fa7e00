"""Finds out step by step how far this laptop gets towards the server, by the very way that sync takes."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from qa_desktop import __version__
from qa_desktop.clock import Clock
from qa_desktop.domain.exchange import Greeting, Head, Position, ServerAddress
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.trouble import Step, Trouble
from qa_desktop.errors import NetworkProblem

LARGEST_DRIFT = timedelta(minutes=5)
"""A clock that is off by more is said (SYNC.md)."""

NO_ADDRESS = "Enter the name of the server, as your authority gave it to you."
NO_SIGN_IN_NAME = "Enter the sign-in name that your QA team gave you for the server."
WORKS = {
    Step.NAME: "The name {host} is known.",
    Step.REACH: "{host} answers on port {port}.",
    Step.PROOF: "The connection is encrypted and the server proves who it is.",
    Step.SIGN_IN: "The server lets you sign in.",
    Step.RIGHTS: "Everything that QA Desktop calls is there.",
    Step.VERSION: "Server and QA Desktop understand each other.",
    Step.LAPTOP: "This laptop is enrolled and approved.",
    Step.CLOCK: "The clocks of this laptop and of the server agree.",
}
TITLES = {
    Step.NAME: "Name",
    Step.REACH: "Reaching the server",
    Step.PROOF: "Certificate of the server",
    Step.SIGN_IN: "Sign-in",
    Step.RIGHTS: "Rights",
    Step.VERSION: "Versions",
    Step.LAPTOP: "This laptop",
    Step.CLOCK: "Clock",
}
ON_THE_LINE = (Step.NAME, Step.REACH, Step.PROOF, Step.SIGN_IN)
"""What an open line proves, in the order in which it opens."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One step: whether it worked, and what that means or what to do."""

    step: Step
    words: str
    trouble: Trouble | None = None

    @property
    def worked(self) -> bool:
        """Whether nothing is the matter."""
        return self.trouble is None


class CheckedLine(Protocol):
    """One open line, as far as the check needs it."""

    def hello(self, protocol: int, position: Position | None, heads: Mapping[Stream, Head]) -> Greeting:
        """Say who calls."""
        ...

    def close(self) -> None:
        """Hang up."""
        ...


Tell = Callable[[Finding], None]
Stopped = Callable[[], bool]
Connect = Callable[[ServerAddress, str | None, Stopped], CheckedLine]


class CheckConnection:
    """Opens the line as sync does, greets the server, and hangs up: nothing is kept, sent or fetched."""

    def __init__(self, connect: Connect, owner: PersonId, clock: Clock) -> None:
        self._connect = connect
        self._owner = owner
        self._clock = clock

    def __call__(
        self, address: ServerAddress, password: str | None, tell: Tell, is_stopped: Stopped
    ) -> tuple[Finding, ...]:
        """Return the steps in order up to the first that does not work; each is told as soon as it is known."""
        found: list[Finding] = []

        def note(finding: Finding) -> None:
            found.append(finding)
            tell(finding)

        if not address.host.strip():
            note(Finding(Step.NAME, NO_ADDRESS, Trouble.NO_ADDRESS))
        elif not address.user.strip():
            note(Finding(Step.SIGN_IN, NO_SIGN_IN_NAME, Trouble.NO_SIGN_IN_NAME))
        else:
            self._walk(address, password, note, is_stopped)
        return tuple(found)

    def _walk(self, address: ServerAddress, password: str | None, note: Tell, is_stopped: Stopped) -> None:
        from qa_desktop.sync.client.transport import PROTOCOL, LineProblem  # noqa: PLC0415 - not at start-up

        try:
            line = self._connect(address, password, is_stopped)
        except LineProblem as problem:
            if is_stopped():
                return
            _note_up_to(problem.trouble.step, address, note)
            note(Finding(problem.trouble.step, problem.sentence, problem.trouble))
            return
        try:
            _note_up_to(Step.RIGHTS, address, note)
            if is_stopped():
                return
            try:
                greeting = line.hello(PROTOCOL, None, {})
            except NetworkProblem as problem:
                trouble = problem.trouble if isinstance(problem, LineProblem) else Trouble.BROKE
                note(Finding(Step.RIGHTS, problem.sentence, trouble))
                return
        finally:
            line.close()
        note(Finding(Step.RIGHTS, WORKS[Step.RIGHTS]))
        self._judge(greeting, note)

    def _judge(self, greeting: Greeting, note: Tell) -> None:
        from qa_desktop.sync.client.admission import SENTENCES, in_the_way  # noqa: PLC0415 - not at start-up

        trouble = in_the_way(greeting, self._owner)
        for step in (Step.VERSION, Step.LAPTOP):
            if trouble is not None and trouble.step is step:
                note(Finding(step, SENTENCES[trouble], trouble))
                return
            note(Finding(step, WORKS[step]))
        drift = self._clock.now() - greeting.server_time
        if abs(drift) > LARGEST_DRIFT:
            note(Finding(Step.CLOCK, drift_words(drift), Trouble.CLOCK_OFF))
        else:
            note(Finding(Step.CLOCK, WORKS[Step.CLOCK]))


def drift_words(drift: timedelta) -> str:
    """Say how far this laptop's clock is from the server's."""
    side = "ahead of" if drift > timedelta() else "behind"
    return (
        f"The clock of this laptop is {_span(abs(drift))} {side} the server's. Nothing is lost by it. Set the clock "
        "right, or ask your IT service."
    )


def _span(amount: timedelta) -> str:
    minutes, hours = round(amount / timedelta(minutes=1)), round(amount / timedelta(hours=1))
    if amount < timedelta(hours=2):
        return f"{minutes} minutes"
    return f"{hours} hours" if amount < timedelta(days=2) else f"{amount.days} days"


def report_for_it(findings: tuple[Finding, ...], address: ServerAddress) -> str:
    """Return what was found, for an IT service: no password, no key and nothing of any audit is in it."""
    way = "client certificate" if address.certificate else "password or Kerberos"
    lines = [
        f"QA Desktop {__version__} on {platform.system()} {platform.release()}: test of the connection",
        f"server {address.host}, port {address.port}, database {address.database}, sign-in {address.user} ({way})",
        f"certificate of the authority: {'a file' if address.authority else 'those that this computer trusts'}",
        "",
    ]
    for one in findings:
        mark = "works" if one.trouble is None else f"does not work ({one.trouble.value})"
        lines.append(f"{TITLES[one.step]}: {mark}. {one.words}")
    return "\n".join(lines) + "\n"


def _note_up_to(step: Step, address: ServerAddress, note: Tell) -> None:
    for earlier in ON_THE_LINE:
        if earlier is step:
            return
        note(Finding(earlier, WORKS[earlier].format(host=address.host, port=address.port)))
