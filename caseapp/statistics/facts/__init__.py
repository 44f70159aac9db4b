"""What is read from the records to count: ids, codes and dates, never a name."""
