"""What is asked of the rows about those who wait."""
