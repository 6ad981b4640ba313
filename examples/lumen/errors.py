"""What can go wrong in a Lumen program."""


class LumenError(Exception):
    """An error with a place in the source."""

    def __init__(self, message, line):
        super().__init__(message)
        self.message = message
        self.line = line

    def describe(self, name):
        return "%s:%d: %s" % (name, self.line, self.message)


class SyntaxProblem(LumenError):
    """The text is not a Lumen program."""


class ResolveProblem(LumenError):
    """Names are used in a way that can never work."""


class RuntimeProblem(LumenError):
    """The program did something that is not possible; carries the value given to error()."""

    def __init__(self, message, line, value=None):
        super().__init__(message, line)
        self.value = value
        self.trace = []

    def add_frame(self, function_name, line):
        self.trace.append("in %s, line %d" % (function_name, line))
