"""Read the list of a draw once more, and find out whether the record is right. It needs no profile."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.domain.sampling.check import differences
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.record_json import LARGEST, read_record
from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.population.columns import Wish
from qa_desktop.toolkit.population.read_population import Reading, ReadList, read_population
from qa_desktop.toolkit.population.table import bytes_of


def record_in(path: Path) -> DrawRecord:
    """Return the record in a file; raise NotFound or InputProblem where there is none."""
    return read_record(bytes_of(path, LARGEST))


def read_again(record: DrawRecord, path: Path) -> ReadList:
    """Read a list in the way in which the record says that it was read; raise InputProblem where that cannot be."""
    listed = record.listed
    wish = Wish(dict(listed.columns), {}, guesses=False)
    return read_population(path, Reading(wish, listed.further, listed.sheet, listed.teams, listed.looked_at))


def check_draw(record: DrawRecord, path: Path) -> tuple[str, ...]:
    """Return a sentence for each thing that comes out differently when drawn again; none where all is the same."""
    again = read_again(record, path)
    told = list(differences(record, again.population))
    if again.rows != record.listed.rows:
        told.append(f"The file has {again.rows} rows; the record says {record.listed.rows}.")
    for why in sorted(record.listed.left_out.keys() | again.left_out.keys(), key=lambda one: one.value):
        here, there = record.listed.left_out.get(why, 0), again.left_out.get(why, 0)
        if here != there:
            told.append(f"{why.title}: {here} in the record, {there} in the file.")
    return tuple(told)


def same_list(record: DrawRecord, path: Path) -> ReadList:
    """Return the list of a draw; raise InputProblem where the file is another one."""
    again = read_again(record, path)
    if again.population.sha256 != record.listed.sha256:
        raise InputProblem(
            f"{path.name} is not the list that was drawn from: its SHA-256 is {again.population.sha256}, "
            f"not {record.listed.sha256}."
        )
    return again
