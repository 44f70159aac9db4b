"""Reports of abuse on screen: the list, Mẫu 01, the running clock and what follows from it."""
