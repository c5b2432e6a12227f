"""The addresses of recruitment, story by story. A round lies at /join/<round>/ for ever."""

from . import rounds

app_name = "recruitment"
urlpatterns = [*rounds.urlpatterns]
