"""Addresses of the comptroller's desk and of open data."""

from django.urls import path

from marketplace.oversight.views import cases, flags, listings, open_data, overview, purchases

app_name = "oversight"
urlpatterns = [
    path("open-data/", open_data.open_data, name="open_data"),
    path("audit/", overview.overview, name="overview"),
    path("audit/purchases/", purchases.purchases, name="purchases"),
    path("audit/purchases/table.csv", purchases.table, name="purchases_table"),
    path("audit/listings/", listings.alike, name="listings_alike"),
    path("audit/listings/table.csv", listings.alike_table, name="listings_alike_table"),
    path("audit/listings/prices/", listings.prices, name="listings_prices"),
    path("audit/listings/prices/table.csv", listings.prices_table, name="listings_prices_table"),
    path("audit/flags/", flags.flags, name="flags"),
    path("audit/cases/<slug:ref>/", cases.case, name="case"),
    path("audit/cases/<slug:ref>/case.json", cases.case_json, name="case_json"),
]
