"""Run-time helpers in low-level RPython: translated by helper_graphs.py, never run on the host."""
