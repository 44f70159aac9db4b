"""Long work: asked for, followed, fetched."""
