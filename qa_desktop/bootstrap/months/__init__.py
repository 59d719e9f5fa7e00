"""A month of each authority, played by made-up people on laptops of their own: for tests, and to be looked at."""
