"""The indicators on screen: exact figures for the office's own use, never for publishing."""
