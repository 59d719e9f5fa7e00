"""One lock of the operating system for window and command line: a profile is open once."""

from __future__ import annotations

from filelock import FileLock, Timeout

from qa_desktop.errors import StoreInUse
from qa_desktop.models.private_files import disk_problems
from qa_desktop.settings import ProfilePlace


class ProfileLock:
    """Held while a profile is open; the system releases it when the program ends, however it ends."""

    def __init__(self, place: ProfilePlace) -> None:
        self._place = place
        # Shared by threads: the window opens on one thread and closes on another.
        self._lock = FileLock(place.lock, timeout=0, mode=0o600, thread_local=False)

    def take(self) -> None:
        """Take the lock; raise StoreInUse where somebody else has it."""
        with disk_problems(self._place.folder):
            try:
                self._lock.acquire()
            except Timeout as error:
                raise StoreInUse(
                    f"The profile in {self._place.folder} is open in another window or command. Close that one, then "
                    "try again."
                ) from error

    def release(self) -> None:
        """Give the lock back."""
        self._lock.release()
