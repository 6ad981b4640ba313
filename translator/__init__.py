"""Analyses, passes over low-level graphs, and the driver with its options, targets, command line and diagnostics."""
