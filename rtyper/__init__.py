"""Annotations become representations: graphs of low-level operations on C-like types; llinterp runs them."""
