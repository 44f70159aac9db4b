"""Accounts on screen, for administrators: who may sign in, in which role and unit."""
