"""Runs the command line as `python -m caseapp`."""

import sys

from caseapp.cli import PATIENT, main
from caseapp.upkeep.priority import BESIDE, stand_back

if not PATIENT.isdisjoint(sys.argv[1:2]):
    stand_back(BESIDE)
main()
