"""caseapp: child-protection case management; this is its front door."""

__version__ = "0.1.0"
