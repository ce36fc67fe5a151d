"""Addresses of the registry. Readable nouns, public references, never a database id."""

from django.urls import path

from suppliers.views import abandoners, changing, company, desk, documents, papers, public, registering, team, terms, whole

app_name = "suppliers"
urlpatterns = [
    path("", public.company_list, name="list"),
    path("register/", registering.start, name="register"),
    path("register/number/", registering.number, name="number"),
    path("register/whole/", whole.whole, name="whole"),
    path("register/check/", registering.check, name="check"),
    path("register/documents/", papers.documents, name="documents"),
    path("register/directors/", registering.directors, name="directors"),
    path("register/<slug:part>/", registering.part, name="part"),
    path("my/", company.my, name="my"),
    path("terms/", terms.current, name="terms"),
    path("terms/write/", terms.write, name="write_terms"),
    path("terms/<int:number>/", terms.version, name="terms_version"),
    path("terms/<int:number>/accept/", terms.accept, name="accept_terms"),
    path("lapses/", public.lapse_table, name="lapses"),
    path("team/", team.team, name="team"),
    path("team/<int:membership>/end/", team.end, name="end_duty"),
    path("team/hand-over/", team.hand_over, name="hand_over"),
    path("team/people/<slug:person>/remove/", team.remove, name="remove_person"),
    path("team/invitations/<slug:ref>/take-back/", team.take_back, name="take_back_invitation"),
    path("documents/<slug:ref>/", documents.document, name="document"),
    path("documents/<slug:ref>/take-back/", documents.take_back, name="take_back"),
    path("desk/", desk.queue, name="desk"),
    path("changes/<slug:ref>/", changing.decide, name="decide_change"),
    path("changes/<slug:ref>/take-back/", changing.take_back, name="take_back_change"),
    path("desk/<slug:ref>/", desk.case, name="desk_case"),
    path("desk/<slug:ref>/item/", desk.judge, name="judge"),
    path("desk/<slug:ref>/register/", desk.consult, name="consult"),
    path("desk/<slug:ref>/by-hand/", desk.by_hand, name="by_hand"),
    path("desk/<slug:ref>/compare/", desk.compare, name="compare"),
    path("desk/<slug:ref>/namesake/", desk.namesake, name="namesake"),
    path("abandoners/", abandoners.abandoner_list, name="abandoners"),
    path("abandoners/import/", abandoners.import_list, name="import_abandoners"),
    path("abandoners/import/template.csv", abandoners.template, name="abandoner_template"),
    path("abandoners/import/<str:token>/", abandoners.preview, name="preview_abandoners"),
    path("abandoners/<slug:ref>/", abandoners.abandoner, name="abandoner"),
    path("<slug:ref>/", public.company, name="company"),
    path("<slug:ref>/case/", company.case, name="case"),
]
