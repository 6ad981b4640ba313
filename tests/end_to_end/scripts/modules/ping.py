import pong
name = "ping"
def play(n):
    return [name] + pong.play(n - 1) if n else []
