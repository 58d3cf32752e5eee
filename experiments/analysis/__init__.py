"""From a sweep to what it shows: its runs as data, differences between settings, what matters, where it breaks.

Every statistic here takes runs with the same seed as one draw of chance, and two settings with that seed as one pair.
"""
