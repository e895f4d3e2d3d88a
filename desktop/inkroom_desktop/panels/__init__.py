"""What stands round the board: rail, style, cluster, people, chat, saved, toasts."""
