"""Signing in, signing out, changing the password: allauth's pages with our forms and words."""

from typing import Any

from allauth.account import views as allauth_views
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chungsuc.accounts.devices import remember_device
from chungsuc.accounts.forms import NewPasswordForm, SignInForm


class SignIn(allauth_views.LoginView):
    """`/dang-nhap/`."""

    form_class = SignInForm
    template_name = "accounts/sign_in.html"
    http_method_names = ["get", "head", "post"]


@method_decorator(never_cache, name="dispatch")
class ChangePassword(allauth_views.PasswordChangeView):
    """`/doi-mat-khau/`, for signed-in people: allauth's own view sees to that."""

    form_class = NewPasswordForm
    template_name = "accounts/change_password.html"
    http_method_names = ["get", "head", "post"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "request": self.request}

    def form_valid(self, form: NewPasswordForm) -> HttpResponse:
        """A new password makes every known device unknown; the one it was written on stays known."""
        response: HttpResponse = super().form_valid(form)
        remember_device(response, form.user)
        return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """`/dang-xuat/`: asks on GET, so that a link or a picture cannot end somebody's session."""
    if request.method == "POST":
        logout(request)
        return redirect("account_login")
    if not request.user.is_authenticated:
        return redirect("account_login")
    return render(request, "accounts/sign_out.html")


@never_cache
@require_safe
def inactive(request: HttpRequest) -> HttpResponse:
    """`/dang-nhap/ngung-su-dung/`: the right password of an account that was switched off."""
    return render(request, "accounts/inactive.html", status=403)
