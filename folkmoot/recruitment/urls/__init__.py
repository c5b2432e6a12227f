"""The addresses of recruitment, story by story. A round lies at /join/<round>/ for ever."""

from . import (
    applying,
    behalf,
    deciding,
    equality,
    helping,
    reading,
    references,
    requests,
    retention,
    rounds,
    screening,
    talks,
    together,
)

app_name = "recruitment"
urlpatterns = [
    *talks.urlpatterns,
    *retention.urlpatterns,
    *rounds.urlpatterns,
    *references.urlpatterns,
    *screening.urlpatterns,
    *helping.urlpatterns,
    *applying.urlpatterns,
    *behalf.urlpatterns,
    *equality.urlpatterns,
    *together.urlpatterns,
    *reading.urlpatterns,
    *deciding.urlpatterns,
    *requests.urlpatterns,
]
