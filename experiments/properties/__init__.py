"""Properties of a mechanism: one a file, each a frozen dataclass that says which worlds it looks at, what it reads of each,
and how it decides between PASS, FAIL and INCONCLUSIVE."""
