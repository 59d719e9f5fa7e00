"""Where the program finds its own files, and where a person's profile lies."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

DATA_DIR_VARIABLE = "QA_DESKTOP_DATA"
PASSPHRASE_FILE_VARIABLE = "QA_DESKTOP_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
PIN_FILE_VARIABLE = "QA_DESKTOP_PIN_FILE"
SERVER_PASSWORD_FILE_VARIABLE = "QA_DESKTOP_SERVER_PASSWORD_FILE"  # noqa: S105 - the name of a variable
AUTHORITY_PASSPHRASE_FILE_VARIABLE = "QA_DESKTOP_AUTHORITY_PASSPHRASE_FILE"  # noqa: S105 - the name of a variable
MANAGED_FILE_VARIABLE = "QA_DESKTOP_MANAGED_FILE"


def resources_dir() -> Path:
    """Return the folder with tools, guidance, fonts and icons, in a checkout or in an installed bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    root = Path(bundle) if bundle else Path(__file__).resolve().parent.parent
    return root / "resources"


def managed_file() -> Path:
    """Return where the administrator of this computer places what holds for everybody on it.

    Only administrators write there. The variable names a file for portable copies; it counts only where the
    administrator placed none.
    """
    if sys.platform == "win32":
        usual = Path(os.environ.get("PROGRAMFILES", "C:/Program Files")) / "QA Desktop" / "managed.json"
    elif sys.platform == "darwin":
        usual = Path("/Library/Application Support/qa-desktop/managed.json")
    else:
        usual = Path("/etc/qa-desktop/managed.json")
    named = os.environ.get(MANAGED_FILE_VARIABLE)
    return usual if usual.exists() or not named else Path(named)


@dataclass(frozen=True, slots=True)
class ProfilePlace:
    """The folder of one person's profile and the files in it."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted store."""
        return self.folder / "store.db"

    @property
    def key_slots(self) -> Path:
        """The wrapped data keys."""
        return self.folder / "keys.json"

    @property
    def lock(self) -> Path:
        """The lock that window and command line share."""
        return self.folder / "in-use.lock"

    @property
    def counter(self) -> Path:
        """The operation counter mirrored outside the database, so that a restored copy is noticed."""
        return self.folder / "counter.json"

    @property
    def appearance(self) -> Path:
        """Theme and text size: needed before the store is open, and no secret."""
        return self.folder / "appearance.json"

    @property
    def tools(self) -> Path:
        """Tools that this authority added."""
        return self.folder / "tools"

    @property
    def tool_cache(self) -> Path:
        """Checked tools in a form that loads fast."""
        return self.folder / "tool-cache"

    @property
    def logs(self) -> Path:
        """Log files: ids only, never answers."""
        return self.folder / "logs"

    @property
    def server_authority(self) -> Path:
        """The certificate of who vouches for the server, written from the authority's profile for the driver to read.

        What counts is in the store: the file is compared and written anew before every connection.
        """
        return self.folder / "server-authority.pem"

    @property
    def backups(self) -> Path:
        """Encrypted copies of the store."""
        return self.folder / "backups"


def profile_place(chosen: str | None = None) -> ProfilePlace:
    """Return the profile folder: the one chosen, else the variable's, else the platform's local data folder."""
    named = chosen or os.environ.get(DATA_DIR_VARIABLE)
    if named:
        return ProfilePlace(Path(named).expanduser().absolute())
    import platformdirs  # noqa: PLC0415 - not where the folder is named

    return ProfilePlace(Path(platformdirs.user_data_dir("qa-desktop", appauthor=False, roaming=False)))
