"""Addresses of prices: what others ask and pay, the register of central prices, letters that ask for prices."""

from django.urls import path

from marketplace.pricing.views import central, letters, others

urlpatterns = [
    path("prices/central/", central.register, name="central_prices"),
    path("prices/central/new/", central.new, name="central_price_new"),
    path("prices/central/import/", central.take_in, name="central_prices_import"),
    path("prices/central/<slug:ref>/", central.price, name="central_price"),
    path("prices/letters/", letters.mine, name="survey_letters"),
    path("prices/letters/<slug:ref>/", letters.letter, name="survey_letter"),
    path("prices/letters/<slug:ref>.pdf", letters.letter_pdf, name="survey_letter_pdf"),
    path("prices/of/<slug:code>/", others.prices, name="prices_of"),
]
