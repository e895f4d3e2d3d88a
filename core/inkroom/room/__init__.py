"""One board's authority: orders, validates, decides who is told (ROOM-1 to ROOM-4). Sans-I/O."""
