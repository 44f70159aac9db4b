"""What the law on personal data asks: requests, extracts, restrictions, breaches, retention."""
