"""Exact figures handed to somebody by name: the act, the file with its mark, the list."""
