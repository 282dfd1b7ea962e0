"""`python -m nsp_console` is the same program as `nsp`."""

from nsp_console.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
