from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from tests.desks import OpenDesk, new_desk


@pytest.fixture
def auditor(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "auditor")
    yield opened
    opened.desk.close()


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    opened = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    yield opened
    opened.desk.close()
