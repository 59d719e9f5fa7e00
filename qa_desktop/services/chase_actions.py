"""Word one message to each person about the actions that are with them; this application sends none (P-43)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa_desktop.domain.improvement_list import TrackedImprovement
from qa_desktop.domain.letter import Letter
from qa_desktop.domain.tracker import TrackedAction
from qa_desktop.errors import EnvironmentProblem, InputProblem

MOST_FILES = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that somebody is asked about."""

    owner: str
    about: str
    """The case, or the plan."""
    what: str
    due: date | None
    noun: str
    """What it is, as “action from audits”: one, then several."""
    nouns: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to one person about their actions. The subject holds no name and no grade."""

    to: str
    """Whose the actions are, as they are written in the plans."""
    subject: str
    text: str
    count: int
    address: str = ""
    """Their e-mail address, where the settings hold one."""
    letter: Letter | None = None
    """The same as a letter to print."""

    @property
    def as_file(self) -> bytes:
        """The message as an .eml file, which a mail program opens as a draft."""
        from email.message import EmailMessage  # noqa: PLC0415 - not at start-up
        from email.policy import SMTP  # noqa: PLC0415 - as above

        message = EmailMessage(policy=SMTP)
        if self.address:
            message["To"] = self.address
        message["Subject"] = self.subject
        message["X-Unsent"] = "1"
        message.set_content(self.text)
        return message.as_bytes()


def asked_actions(actions: Iterable[TrackedAction]) -> Iterator[Asked]:
    """Yield what is asked about actions of cases; what is on hold is left out."""
    for one in actions:
        if not one.is_held:
            yield Asked(one.owner, one.subject, one.what, one.due_day, "action from audits", "actions from audits")


def asked_lines(lines: Iterable[TrackedImprovement]) -> Iterator[Asked]:
    """Yield what is asked about improvement actions; what is on hold is left out."""
    for one in lines:
        if not one.is_held:
            about = ", ".join(part for part in (one.board, one.plan) if part)
            yield Asked(one.owner, about, one.what, one.due_day, "improvement action", "improvement actions")


class ChaseActions:
    """Words the messages of a list, and writes them as drafts of e-mails or as letters to print."""

    def __init__(self, sender: str, address_of: Callable[[str], str], print_letter: Callable[[Letter], bytes]) -> None:
        """`address_of` returns the e-mail address of a person or role, empty where none is known."""
        self._sender = sender
        self._address_of = address_of
        self._print = print_letter

    def __call__(self, actions: Iterable[TrackedAction], today: date) -> tuple[Draft, ...]:
        """Return a draft for each person about actions of cases, by name."""
        return self.messages(asked_actions(actions), today)

    def messages(self, asked: Iterable[Asked], today: date) -> tuple[Draft, ...]:
        """Return a draft for each person, by name."""
        by_person: dict[str, list[Asked]] = {}
        for one in asked:
            by_person.setdefault(" ".join(one.owner.split()).casefold(), []).append(one)
        return tuple(self._draft(by_person[key], today) for key in sorted(by_person))

    def save(self, drafts: Iterable[Draft], folder: Path) -> tuple[Path, ...]:
        """Write each draft as a new .eml file; return the files. Raise InputProblem where the folder is none."""
        return _write_each("actions", "eml", (draft.as_file for draft in drafts), folder)

    def print_letters(self, drafts: Iterable[Draft], folder: Path) -> tuple[Path, ...]:
        """Write each draft as a letter in a new PDF; raise as above."""
        letters = (self._print(draft.letter) for draft in drafts if draft.letter is not None)
        return _write_each("letter", "pdf", letters, folder)

    def saved_words(self, drafts: tuple[Draft, ...], folder: Path, *, printed: bool) -> str:
        """Write the drafts, and say what there is to do with them; raise as above."""
        if printed:
            files = self.print_letters(drafts, folder)
            return f"{_counted(len(files), 'letter', 'letters')} saved as PDF. Print and sign them: nothing was sent."
        files = self.save(drafts, folder)
        words = (
            f"{_counted(len(files), 'message', 'messages')} saved. Open them in your mail program: nothing was sent."
        )
        without = sum(not one.address for one in drafts)
        if not without:
            return words
        return f"{words} For {without} the settings hold no address: put it in, or print a letter instead."

    def _draft(self, asked: list[Asked], today: date) -> Draft:
        late = [one for one in asked if one.due is not None and one.due < today]
        points = tuple(_line(one, today) for one in asked)
        owner, first = asked[0].owner, asked[0]
        opening = f"{_counted(len(asked), first.noun, first.nouns)} {'is' if len(asked) == 1 else 'are'} with you"
        opening += f", {len(late)} past {'its' if len(late) == 1 else 'their'} date." if late else "."
        asks = "Please say how far each one is, and tell me if one is not yours or needs more time."
        if first.noun.startswith("action"):
            asks = "Please say in supervision how far each one is, and tell me if one is not yours or needs more time."
        greeting, subject = f"Dear {owner},", _counted(len(asked), first.noun, first.nouns)
        bullets = (f"- {one}" for one in points)
        text = "\n".join([greeting, "", opening, "", *bullets, "", asks, "", self._sender])
        letter = Letter(owner, today, subject, (greeting, opening), points, (asks,), self._sender)
        return Draft(owner, subject, text + "\n", len(asked), self._address_of(owner), letter)


def _counted(count: int, one: str, several: str) -> str:
    return f"{count} {one if count == 1 else several}"


def _line(one: Asked, today: date) -> str:
    if one.due is None:
        when = "no date"
    elif one.due < today:
        days = (today - one.due).days
        when = f"was due on {_day(one.due)}, {days} {'day' if days == 1 else 'days'} ago"
    else:
        when = f"due on {_day(one.due)}"
    return f"{one.about}: {one.what} ({when})"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _write_each(stem: str, kind: str, contents: Iterable[bytes], folder: Path) -> tuple[Path, ...]:
    if not folder.is_dir():
        raise InputProblem(f"{folder} is no folder. Choose a folder for the messages.")
    return tuple(_write_new(folder, stem, kind, data) for data in contents)


def _write_new(folder: Path, stem: str, kind: str, data: bytes) -> Path:
    for number in range(1, MOST_FILES):
        file = folder / f"{stem}-{number}.{kind}"
        try:
            with file.open("xb") as opened:
                opened.write(data)
        except FileExistsError:
            continue
        except OSError as error:
            raise EnvironmentProblem(f"The message could not be written to {folder}: {error.strerror}.") from error
        return file
    raise EnvironmentProblem(f"{folder} holds too many messages. Choose an empty folder.")
