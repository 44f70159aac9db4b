"""What is kept: rows, columns, relations and constraints."""
