"""Short questions that a page cannot hold."""
