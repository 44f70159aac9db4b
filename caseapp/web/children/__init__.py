"""Children on screen: the look-up, one child with all that is known, and what is entered of it."""
