"""A list of people from another system: read, looked at line by line, and brought in whole or not at all."""
