"""The supervisor's desk: what needs a second look, unit by unit."""
