"""Why an agent earned what it earned, for somebody who has not read the code."""
