import sys

# A calculator that reads expressions from standard input, all at the top level.
input = sys.stdin.readline
variables = {"pi": 3.0}
history = []
errors = 0


class ParseError(Exception):
    pass


def tokenize(text):
    out = []
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit():
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            out.append(text[i:j])
            i = j
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            out.append(text[i:j])
            i = j
        elif c in "+-*/()=":
            out.append(c)
            i += 1
        else:
            raise ParseError("bad character %r" % c)
    return out


def peek():
    return tokens[position] if position < len(tokens) else ""


def advance():
    global position
    token = peek()
    position += 1
    return token


def atom():
    token = advance()
    if token == "(":
        value = expression()
        if advance() != ")":
            raise ParseError("missing )")
        return value
    if token == "-":
        return -atom()
    if token[:1].isdigit():
        return float(token)
    if token in variables:
        return variables[token]
    raise ParseError("unexpected " + (token or "end"))


def term():
    value = atom()
    while peek() in ("*", "/"):
        if advance() == "*":
            value *= atom()
        else:
            value /= atom()
    return value


def expression():
    value = term()
    while peek() in ("+", "-"):
        if advance() == "+":
            value += term()
        else:
            value -= term()
    return value


number = 0
while True:
    line = input()
    if not line:
        break
    line = line.strip()
    if not line or line.startswith("#"):
        continue
    number += 1
    try:
        tokens = tokenize(line)
        position = 0
        target = None
        if len(tokens) > 2 and tokens[1] == "=":
            target = tokens[0]
            position = 2
        result = expression()
        if peek():
            raise ParseError("trailing " + peek())
    except ParseError as e:
        errors += 1
        print(f"{number}: error: {e}")
    except ZeroDivisionError as e:
        errors += 1
        print(f"{number}: {type(e).__name__}: {e}")
    else:
        if target is not None:
            variables[target] = result
        history.append(result)
        print(f"{number}: {line} -> {result:g}")
    finally:
        if number % 3 == 0:
            print("--", len(history), "results")
print("%d errors, sum %.2f, max %s" % (errors, sum(history), max(history)))
for name, value in sorted(variables.items()):
    print(name, "=", value)
