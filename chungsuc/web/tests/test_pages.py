"""Templates: nothing inline, nothing from elsewhere, furniture guarded, forms that say what is wrong."""

import re
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import resolve

from chungsuc.web import context, nav
from chungsuc.web.context import Place
from chungsuc.web.nav import NavEntry, anybody
from chungsuc.web.storage import StaticStorage

ROOM = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOM / "templates").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_carry_no_inline_script_or_style_and_no_outside_host(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?! src=)|https?://|javascript:", text)


def test_style_and_script_call_no_outside_host_and_stay_small() -> None:
    files = [path for path in (ROOM / "static").rglob("*") if path.is_file()]
    assert not any(re.search(r"url\(|@import|https?://(?!www\.w3\.org)", path.read_text()) for path in files)
    assert sum(path.stat().st_size for path in files) < 40 * 1024
    assert (ROOM / "static/web/page.js").stat().st_size < 8 * 1024


@pytest.fixture
def menu():
    kept = list(nav._entries)
    yield nav.set_nav
    nav.set_nav(kept)


def page(path: str = "/", template: str = "404.html", **values: object) -> str:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    return render_to_string(template, values, request)


def test_an_address_that_nobody_offers_is_left_out(menu) -> None:
    menu([NavEntry("Không có", "khong-co-ten-nay", anybody)])
    assert "Không có</a>" not in page()


@override_settings(ROOT_URLCONF="chungsuc.web.tests.addresses")
def test_the_longest_address_is_the_current_one(menu) -> None:
    menu([NavEntry("Tổng quan", "home", anybody), NavEntry("Xã", "units", anybody), NavEntry("Riêng", "mine")])
    shown = page("/xa/24628/")
    assert '<a href="/xa/" aria-current="page">Xã</a>' in shown
    assert shown.count('aria-current="page"') == 1
    assert "Riêng" not in shown


@override_settings(ROOT_URLCONF="chungsuc.web.tests.addresses")
def test_an_entry_that_names_an_address_as_its_own_is_current_there(menu) -> None:
    menu([NavEntry("Tổng quan", "home", anybody, also=("unit",)), NavEntry("Xã", "units", anybody)])
    request = RequestFactory().get("/xa/24628/")
    request.user, request.resolver_match = AnonymousUser(), resolve("/xa/24628/")
    shown = render_to_string("404.html", {}, request)
    assert '<a href="/" aria-current="page">Tổng quan</a>' in shown
    assert shown.count('aria-current="page"') == 1


@override_settings(ROOT_URLCONF="chungsuc.web.tests.addresses")
@pytest.mark.parametrize(("others", "opened"), [(0, True), (nav.SHORT, False)])
def test_a_long_menu_opens_only_the_heading_of_the_current_page(menu, others: int, opened: bool) -> None:
    headed = [NavEntry("Xã", "units", anybody, "Đơn vị"), NavEntry("Tổng quan", "home", anybody, "Tiến độ")]
    menu([*headed, *[NavEntry(f"Mục {number}", "home", anybody, "Khác") for number in range(others)]])
    shown = page("/xa/24628/")
    assert "<details open><summary>Đơn vị</summary>" in shown
    assert ("<details open><summary>Tiến độ</summary>" in shown) is opened


@override_settings(ROOT_URLCONF="chungsuc.web.tests.addresses")
def test_the_search_stands_where_it_is_offered_and_only_for_whom_it_is(monkeypatch) -> None:
    monkeypatch.setattr(context, "_searching", [anybody])
    assert 'role="search" action="/tim/"' in page()
    context.set_search(lambda request: False)
    assert 'role="search"' not in page()


def test_a_place_ends_with_where_one_is() -> None:
    shown = page(place=[Place("Tỉnh Đắk Nông", "/tinh/"), Place("Xã Đắk Nia")])
    assert '<a href="/tinh/">Tỉnh Đắk Nông</a>' in shown
    assert '<span aria-current="location">Xã Đắk Nia</span>' in shown


def test_the_footer_owns_up_to_demonstration_data_unless_told_otherwise() -> None:
    assert "Dữ liệu trình diễn" in page()
    assert "Dữ liệu trình diễn" not in page(demo=False)


