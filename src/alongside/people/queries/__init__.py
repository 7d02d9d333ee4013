"""What is asked of the rows about who somebody is."""
