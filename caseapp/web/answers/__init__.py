"""An agency without an account answers one referral, by a link and a secret."""