def test_who_answers_for_demonstration_data_can_be_wired() -> None:
    kept = context._demonstration[0]
    try:
        context.set_demonstration(lambda: False)
        assert "Dữ liệu trình diễn" not in page()
    finally:
        context.set_demonstration(kept)


def test_the_day_bar_keeps_the_rest_of_the_address() -> None:
    from chungsuc.web.day import page_day, today

    request = RequestFactory().get("/?huyen=660&ngay=31/12/2023")
    request.user = AnonymousUser()
    page_day(request, today())
    shown = render_to_string("404.html", {}, request)
    assert '<input type="hidden" name="huyen" value="660">' in shown
    assert 'name="ngay" value="31/12/2023"' in shown
    assert "?huyen=660&amp;ngay=" in shown


@pytest.mark.parametrize("template", ["400.html", "403.html", "403_csrf.html", "404.html"])
def test_pages_of_refusal_say_what_to_do(template: str) -> None:
    shown = page(template=template)
    assert '<html lang="vi">' in shown and "trang đầu" in shown and "<h1" in shown


def test_the_page_of_a_failure_needs_no_context() -> None:
    assert "Máy chủ gặp lỗi" in render_to_string("500.html")


class Example(forms.Form):
    rate = forms.CharField(label="Tỷ lệ <tham gia>", help_text="Chỉ tiêu 15.1")
    note = forms.CharField(label="Ghi chú", required=False)

    def clean(self):
        raise forms.ValidationError("Hai số không khớp nhau.")


def test_errors_stand_at_the_field_and_in_a_summary_that_links_there() -> None:
    form = Example({"rate": ""})
    shown = Template("{% form_errors form %}{% field form.rate unit='%' last=91 threshold='≥ 95' %}").render(
        Context({"form": form})
    )
    assert 'href="#id_rate">Tỷ lệ &lt;tham gia&gt;:' in shown
    assert "Hai số không khớp nhau." in shown
    assert 'id="id_rate_error"' in shown and 'aria-describedby="id_rate_helptext id_rate_error"' in shown
    assert '<span class="unit">%</span>' in shown and "≥ 95" in shown and "91" in shown


def test_a_form_without_errors_has_no_summary_and_marks_what_may_stay_empty() -> None:
    shown = Template("{% form_errors form %}{% field form.note %}").render(Context({"form": Example()}))
    assert "errors" not in shown and "(không bắt buộc)" in shown


def test_reasons_open_to_rule_and_citation() -> None:
    from chungsuc.law.verdicts import Outcome, Reason, Verdict

    verdict = Verdict(Outcome.NOT_MET, (Reason("27,4 % > 26,5 %", Outcome.NOT_MET, about="chỉ tiêu 15.3"),))
    shown = Template("{% reasons v.reasons v.paragraph %}").render(Context({"v": verdict}))
    assert "27,4 % &gt; 26,5 %" in shown and "Kết luận: chưa đạt." in shown and "<details" in shown


@pytest.mark.parametrize("total", [60, None])
def test_long_work_shows_its_count_and_a_way_to_leave(total: int | None) -> None:
    work = {"title": "Đọc biểu", "done": 23, "total": total, "message": "Đang đọc.", "finished": False}
    shown = render_to_string("web/progress.html", {"work": work, "leave_url": "/"})
    assert "data-poll" in shown and "<progress" in shown and 'href="/"' in shown
    assert "noscript" in render_to_string("web/progress_head.html", {"work": work})
    assert "noscript" not in render_to_string("web/progress_head.html", {"work": {**work, "finished": True}})


def test_files_are_served_under_their_own_names_before_they_are_collected(tmp_path: Path) -> None:
    assert StaticStorage(location=str(tmp_path)).url("web/style.css") == "/static/web/style.css"


def test_a_collected_file_has_its_hashed_name_and_a_new_one_its_own(tmp_path: Path) -> None:
    (tmp_path / "staticfiles.json").write_text(
        '{"paths": {"web/style.css": "web/style.1a2b.css"}, "version": "1.1", "hash": ""}'
    )
    storage = StaticStorage(location=str(tmp_path))
    assert storage.url("web/style.css") == "/static/web/style.1a2b.css"
    assert storage.url("web/moi.css") == "/static/web/moi.css"
