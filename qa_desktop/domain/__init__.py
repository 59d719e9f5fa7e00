"""Pure rules of live practice audits: no input, no output, no framework."""
