"""What a shop has decided, read from one TOML file and checked before anything starts."""
