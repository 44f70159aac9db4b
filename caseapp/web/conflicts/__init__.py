"""Marks of conflict of interest: from whom a file is kept."""
