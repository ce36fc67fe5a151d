"""Addresses of the product: includes only."""

from django.contrib.staticfiles.urls import staticfiles_urlpatterns
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("marketplace.accounts.urls")),
    path("suppliers/", include("suppliers.urls")),
    path("", include("catalog.urls")),
    path("", include("marketplace.api.urls")),
    path("", include("tenders.urls")),
    path("", include("marketplace.pricing.urls")),
    path("", include("marketplace.procedure.urls")),
    path("", include("cms.urls")),
    path("", include("marketplace.payments.urls")),
    path("", include("marketplace.contracts.urls")),
    path("", include("marketplace.needs.urls")),
    path("", include("marketplace.notifications.urls")),
    path("", include("marketplace.oversight.urls")),
    path("", include("marketplace.web.urls")),
]

handler400 = "marketplace.ui.errors.bad_request"
handler403 = "marketplace.ui.errors.forbidden"
handler404 = "marketplace.ui.errors.not_found"
handler500 = "marketplace.ui.errors.server_failure"
urlpatterns += staticfiles_urlpatterns()  # type: ignore[arg-type]
