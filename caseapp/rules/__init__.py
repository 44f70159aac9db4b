"""What the law says: pure functions and tables, standard library only."""
