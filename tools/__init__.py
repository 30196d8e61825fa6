"""What is run by hand in a checkout; nothing of the program imports it."""
