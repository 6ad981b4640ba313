"""Uses html of the standard library."""

import html

if __name__ == "__main__":
    for text in ['<a href="x">it\'s & more</a>', "plain", "caf\xe9 < th\xe9"]:
        print(html.escape(text), html.escape(text, quote=False))
    for text in [
        "&lt;b&gt; &amp;amp; &quot;",
        "&copy; &eacute &notit; &#65; &#x41; &#0; &#x110000; &bogus;",
        "no entities",
    ]:
        print(html.unescape(text))
