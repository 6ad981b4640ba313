"""Low-level types, their host-side values, and the table of low-level operations."""
