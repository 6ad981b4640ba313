"""Uses the constants and capwords of string of the standard library."""

import string

if __name__ == "__main__":
    print(string.ascii_letters, string.digits, string.punctuation, len(string.printable), repr(string.whitespace))
    print(string.capwords("the quick  brown\tfox"), string.capwords("a-b-c", "-"))
