"""What audits are exported as: tables with stable columns, what leaves them under which detail, and pseudonyms."""
