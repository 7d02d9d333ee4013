"""Reading what was told of the people around somebody."""
