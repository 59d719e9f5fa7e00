"""Where a profile may lie: on this computer, and nowhere that copies itself to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.errors import UnsafePlace
from qa_desktop.models.place_check import check_place

LOCAL = "/dev/sda1 / ext4 rw 0 0\ntmpfs /run tmpfs rw 0 0\n"


@pytest.mark.parametrize(
    "folder",
    [
        "/people/ada/OneDrive/qa",
        "/people/ada/OneDrive - Example Council/qa",
        "/people/ada/Library/Mobile Documents/com~apple~CloudDocs/qa",
        "/people/ada/Library/CloudStorage/OneDrive-Council/qa",
        "/people/ada/Dropbox/qa",
        "/people/ada/Google Drive/My Drive/qa",
        "/people/ada/Nextcloud/qa",
        r"\\server\share\qa",
        "//server/share/qa",
    ],
)
def test_synced_and_network_folders_are_refused(folder: str) -> None:
    with pytest.raises(UnsafePlace):
        check_place(Path(folder), {}, LOCAL)


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p", "fuse.rclone"])
def test_network_mounts_are_refused(kind: str) -> None:
    mounts = LOCAL + f"server:/home /mnt/my\\040home {kind} rw 0 0\n"

    with pytest.raises(UnsafePlace, match="network drive"):
        check_place(Path("/mnt/my home/ada/qa"), {}, mounts)


@pytest.mark.parametrize(
    "environment", [{"OneDriveCommercial": "/data/council"}, {"DROPBOX_PATH": "/data"}, {"APPDATA": "/data/council"}]
)
def test_folders_that_the_environment_names_as_synced_are_refused(environment: dict[str, str]) -> None:
    with pytest.raises(UnsafePlace):
        check_place(Path("/data/council/qa"), environment, LOCAL)


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "OneDrive"
    target.mkdir()
    (tmp_path / "link").symlink_to(target)

    with pytest.raises(UnsafePlace):
        check_place(tmp_path / "link" / "qa", {}, LOCAL)


@pytest.mark.parametrize("folder", ["/people/ada/.local/share/qa-desktop", "/people/boxer/qa", "/srv/onedriveless/qa"])
def test_folders_on_this_computer_are_fine(folder: str) -> None:
    mounts = LOCAL + "server:/export /mnt/elsewhere nfs4 rw 0 0\n"

    check_place(Path(folder), {"OneDrive": "/people/ada/cloud"}, mounts)


def test_a_local_disk_mounted_over_a_network_one_is_fine() -> None:
    mounts = LOCAL + "server:/home /home nfs4 rw 0 0\n/dev/sdb1 /home ext4 rw 0 0\n"

    check_place(Path("/people/ada/qa"), {}, mounts)
