"""Many runs that survive what may happen to them: what is asked, one directory for each run, and engines that run them.

A sweep is a list of override sets, from Hydra's words for several values or from a design, times a list of seeds. Each run
of it is an ordinary result in a directory of its own, named by the hash of its config; so what is there need not be run
again, whoever died meanwhile. What varies here is the design and the engine; what a run is, never.
"""
