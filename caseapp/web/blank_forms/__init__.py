"""The official forms, empty, for filling in by hand."""
