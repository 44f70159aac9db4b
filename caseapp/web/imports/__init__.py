"""Files brought in: chosen, tried, shown with every fault, taken in."""
