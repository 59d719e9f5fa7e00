"""Refuses data folders on network, roaming or synced drives: children's data stays on this computer."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path, PurePath

from qa_desktop.errors import UnsafePlace

MOUNTS = Path("/proc/mounts")

NETWORK_FILE_SYSTEMS = frozenset(
    {
        "9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.onedriver", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs",
        "nfs", "nfs3", "nfs4", "smb2", "smb3", "smbfs", "vboxsf",
    }
)  # fmt: skip

SYNCED_FOLDERS = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "mobile documents",
    "cloudstorage", "nextcloud", "owncloud", "box sync", "box", "sharepoint", "syncthing", "pcloud", "pcloud drive",
    "mega", "megasync", "seafile", "tresorit", "proton drive",
)  # fmt: skip
"""Names of folders that a program copies to other machines; OneDrive adds " - " and the authority's name."""

SYNCED_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer", "DROPBOX_PATH", "APPDATA")
"""Variables that name synced folders; APPDATA is the roaming half of a Windows profile."""

_NETWORK_NAMES = ("\\\\", "//")
_DRIVE_REMOTE = 4
_MOVE = "Choose a folder on this computer's own disk, for example the one that QA Desktop proposes."


def check_place(folder: Path, environment: Mapping[str, str] | None = None, mounts: str | None = None) -> None:
    """Raise UnsafePlace where the folder lies on a network, roaming or synced drive."""
    place = _resolved(folder)
    if str(place).startswith(_NETWORK_NAMES):
        raise UnsafePlace(f"{place} lies on a network drive. {_MOVE}")
    synced = _synced_part(place) or _inside_synced(place, os.environ if environment is None else environment)
    if synced:
        raise UnsafePlace(f"{place} is copied elsewhere by {synced}. {_MOVE}")
    if sys.platform == "win32" and _is_remote_drive(place):
        raise UnsafePlace(f"{place} lies on a network drive. {_MOVE}")
    kind = _file_system(place, _mounts() if mounts is None else mounts)
    if kind in NETWORK_FILE_SYSTEMS:
        raise UnsafePlace(f"{place} lies on a network drive ({kind}). {_MOVE}")


def _resolved(folder: Path) -> Path:
    """Return the folder with links followed as far as it exists."""
    return folder if str(folder).startswith(_NETWORK_NAMES) else folder.expanduser().resolve()


def _synced_part(place: PurePath) -> str:
    for part in place.parts:
        name = part.casefold()
        if name in SYNCED_FOLDERS or name.startswith(("onedrive - ", "dropbox (", "nextcloud - ")):
            return part
    return ""


def _inside_synced(place: PurePath, environment: Mapping[str, str]) -> str:
    for variable in SYNCED_VARIABLES:
        named = environment.get(variable)
        if named and place.is_relative_to(named):
            return "the roaming profile" if variable == "APPDATA" else variable
    return ""


def _is_remote_drive(place: Path) -> bool:
    import ctypes  # noqa: PLC0415 - Windows only

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(place.anchor)  # type: ignore[attr-defined,unused-ignore]  # known on Windows alone
    return kind == _DRIVE_REMOTE


def _mounts() -> str:
    try:
        return MOUNTS.read_text("utf-8", "surrogateescape")
    except OSError:
        return ""


def _file_system(place: PurePath, mounts: str) -> str:
    """Return the kind of file system that holds the folder, by the longest mount point above it."""
    longest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004 - device, mount point, kind
            continue
        point = fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
        # The last of several mounts on one point is the one that is seen.
        if place.is_relative_to(point) and len(point) >= longest:
            longest, kind = len(point), fields[2]
    return kind
