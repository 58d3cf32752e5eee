"""A plug-in package: toy rules, a toy contract and a toy behaviour, to build from YAML."""
