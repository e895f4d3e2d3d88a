"""What every Inkroom peer shares: the board, its log, and the protocol around them."""

__version__ = "0.1.0"
