"""Uses textwrap of the standard library."""

import textwrap

TEXT = """    The quick brown fox jumps over the lazy dog, and then -- because it can --
    jumps back again.  A well-known trick: hyphenated-words may be broken.

    Second paragraph	with a tab and a verylongwordthatdoesnotfitanywhere.
"""

if __name__ == "__main__":
    plain = textwrap.dedent(TEXT)
    print(plain)
    for line in textwrap.wrap(plain, width=30):
        print(repr(line))
    print(textwrap.fill(plain, width=40, initial_indent="* ", subsequent_indent="  "))
    print(textwrap.shorten("Hello  world of text wrapping!", width=20))
    print(textwrap.shorten("Hello  world of text wrapping!", width=16, placeholder="..."))
    print(textwrap.indent(plain, "> "))
    wrapper = textwrap.TextWrapper(width=24, break_long_words=False, break_on_hyphens=False, max_lines=3)
    print(wrapper.wrap(plain))
