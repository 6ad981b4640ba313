"""Python functions become flow graphs: owns the graph model, its text form, its verifier and the diagnostics."""
