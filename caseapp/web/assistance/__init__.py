"""The register of help: a unit's help, what still runs, one entry for a list of children."""
