"""Assessments on screen: Mẫu 02 of a report, Mẫu 03 and the review Mẫu 06 of a case."""
