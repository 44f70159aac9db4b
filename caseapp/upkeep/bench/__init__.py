"""Benchmarks: yardsticks, big registers to measure on, and ratios taken in one run."""
