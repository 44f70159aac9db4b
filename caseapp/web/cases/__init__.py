"""Cases on screen: the list, one case with all that hangs on it, and the steps of its life."""
