"""Uses posixpath of the standard library."""

import posixpath

if __name__ == "__main__":
    for path in ["/usr/lib/../bin//python", "a/b/./c.txt", "", "/", "../x", "file.tar.gz", ".profile"]:
        print(posixpath.normpath(path), posixpath.split(path), posixpath.splitext(path), posixpath.basename(path))
        print(posixpath.dirname(path), posixpath.isabs(path), posixpath.join("/base", path, "end"))
    print(posixpath.commonprefix(["/usr/lib", "/usr/local"]), posixpath.commonpath(["/usr/lib", "/usr/local/x"]))
    print(posixpath.relpath("/a/b/c", "/a/d"), posixpath.normcase("A/b"))
