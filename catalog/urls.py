"""Addresses of the catalogue."""

from django.urls import path

from catalog.views import comparing, listing, own, review, saved, search, sheets, shortlists, whole

urlpatterns = [
    path("catalogue/", search.catalogue, name="catalogue"),
    path("catalogue/suggest/", search.suggest, name="suggest"),
    path("catalogue/<slug:code>/", search.category, name="category"),
    path("listings/<slug:ref>/", listing.listing, name="listing"),
    path("listings/<slug:ref>/v/<int:number>/", listing.listing_version, name="listing_version"),
    path("listings/<slug:ref>/v/<int:number>/files/<slug:name>/", listing.listing_file, name="listing_file"),
    path("compare/", comparing.compare, name="compare"),
    path("work/searches/", saved.saved_searches, name="saved_searches"),
    path("work/searches/new/", saved.saved_search_new, name="saved_search_new"),
    path("work/searches/<slug:ref>/", saved.saved_search, name="saved_search"),
    path("work/searches/<slug:ref>/remove/", saved.saved_search_remove, name="saved_search_remove"),
    path("work/shortlists/", shortlists.own_shortlists, name="own_shortlists"),
    path("work/shortlists/mark/", shortlists.mark, name="shortlist_mark"),
    path("work/shortlists/<slug:ref>/", shortlists.shortlist, name="shortlist"),
    path("work/shortlists/<slug:ref>/case/", shortlists.case, name="shortlist_case"),
    path("work/shortlists/<slug:ref>/listings/<slug:listing>/", shortlists.entry, name="shortlist_entry"),
    path("work/shortlists/<slug:ref>/freeze/", shortlists.freeze, name="shortlist_freeze"),
    path("work/shortlists/<slug:ref>/list.<slug:kind>", shortlists.export, name="shortlist_export"),
    path("work/listings/", own.own_listings, name="own_listings"),
    path("work/listings/new/", own.own_listing_new, name="own_listing_new"),
    path("work/listings/sheets/", sheets.sheets_home, name="sheets_home"),
    path("work/listings/sheets/<slug:code>/", sheets.sheets_category, name="sheets_category"),
    path("work/listings/sheets/<slug:code>/<slug:what>.<slug:kind>", sheets.sheet_download, name="sheet_download"),
    path("work/listings/exports/<slug:ref>/", sheets.sheet_export, name="sheet_export"),
    path("work/listings/exports/<slug:ref>/file/", sheets.sheet_export_file, name="sheet_export_file"),
    path("work/listings/imports/<slug:ref>/", sheets.sheet_import, name="sheet_import"),
    path("work/listings/imports/<slug:ref>/<slug:decision>/", sheets.sheet_decide, name="sheet_decide"),
    path("work/listings/<slug:ref>/", own.own_listing, name="own_listing"),
    path("work/listings/<slug:ref>/check/", own.own_listing_check, name="own_listing_check"),
    path("work/listings/<slug:ref>/whole/", whole.own_listing_whole, name="own_listing_whole"),
    path("work/listings/<slug:ref>/<slug:part>/", own.own_listing_part, name="own_listing_part"),
    path("work/review/listings/", review.review_desk, name="review_desk"),
    path("work/review/listings/<slug:ref>/", review.review, name="review_listing"),
]
