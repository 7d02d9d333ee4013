"""What administrators do to accounts. Who may is decided by the floor's functions, which are called first."""

from allauth.mfa.models import Authenticator
from django.db import transaction

from alongside.accounts import invitations
from alongside.accounts.models import Session, User


def is_taken(email: str) -> bool:
    """Does an account use this address?"""
    return User.objects.filter(email=email.strip().lower()).exists()


def email_of(staff: int) -> str:
    """The address that a colleague signs in with, or nothing."""
    return User.objects.filter(staff=staff).values_list("email", flat=True).first() or ""


def invite(*, staff: int, email: str) -> str:
    """Make a colleague's account; it opens nothing until they set a password. Returns their link's word."""
    with transaction.atomic(using="authn"):
        return invitations.make(User.objects.create_user(email, staff))


def invite_again(*, staff: int, forget_second_step: bool = False) -> str | None:
    """A new link for somebody who cannot sign in; the old password stops working. None without an account."""
    with transaction.atomic(using="authn"):
        user = User.objects.filter(staff=staff).first()
        if user is None:
            return None
        user.set_unusable_password()
        user.save()
        Session.objects.filter(user=user.pk).delete()
        if forget_second_step:
            Authenticator.objects.filter(user_id=user.pk).delete()
        return invitations.make(user)


def close(*, staff: int) -> None:
    """A leaver's account: nobody signs in with it any more, and its sessions end."""
    with transaction.atomic(using="authn"):
        for user in User.objects.filter(staff=staff):
            user.is_active = False
            user.set_unusable_password()
            user.save()
            # The database's sessions ended with `access.leave_staff`, whose transaction may still be open.
            Session.objects.filter(user=user.pk).delete()
            invitations.Invitation.objects.filter(user=user).delete()
