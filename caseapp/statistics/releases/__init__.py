"""From a frozen sheet to public files: its tables, what is hidden of them, what is told."""
