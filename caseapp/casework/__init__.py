"""What staff do: one function for each act, named by its verb."""
