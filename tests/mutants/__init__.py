"""Rules taken out of the real code, one at a time: the tests must see each (reliability.md, section 2.9)."""
