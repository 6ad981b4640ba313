"""Every program under every way to manage memory; see `__main__.py`."""
