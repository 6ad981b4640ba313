"""Uses nturl2path of the standard library."""

import nturl2path

if __name__ == "__main__":
    print(
        nturl2path.url2pathname("///C:/foo/bar%20baz/spam.foo"), nturl2path.pathname2url("C:\\foo\\bar baz\\spam.foo")
    )
