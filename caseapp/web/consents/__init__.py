"""Consent of a child and of who speaks for it, and referrals that are held."""
