"""Every factory as YAML: one folder per group, one file per choice; `scenario/` holds whole factories."""
