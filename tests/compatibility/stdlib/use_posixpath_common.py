"""Uses commonpath, commonprefix and normcase of posixpath of the standard library."""

import posixpath

if __name__ == "__main__":
    print(posixpath.commonprefix(["/usr/lib", "/usr/local"]), posixpath.commonpath(["/usr/lib", "/usr/local/x"]))
    print(posixpath.normcase("A/b"), posixpath.splitdrive("/a/b"))
