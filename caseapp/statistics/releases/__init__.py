"""From a frozen sheet to public files: which tables, what they count, what is hidden, what is told."""
