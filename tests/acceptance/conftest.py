"""People of an authority who sync with one server."""

from tests.sync.conftest import cluster, keyring, make_desk, server

__all__ = ["cluster", "keyring", "make_desk", "server"]
