"""The native desktop app: a peer with a window."""
