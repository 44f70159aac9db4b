"""Papers of many files at once: asked for, followed while the worker draws them, fetched."""
