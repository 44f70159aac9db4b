"""The earlier targets that units set themselves."""
