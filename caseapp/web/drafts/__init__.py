"""Drafts: saved while one types, thrown away, and the choice where two versions meet."""
