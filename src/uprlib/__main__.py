"""``python -m uprlib`` is ``upr``."""

from uprlib.cli import main

if __name__ == "__main__":
    main()
