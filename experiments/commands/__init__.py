"""The commands of `aifactory`, one file each: its arguments, and what it does with them."""
