"""The drawing page with made-up people and no Django, for looking at it and for its browser tests."""
