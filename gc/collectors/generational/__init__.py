"""A nursery that is emptied into an old space, which is marked step by step and swept lazily."""
