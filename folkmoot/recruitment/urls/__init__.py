"""The addresses of recruitment, story by story. A round lies at /join/<round>/ for ever."""

from . import deciding, reading, rounds, together

app_name = "recruitment"
urlpatterns = [*rounds.urlpatterns, *together.urlpatterns, *reading.urlpatterns, *deciding.urlpatterns]
