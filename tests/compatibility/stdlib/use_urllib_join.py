"""Uses urljoin and urlsplit of urllib.parse of the standard library on texts."""

from urllib.parse import urljoin, urlsplit, urlunsplit

if __name__ == "__main__":
    parts = urlsplit("https://user:pw@www.example.com:8080/a/b;p?x=1#frag")
    print(parts.scheme, parts.netloc, parts.path, parts.query, parts.fragment)
    print(parts.hostname, parts.port, parts.username, parts.password)
    print(urlunsplit(parts), parts.geturl())
    for other in ["c", "../c", "/c", "//host/c", "?q", "#f", "g;x=1/../y"]:
        print(urljoin("http://a/b/c/d;p?q", other))
