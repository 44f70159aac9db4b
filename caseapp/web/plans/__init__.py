"""The plans of a case on screen, from the draft to its carrying out, and the minutes of meetings."""
