"""Uses ntpath of the standard library."""

import ntpath

if __name__ == "__main__":
    for path in [
        "C:\\Users\\me\\..\\you\\file.txt",
        "\\\\host\\share\\dir",
        "relative\\path.tar.gz",
        "C:/mixed/slashes",
        "",
    ]:
        print(ntpath.splitdrive(path), ntpath.split(path), ntpath.splitext(path))
        print(ntpath.normpath(path), ntpath.basename(path), ntpath.isabs(path), ntpath.join("D:\\base", path))
