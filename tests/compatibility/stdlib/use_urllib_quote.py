"""Uses the quoting functions of urllib.parse of the standard library."""

from urllib.parse import quote, quote_plus, unquote, unquote_plus

if __name__ == "__main__":
    print(quote("a b/c\xe9?"), quote_plus("a b/c?"), unquote("a%20b%C3%A9"), unquote_plus("a+b%21"))
