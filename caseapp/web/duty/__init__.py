"""Duty lists, and calling people out to a report."""
