"""Files that are sent."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.web.forms.dress import Dressed


class File(Dressed, forms.FileField):
    """A file. `most` is its largest size in megabytes, `accept` the endings that may come."""

    kind = "file-upload"
    widget = forms.FileInput
    default_error_messages = {
        "required": gettext_lazy("Choose a file."),
        "empty": gettext_lazy("This file is empty."),
        "missing": gettext_lazy("No file came. Choose it again."),
        "invalid": gettext_lazy("No file came. Choose it again."),
    }

    def __init__(self, *, most: int = 20, accept: tuple[str, ...] = (), **more: Any) -> None:
        self.most, self.accept = most, accept
        super().__init__(**more)

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A file that is not empty, not too large, and of an ending that is taken."""
        file = super().clean(data, initial)
        if file and file.size > self.most * 1024 * 1024:
            words = _("This file is %(size)s MB: the most that can be sent is %(most)s MB.")
            raise ValidationError(
                words % {"size": -(-file.size // (1024 * 1024)), "most": self.most}, code="large"
            )
        if file and self.accept and not file.name.lower().endswith(self.accept):
            raise ValidationError(
                _("Choose a file that ends in %(endings)s.") % {"endings": ", ".join(self.accept)},
                code="ending",
            )
        return file

    def params(self, bound: forms.BoundField) -> dict[str, Any]:
        return {"attributes": {"accept": ",".join(self.accept)} if self.accept else {}}
