"""People of an authority who sync with one server."""

from tests.sync.conftest import cluster, keyring, make_desk, server
from tests.ui.conftest import _application_theme, theme

__all__ = ["_application_theme", "cluster", "keyring", "make_desk", "server", "theme"]
