"""The tools: state machines of one gesture at a time, without Qt, twins of `webclient/src/tools`."""
