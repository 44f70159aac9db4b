"""How papers are headed, on what they stand and who gets them: dated decisions."""
