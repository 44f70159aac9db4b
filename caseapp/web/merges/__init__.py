"""Children who may be one: pairs to look at, merges asked for, decided and undone."""
