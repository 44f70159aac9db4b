"""How many children the units have: the list, its gaps, and the figures of one unit."""
