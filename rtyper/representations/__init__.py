"""How each kind of annotation is laid out and which low-level operations its high-level operations become."""
