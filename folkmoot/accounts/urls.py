"""One's own account, the door of the demo, policies, roles. allauth's own addresses lie beside them."""

from django.urls import path

from .views import account, entrance, policies, roles

app_name = "accounts"

urlpatterns = [
    path("account/", account.overview, name="overview"),
    path("account/details/", account.details, name="details"),
    path("account/kept/", account.kept_form, name="kept"),
    path("account/kept/forget/", account.forget, name="forget"),
    path("account/sessions/<int:pk>/end/", account.end_session, name="end_session"),
    path("account/agree/", account.agree, name="agree"),
    path("account/language/", entrance.language, name="language"),
    path("account/as/", entrance.become, name="become"),
    path("policies/", policies.index, name="policies"),
    path("policies/<slug:slug>/", policies.policy, name="policy"),
    path("policies/<slug:slug>/<int:number>/", policies.policy, name="policy_version"),
    path("team/settings/policies/", policies.desk, name="policy_desk"),
    path("team/settings/policies/new/", policies.publish, name="publish_new"),
    path("team/settings/policies/<slug:slug>/", policies.publish, name="publish"),
    path("team/roles/", roles.roles, name="roles"),
    path("team/roles/<int:pk>/give/", roles.give, name="give"),
    path("team/roles/<int:pk>/take/", roles.take, name="take"),
]
