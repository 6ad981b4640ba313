"""Uses token of the standard library."""

import token

if __name__ == "__main__":
    print(token.tok_name[token.NAME], token.ISTERMINAL(token.OP), token.ISNONTERMINAL(300), token.ISEOF(0))
    print(token.EXACT_TOKEN_TYPES["+="] == token.PLUSEQUAL)
