"""Form fields that draw themselves in the markup of GOV.UK Frontend and refuse bad input in plain words."""

from alongside.web.forms.choice import Checkboxes, Radios, Select, Switch
from alongside.web.forms.file import File
from alongside.web.forms.form import Both, Form, dressed, filled, stamp
from alongside.web.forms.moment import Date, Time
from alongside.web.forms.number import Number
from alongside.web.forms.text import Email, Password, Phone, Text, Words

__all__ = [
    "Both", "Checkboxes", "Date", "Email", "File", "Form", "Number", "Password", "Phone", "Radios", "Select",
    "Switch", "Text", "Time", "Words", "dressed", "filled", "stamp",
]  # fmt: skip
