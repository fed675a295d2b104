"""The addresses of signing in. The names are the ones allauth asks for; what is not here is closed."""

from django.urls import path

from chungsuc.accounts import views

urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="account_login"),
    path("dang-nhap/ngung-su-dung/", views.inactive, name="account_inactive"),
    path("dang-xuat/", views.sign_out, name="account_logout"),
    path("doi-mat-khau/", views.ChangePassword.as_view(), name="account_change_password"),
]
