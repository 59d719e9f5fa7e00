"""Case references are pseudonymous: warn where one looks like a name, a date of birth or an NHS number (R-077)."""

from __future__ import annotations

import re

NHS_DIGITS = 10
NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
DATE = re.compile(r"(?<!\d)(\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)")
NAME = re.compile(r"\b[^\W\d_]{2,}[ '’-]+(?:[^\W\d_]['’])?[^\W\d_]{2,}\b")
SINGLE_NAME = re.compile(r"^[^\W\d_]{3,}$")


def reference_warnings(text: str) -> tuple[str, ...]:
    """Return a warning for each thing in a case reference that could identify a child; empty for a safe one."""
    warnings: list[str] = []
    if any(is_nhs_number("".join(found.groups())) for found in NHS_NUMBER.finditer(text)):
        warnings.append("This looks like an NHS number. Use the case reference of your case system instead")
    if DATE.search(text):
        warnings.append("This looks like a date of birth. Use the case reference only")
    if NAME.search(text) or SINGLE_NAME.match(text.strip()):
        warnings.append("This looks like a name. Do not enter a child's name here")
    return tuple(warnings)


def is_nhs_number(digits: str) -> bool:
    """Tell whether ten digits carry the NHS number's modulus 11 check digit."""
    if len(digits) != NHS_DIGITS:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return check == int(digits[9])
