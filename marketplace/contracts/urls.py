"""Addresses of contracts."""

from django.urls import path

from marketplace.contracts.views import abandoning, lists, page, papers

app_name = "contracts"
urlpatterns = [
    path("abandonments/", abandoning.proposals, name="abandonments"),
    path("abandonments/propose/<slug:ref>/", abandoning.propose, name="propose_abandonment"),
    path("abandonments/<slug:ref>/", abandoning.abandonment, name="abandonment"),
    path("abandonments/<slug:ref>/<slug:which>/", abandoning.file, name="abandonment_file"),
    path("contracts/", lists.contracts, name="list"),
    path("contracts/table.csv", lists.table, name="table"),
    path("contracts/draft/<slug:ref>/", page.draft, name="draft"),
    path("contracts/<slug:ref>/", page.contract, name="contract"),
    path("contracts/<slug:ref>/terms/", page.terms, name="terms"),
    path("contracts/<slug:ref>/text/", papers.preview, name="preview"),
    path("contracts/<slug:ref>/text.pdf", papers.preview_pdf, name="preview_pdf"),
    path("contracts/<slug:ref>/papers/<slug:paper>/", papers.paper, name="paper"),
    path("contracts/<slug:ref>/papers/<slug:paper>.pdf", papers.paper_pdf, name="paper_pdf"),
]
