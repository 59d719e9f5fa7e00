"""Draft one message to each person who has overdue actions; this application sends none (PRACTICE P-43)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa_desktop.domain.tracker import TrackedAction
from qa_desktop.errors import EnvironmentProblem, InputProblem


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to one person about their actions. The subject holds no name and no grade."""

    to: str
    """Whose the actions are, as they are written in the plans."""
    subject: str
    text: str
    count: int

    @property
    def as_file(self) -> bytes:
        """The message as an .eml file, which a mail program opens as a draft."""
        from email.message import EmailMessage  # noqa: PLC0415 - not at start-up
        from email.policy import SMTP  # noqa: PLC0415 - as above

        message = EmailMessage(policy=SMTP)
        message["Subject"] = self.subject
        message["X-Unsent"] = "1"
        message.set_content(self.text)
        return message.as_bytes()


class ChaseActions:
    """Words the messages of a list of actions."""

    def __init__(self, sender: str) -> None:
        self._sender = sender

    def __call__(self, actions: Iterable[TrackedAction], today: date) -> tuple[Draft, ...]:
        """Return a draft for each person, by name; what is on hold is left out."""
        by_person: dict[str, list[TrackedAction]] = {}
        for one in actions:
            if not one.is_held:
                by_person.setdefault(" ".join(one.owner.split()).casefold(), []).append(one)
        return tuple(self._draft(by_person[key], today) for key in sorted(by_person))

    def save(self, drafts: Iterable[Draft], folder: Path) -> tuple[Path, ...]:
        """Write each draft as a new .eml file; return the files. Raise InputProblem where the folder is none."""
        if not folder.is_dir():
            raise InputProblem(f"{folder} is no folder. Choose a folder for the messages.")
        return tuple(_write_new(folder, draft.as_file) for draft in drafts)

    def _draft(self, actions: list[TrackedAction], today: date) -> Draft:
        late = [one for one in actions if one.due_day is not None and one.due_day < today]
        lines = [_line(one, today) for one in actions]
        opening = f"{_counted(len(actions))} from audits {'is' if len(actions) == 1 else 'are'} with you"
        opening += f", {len(late)} past {'its' if len(late) == 1 else 'their'} date." if late else "."
        text = "\n".join(
            [
                f"Dear {actions[0].owner},",
                "",
                opening,
                "",
                *lines,
                "",
                "Please say in supervision how far each one is, and tell me if one is not yours or needs more time.",
                "",
                self._sender,
            ]
        )
        return Draft(actions[0].owner, f"{_counted(len(actions))} from audits", text + "\n", len(actions))


def _counted(count: int) -> str:
    return "1 action" if count == 1 else f"{count} actions"


def _line(one: TrackedAction, today: date) -> str:
    day = one.due_day
    if day is None:
        when = "no date"
    elif day < today:
        days = (today - day).days
        when = f"was due on {_day(day)}, {days} {'day' if days == 1 else 'days'} ago"
    else:
        when = f"due on {_day(day)}"
    return f"- {one.subject}: {one.what} ({when})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _write_new(folder: Path, data: bytes) -> Path:
    for number in range(1, 100_000):
        file = folder / f"actions-{number}.eml"
        try:
            with file.open("xb") as opened:
                opened.write(data)
        except FileExistsError:
            continue
        except OSError as error:
            raise EnvironmentProblem(f"The message could not be written to {folder}: {error.strerror}.") from error
        return file
    raise EnvironmentProblem(f"{folder} holds too many messages. Choose an empty folder.")
