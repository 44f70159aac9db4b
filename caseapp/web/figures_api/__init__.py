"""The figures by HTTP, for a statistician's programs: the same counts as by command."""
