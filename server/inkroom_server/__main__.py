"""`python -m inkroom_server`: the command line."""

from inkroom_server.cli import main

main()
