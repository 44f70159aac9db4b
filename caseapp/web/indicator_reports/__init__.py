"""Reports on indicators 8, 9 and 12: as a page and on paper, of exact or of released figures."""
