"""Disasters: whom they hit, unit by unit, the relief, and the list on paper and as a workbook."""
