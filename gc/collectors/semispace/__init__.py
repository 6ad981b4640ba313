"""Two spaces: a collection copies what is alive into the idle one."""
