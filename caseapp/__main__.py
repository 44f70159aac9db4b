"""Runs the command line as `python -m caseapp`."""

from caseapp.cli import main

main()
