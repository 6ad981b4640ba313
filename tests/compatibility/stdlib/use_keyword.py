"""Uses keyword of the standard library."""

import keyword

if __name__ == "__main__":
    print([word for word in "if foo class match print None while async".split() if keyword.iskeyword(word)])
    print([word for word in "match case type_ soft".split() if keyword.issoftkeyword(word)])
    print(len(keyword.kwlist) > 30, sorted(keyword.kwlist)[:5])
