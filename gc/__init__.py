"""Memory management as an aspect: collectors, and the transformer that weaves one into a program's graphs."""
