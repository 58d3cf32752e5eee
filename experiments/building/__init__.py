"""From that mapping to the objects of a factory: the only place where data name code."""
