"""Addresses: which view answers where."""

from django.contrib import admin
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import path, reverse_lazy
from django.views.i18n import set_language

from ledger import views
from ledger.desk.start import start_page
from ledger.views import start
from ledger.views.request import errors

urlpatterns = [
    path("", views.programs_page, name="programs_page"),
    path("line-items.xlsx", views.export_line_items, name="export_line_items"),
    path("exports/", views.exports_page, name="exports_page"),
    path("exports/<int:job>/", views.export_page, name="export_page"),
    path("exports/<int:job>/file/", views.export_file, name="export_file"),
    path("views/", views.saved_views, name="saved_views"),
    path("views/<int:view>/delete/", views.delete_view, name="delete_view"),
    path("programs/<slug:slug>/", views.program_page, name="program_page"),
    path("programs/<slug:slug>/reports/variance/", views.variance_page, name="variance_page"),
    path("programs/<slug:slug>/reports/<str:report>/", views.report_page, name="report_page"),
    path("programs/<slug:slug>/reports/<str:report>/trace/", views.trace_page, name="trace_page"),
    path("programs/<slug:slug>/reports/<str:report>/moments/", views.moments_page, name="moments_page"),
    path("programs/<slug:slug>/tie-outs/", views.tie_outs_page, name="tie_outs_page"),
    path("programs/<slug:slug>/open-points/", start.open_points_part, name="open_points_part"),
    path("programs/<slug:slug>/checklist/", start.checklist_page, name="checklist_page"),
    path("programs/<slug:slug>/changes/", views.program_changes_page, name="program_changes_page"),
    path("programs/<slug:slug>/document/", views.document_page, name="document_page"),
    path("programs/<slug:slug>/brief/", views.brief_page, name="brief_page"),
    path("programs/<slug:slug>/workbook/", views.workbook_page, name="workbook_page"),
    path("programs/<slug:slug>/workbook.xlsx", views.workbook_file, name="workbook_file"),
    path("submissions/", views.submissions_page, name="submissions_page"),
    path("submissions/<int:pk>/", views.submission_page, name="submission_page"),
    path("submissions/<int:pk>/file/", views.submission_file, name="submission_file"),
    path("deadlines/", start.deadlines_page, name="deadlines_page"),
    path("deadlines.ics", start.calendar_of_reader, name="calendar_of_reader"),
    path("deadlines/<str:token>.ics", start.calendar_at_address, name="calendar_at_address"),
    path("changes/", views.changes_page, name="changes_page"),
    path("changes/<int:pk>/undo/", views.undo_change, name="undo_change"),
    path("changes/saves/<uuid:save>/undo/", views.undo_request, name="undo_request"),
    path("help/", views.help_page, name="help_page"),
    path("help/<str:name>/", views.chapter_page, name="chapter_page"),
    path("health/", views.health, name="health"),
    path("login/", auth.LoginView.as_view(template_name="login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="password.html", success_url=reverse_lazy("password_changed")
        ),
        name="password",
    ),
    path(
        "password/changed/",
        auth.PasswordChangeDoneView.as_view(template_name="password_changed.html"),
        name="password_changed",
    ),
    path("language/", login_not_required(set_language), name="set_language"),
    path("unit/", views.set_unit, name="set_unit"),
    # In place of the admin's own index.
    path("admin/", admin.site.admin_view(start_page), name="start_page"),
    path("admin/", admin.site.urls),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
