"""People of an authority who sync with one server, and audits opened in the window."""

from tests.acceptance.trying import hands_on, way
from tests.acceptance.window import open_screen, screen
from tests.sync.conftest import cluster, keyring, make_desk, server
from tests.ui.conftest import _application_theme, theme
from tests.ui.pages.conftest import bench, opener, real, workers

__all__ = [
    "_application_theme",
    "bench",
    "cluster",
    "hands_on",
    "keyring",
    "make_desk",
    "open_screen",
    "opener",
    "real",
    "screen",
    "server",
    "theme",
    "way",
    "workers",
]
