"""From low-level graphs to C11 text, and from there to an executable or shared library.

Entry points: `generate.generate` (program -> `CTree`), `compiler.build` (files -> binary).
"""
