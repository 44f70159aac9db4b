"""The page that opens after signing in: what waits for this person."""
