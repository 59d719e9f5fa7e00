"""The audit case note: designed, tagged, sealed and verified."""
