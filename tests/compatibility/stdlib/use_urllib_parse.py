"""Uses urllib.parse of the standard library."""

from urllib.parse import (
    parse_qs,
    parse_qsl,
    quote,
    quote_plus,
    unquote,
    unquote_plus,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
    urlparse,
)

URL = "https://user:pw@www.example.com:8080/a/b;p?x=1&y=two%20words&x=3#frag"

if __name__ == "__main__":
    parts = urlsplit(URL)
    print(parts.scheme, parts.netloc, parts.path, parts.query, parts.fragment)
    print(parts.hostname, parts.port, parts.username, parts.password)
    print(urlunsplit(parts), parts.geturl())
    print(urlparse(URL).params)
    print(quote("a b/c\xe9?"), quote_plus("a b/c?"), unquote("a%20b%C3%A9"), unquote_plus("a+b%21"))
    print(parse_qsl(parts.query), parse_qs(parts.query))
    print(urlencode([("k", "v w"), ("k2", "v&2")]))
    for other in ["c", "../c", "/c", "//host/c", "?q", "#f", "g;x=1/../y"]:
        print(urljoin("http://a/b/c/d;p?q", other))
