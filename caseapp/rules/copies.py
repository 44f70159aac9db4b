"""Which print of one decision a paper is: that of the file, or the one that is handed out."""

from __future__ import annotations

from enum import StrEnum


class Copy(StrEnum):
    """One decision has two prints (Law on Children, Art. 33: nothing of a child is given away).

    FILE    stays in the file: it may name where the child is sheltered and who takes care there
    SERVED  for parents, carers and agencies: without the safe place, the foster carer, the
            reporter and the child's own words
    """

    FILE = "file"
    SERVED = "served"
