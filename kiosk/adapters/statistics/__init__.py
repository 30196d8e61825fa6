"""What the camera gets wrong, taken out of what it counted: sampling, by numpy."""
