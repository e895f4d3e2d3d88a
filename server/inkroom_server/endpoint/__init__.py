"""The sockets: one each for a peer, a chatter, an echo."""
