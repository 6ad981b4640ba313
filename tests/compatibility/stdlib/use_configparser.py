"""Uses configparser of the standard library."""

import configparser

TEXT = """
[server]
host = example.com
port = 8080
debug: yes

[paths]
root = /srv
data = %(root)s/data
"""

if __name__ == "__main__":
    config = configparser.ConfigParser()
    config.read_string(TEXT)
    print(config.sections(), config.get("server", "host"), config.getint("server", "port"))
    print(config.getboolean("server", "debug"), config.get("paths", "data"))
