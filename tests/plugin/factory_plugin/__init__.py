"""A plug-in: seven extensions of the factory, each one file, none of which the engine knows."""
