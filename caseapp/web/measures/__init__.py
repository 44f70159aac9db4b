"""Measures in a case: temporary separation and what follows it, and where the child is placed."""
