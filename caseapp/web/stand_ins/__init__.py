"""Who stands in for chairs and officers, named for some days."""
