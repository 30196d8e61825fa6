"""How often the camera takes visitors for what they are not, as it was published."""
