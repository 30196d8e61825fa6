"""What is built for a machine, and what an administrator does with it."""
