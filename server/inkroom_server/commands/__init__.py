"""The commands of `inkroom`, one module each; what is heavy is imported only when a command runs."""
