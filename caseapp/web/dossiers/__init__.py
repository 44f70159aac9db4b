"""Dossiers: the papers of a procedure bound into one print with its table of contents."""
