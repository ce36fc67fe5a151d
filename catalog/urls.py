"""Addresses of the catalogue."""

from django.urls import path

from catalog.views import listing, own, review, search

urlpatterns = [
    path("catalogue/", search.catalogue, name="catalogue"),
    path("catalogue/suggest/", search.suggest, name="suggest"),
    path("catalogue/<slug:code>/", search.category, name="category"),
    path("listings/<slug:ref>/", listing.listing, name="listing"),
    path("listings/<slug:ref>/v/<int:number>/", listing.listing_version, name="listing_version"),
    path("compare/", listing.compare, name="compare"),
    path("work/listings/", own.own_listings, name="own_listings"),
    path("work/listings/new/", own.own_listing_new, name="own_listing_new"),
    path("work/listings/<slug:ref>/", own.own_listing, name="own_listing"),
    path("work/listings/<slug:ref>/check/", own.own_listing_check, name="own_listing_check"),
    path("work/listings/<slug:ref>/<slug:part>/", own.own_listing_part, name="own_listing_part"),
    path("work/review/listings/", review.review_desk, name="review_desk"),
    path("work/review/listings/<slug:ref>/", review.review, name="review_listing"),
]
