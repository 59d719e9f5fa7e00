"""Plays a month to be looked at: day by day in words, with pictures, notes, and the officer's profile to open."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from qa_desktop.bootstrap.demo import passing_keyring
from qa_desktop.bootstrap.months.bracknell_forest import BracknellForest
from qa_desktop.bootstrap.months.durham import Durham
from qa_desktop.bootstrap.months.herefordshire import Herefordshire
from qa_desktop.bootstrap.months.reports import reports_of_month
from qa_desktop.bootstrap.months.rochdale import Rochdale
from qa_desktop.bootstrap.months.scene import Scene, Story, play
from qa_desktop.bootstrap.months.slough import Slough
from qa_desktop.bootstrap.months.stage import WHILE_PLAYED, Member, Stage
from qa_desktop.domain.ports import SummaryFilter
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import InputProblem
from qa_desktop.services.draw_cases import months_before
from qa_desktop.services.profile_gate import Gate, GateState
from qa_desktop.settings import resources_dir
from qa_desktop.sync.server.trial import TrialServer, trial_server
from qa_desktop.ui.demo_month import MonthPictures
from qa_desktop.ui.start_up import WindowNeeds, make_window

PASSPHRASE = "harbour lantern quiet bridge"  # noqa: S105 - of a profile with made-up cases
STORIES: tuple[type[Story], ...] = (Herefordshire, Rochdale, Slough, Durham, BracknellForest)
OFFICER = "officer"
"""The folder of the officer's profile."""
MOST_NOTES = 500


@dataclass(frozen=True, slots=True)
class MonthWish:
    """Which month to play, and where to leave what came of it."""

    authority: str
    out: Path
    first: date | None = None
    """The first day of the month; None for the latest one of which everything that follows is over by `today`."""
    today: date = date.max


def play_month(wish: MonthWish, say: Callable[[str], None]) -> None:
    """Play a month on a server of its own; `say` takes what happens, and where everything is.

    Raises:
        NoPostgres: PostgreSQL is not installed.
        InputProblem: there is no such month, or something lies in the folder already.
    """
    story = next((one for one in STORIES if one.settings == wish.authority), None)
    if story is None:
        raise InputProblem(f"There is no month of “{wish.authority}”. There are: {', '.join(months())}.")
    if (wish.out / OFFICER).exists():
        raise InputProblem(f"{wish.out} holds a month already. Choose another folder.")
    folder = Path(tempfile.mkdtemp(prefix="qa-desktop-month-"))
    try:
        with passing_keyring(), trial_server() as server:
            wish.out.mkdir(parents=True, exist_ok=True)
            _Played(wish, story, say).on(server, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def months() -> tuple[str, ...]:
    """Return the authorities of which there is a month."""
    return tuple(one.settings for one in STORIES)


class _Played:
    """One month being played."""

    def __init__(self, wish: MonthWish, story: type[Story], say: Callable[[str], None]) -> None:
        self._wish = wish
        self._story = story
        self._say = say
        self._pictures: list[Path] = []

    def on(self, server: TrialServer, folder: Path) -> None:
        """Play on a server; the other profiles lie in a folder that goes."""
        wish = self._wish
        stage = Stage(server, folder, wish.authority, self._first(), self._say, wish.out / OFFICER)
        try:
            story = self._story(stage)
            play(story.scenes(), stage, lambda scene: self._look(stage, scene))
            officer = next(iter(stage.people.values()))
            notes = self._save_notes(officer)
            reports = self._save_reports(officer, stage.first)
            officer.desk.change_passphrase(WHILE_PLAYED, PASSPHRASE)
        finally:
            stage.close()
        self._say(f"\n{len(self._pictures)} pictures, {notes} documents and {reports} reports are in {wish.out}.")
        self._say(f"Open the QA officer's profile with: qa-desktop --data {wish.out / OFFICER}")
        self._say(f"Its passphrase is: {PASSPHRASE}")
        self._say("Its server is gone, so it does not sync any more; everything else works.")

    def _first(self) -> date:
        if self._wish.first is not None:
            return self._wish.first.replace(day=1)
        return months_before(self._wish.today.replace(day=1), self._story.months)

    def _look(self, stage: Stage, scene: Scene) -> None:
        for shot in self._story.shots:
            if shot.after == scene.title:
                who = stage.people[shot.who]
                gate = _open_already(who)
                needs = WindowNeeds(gate, who.place, resources_dir(), stage.clock)
                pictures = MonthPictures(make_window(needs), self._wish.out, len(self._pictures) + 1)
                try:
                    name = shot.who.lower().replace(" ", "-")
                    self._pictures += pictures.take(shot.sights, name)
                finally:
                    pictures.close()

    def _save_notes(self, officer: Member) -> int:
        """Write the documents of every signed audit, and the record of the draw."""
        folder = self._wish.out / "documents"
        folder.mkdir(exist_ok=True)
        files: dict[Path, bytes] = {}
        for one in officer.desk.list_audits(SummaryFilter(AuditState.SIGNED, limit=MOST_NOTES)):
            for document in officer.desk.documents_of(one.id):
                if document.kind == "archive_note":
                    files[folder / f"{len(files) + 1:02}-{one.tool_id}-{one.subject}.pdf"] = document.data
        for kept in officer.desk.planning.draws().all():
            files[folder / f"{len(files) + 1:02}-draw.pdf"] = officer.desk.planning.print_draw(kept.record())
        for file, data in files.items():
            file.write_bytes(data)
        return len(files)

    def _save_reports(self, officer: Member, first: date) -> int:
        """Write every report of the month, the quarter and the year, as pages and for editing."""
        folder = self._wish.out / "reports"
        folder.mkdir(exist_ok=True)
        made = dict(reports_of_month(officer.desk, first))
        for name, data in made.items():
            (folder / name).write_bytes(data)
        return len(made)


def _open_already(who: Member) -> Gate:
    """Return a way into a profile whose services are open."""

    def nothing(_: object = None) -> None:
        return None

    return Gate(
        state=lambda: GateState.KEYRING,
        create=nothing,
        unlock_by_keyring=nothing,
        unlock_by_passphrase=nothing,
        unlock_by_recovery_code=nothing,
        first_home=lambda: None,
        open=lambda: who.desk,
    )
