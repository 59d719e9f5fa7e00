"""Drawing cases to audit, so that anybody can draw the same ones again."""
