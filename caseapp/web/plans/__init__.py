"""The plans of a case on screen, from the draft to its carrying out, and minutes of meetings."""
