"""The log, for the auditor."""
