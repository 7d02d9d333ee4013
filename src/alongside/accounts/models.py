"""Accounts and sessions: in a schema that the pages' role cannot read."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from alongside.access.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Accounts by their e-mail address."""

    def create_user(self, email: str, staff: int, password: str | None = None) -> "User":
        """Make an account for a member of staff; without a password nobody can sign in with it."""
        from allauth.account.models import EmailAddress

        user = self.model(email=self.normalize_email(email).lower(), staff=staff)
        user.set_password(password) if password else user.set_unusable_password()
        user.save(using=self._db)
        # An administrator vouches for the address; allauth looks here when it asks for the password again.
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class User(AbstractBaseUser):
    """An account that can sign in. Who they are at work is a row of `access.staff`."""

    access_class: ClassVar[str] = "authn"

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    staff = models.BigIntegerField(unique=True)
    is_active = models.BooleanField(default=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["staff"]


class Session(models.Model):
    """A browser's session: only the hash of its token is kept."""

    access_class: ClassVar[str] = "authn"

    hash = models.BinaryField(primary_key=True)
    data = models.TextField()
    expires = models.DateTimeField(db_index=True)
    user = models.BigIntegerField(null=True, db_index=True)

    def __str__(self) -> str:
        return "a session"


class Pin(models.Model):
    """What opens a locked session again: only a hash, made with a key of the service's as well."""

    access_class: ClassVar[str] = "authn"

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="+")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return "a PIN"


class Invitation(models.Model):
    """A link by which somebody sets a password, once, within three days. Only its hash is kept."""

    access_class: ClassVar[str] = "authn"

    hash = models.BinaryField(primary_key=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "a link for somebody new"


class Counted(models.Model):
    """How often something was tried lately: what Django's database cache keeps. Keys are hashed."""

    access_class: ClassVar[str] = "authn"

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return "a count"
