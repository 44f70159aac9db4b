"""What hung on closed accounts, handed on."""
