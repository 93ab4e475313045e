"""``python -m uprlib`` is ``upr``."""

from uprlib.cli import command

if __name__ == "__main__":
    command()
