"""Reports on their way between units: taken over, refused, assigned, and read by who sent them."""
