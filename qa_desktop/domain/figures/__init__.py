"""What signed audits say together: counted, never averaged."""
