"""Keeping it running: making, migrating and checking an instance."""
