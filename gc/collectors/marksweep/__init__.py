"""Objects stay where they are: a collection marks what is alive, and allocation sweeps up the rest as it goes."""
