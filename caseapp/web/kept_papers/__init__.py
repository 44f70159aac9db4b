"""Papers before their signer, the clerk's numbers, and what is decided about both."""
