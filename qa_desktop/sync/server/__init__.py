"""The server half of sync: the schema of the shared PostgreSQL, how it is set up, looked after and checked."""
