"""One module a screen; pages show view data and emit what was asked for."""
