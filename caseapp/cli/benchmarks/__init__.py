"""The jobs of `caseapp bench`: each sets one way of doing a thing against its yardstick."""
