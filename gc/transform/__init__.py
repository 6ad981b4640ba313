"""What weaves a manager into the graphs of a program: allocation, roots, barriers."""
