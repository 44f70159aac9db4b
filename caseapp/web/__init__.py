"""What is shown and asked: parse, call one casework function, render or redirect."""
