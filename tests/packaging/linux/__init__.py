"""The Debian package: what is in it, and what it does on a machine."""
