"""Uses fnmatch of the standard library."""

import fnmatch

NAMES = ["setup.py", "README.md", "a.txt", "b.TXT", "data1.csv", "data22.csv", ".hidden", "x[1].py"]

if __name__ == "__main__":
    for pattern in ["*.py", "*.[tT][xX][tT]", "data?.csv", "[!a-m]*", "*", "x[[]1].py"]:
        print(pattern, fnmatch.translate(pattern), fnmatch.filter(NAMES, pattern))
        print([name for name in NAMES if fnmatch.fnmatchcase(name, pattern)])
