import logging
from pathlib import Path

from qa_desktop.log_file import LogFile


def a_record(words: str) -> logging.LogRecord:
    return logging.LogRecord("qa_desktop.models", logging.WARNING, "file.py", 1, words, (), None)


def test_nothing_is_made_before_there_is_something_to_write(tmp_path: Path) -> None:
    LogFile(tmp_path / "logs")

    assert list(tmp_path.iterdir()) == []


def test_a_record_is_written_with_its_level_and_place(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "logs")

    file.handle(a_record("the counter could not be written"))

    written = (tmp_path / "logs" / "qa-desktop.log").read_text(encoding="utf-8")
    assert written.endswith(" WARNING qa_desktop.models the counter could not be written\n")
    file.close()


def test_without_a_profile_no_folder_is_made(tmp_path: Path) -> None:
    file = LogFile(tmp_path / "profile" / "logs")

    file.handle(a_record("no profile yet"))

    assert list(tmp_path.iterdir()) == []
