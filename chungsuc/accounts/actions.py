"""Every change to an account, each with its entry in the journal. No password ever reaches the journal."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from chungsuc.accounts import events
from chungsuc.accounts.models import User
from chungsuc.accounts.passwords import check_password_strength
from chungsuc.accounts.rules import folded_username, username_problem
from chungsuc.audit.actions import change_where, record

NOBODY = "người chưa đăng nhập"  # the actor of a failed sign-in: the journal wants a name


def create_account(
    username: str,
    full_name: str,
    password: str,
    *,
    by: str,
    email: str = "",
    must_change_password: bool = True,
) -> User:
    """Write one account; `by` is the user name of whoever makes it. Raises `ValidationError` with reasons."""
    user = User(username=folded_username(username), full_name=full_name.strip(), email=email)
    _refuse_unfit_names(user)
    check_password_strength(password, user)
    user.set_password(password)
    user.must_change_password = must_change_password
    user.password_changed_at = timezone.now()
    with transaction.atomic():
        if User.objects.filter(username=user.username).exists():
            raise ValidationError(f"Tên đăng nhập “{user.username}” đã có người dùng. Hãy chọn tên khác.")
        user.save()
        _record(events.CREATED, user, by=by)
    return user


def set_password(user: User, password: str, *, by: str, must_change_password: bool = False) -> None:
    """Write a new password, which ends the person's other sessions. Raises `ValidationError` when it is weak."""
    check_password_strength(password, user)
    user.set_password(password)
    user.password_changed_at = timezone.now()
    user.must_change_password = must_change_password
    with transaction.atomic():
        user.save(update_fields=["password", "password_changed_at", "must_change_password"])
        _record(events.PASSWORD_SET, user, by=by)


def deactivate(user: User, *, by: str, reason: str = "") -> bool:
    """Switch an account off, at once and for open sessions too. False when it was off already."""
    with transaction.atomic():
        if not change_where(user, {"is_active": True}, is_active=False):
            return False
        _record(events.DEACTIVATED, user, by=by, reason=reason)
    return True


def set_email(user: User, email: str, *, by: str) -> bool:
    """Write where a person's mail goes ("" for nowhere); the journal says that it changed, not to what. False when it
    was so already.
    """
    with transaction.atomic():
        row = User.objects.get(pk=user.pk)
        if row.email == email.strip() or not change_where(row, {"email": row.email}, email=email.strip()):
            return False
        _record(events.EMAIL_SET, user, by=by)
    return True


def record_sign_in(user: User) -> None:
    """Write that a person signed in."""
    _record(events.SIGNED_IN, user, by=user.username)


def record_sign_out(user: User) -> None:
    """Write that a person signed out."""
    _record(events.SIGNED_OUT, user, by=user.username)


def record_refused_sign_in(act: str, username: str) -> None:
    """Write a failed sign-in or a lockout. A name nobody has is not kept: people type passwords into that field."""
    user = User.objects.filter(username=folded_username(username)).first()
    with transaction.atomic():
        if user:
            _record(act, user, by=NOBODY)
        else:
            record(
                act, actor=NOBODY, subject_type="account", subject_id="", subject_label="tên không có trong hệ thống"
            )


def _refuse_unfit_names(user: User) -> None:
    problem = username_problem(user.username)
    if problem:
        raise ValidationError(problem)
    if not user.full_name:
        raise ValidationError("Họ và tên đang để trống. Hãy nhập họ và tên của người dùng tài khoản.")


def _record(act: str, user: User, *, by: str, reason: str = "") -> None:
    with transaction.atomic():
        record(
            act,
            actor=by,
            subject_type="account",
            subject_id=str(user.pk),
            subject_label=user.username,
            reason=reason,
        )
