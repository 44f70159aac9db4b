"""Files of other units, opened in an emergency."""
