"""One-time entries by call-back, for a telephone that was lost at night."""
