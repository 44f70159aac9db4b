"""Releases: what everybody may read without signing in, and how a release gets there."""
