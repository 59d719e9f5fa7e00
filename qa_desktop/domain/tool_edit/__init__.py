"""Changes a tool that is being written: each change makes a new tree of keys and leaves the one before as it was."""
