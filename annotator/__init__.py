"""Whole-program type inference: forward propagation of annotations over flow graphs to a fixpoint."""
