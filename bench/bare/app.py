"""The yardstick: Django with a session, one query and a template, and nothing else."""

import os
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

ROWS = 20
TEMPLATE = """<!doctype html><html lang="en"><head><title>People</title></head><body><h1>People</h1>
{% if user.is_authenticated %}<p>{{ user.username }}</p>{% endif %}
<ul>{% for person in people %}<li><a href="/people/{{ person.pk }}/">{{ person.username }}</a>
{{ person.email }} {{ person.date_joined|date:"j F Y" }}</li>{% endfor %}</ul></body></html>"""

settings.configure(
    SECRET_KEY="only-for-the-bench",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("BARE_DATABASE", ":memory:"),
            "OPTIONS": {"init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL"},
            "CONN_MAX_AGE": None,
        }
    },
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", {"people.html": TEMPLATE})],
                    )
                ],
                "context_processors": ["django.contrib.auth.context_processors.auth"],
            },
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    USE_TZ=True,
)


def people(request):
    from django.contrib.auth.models import User
    from django.shortcuts import render

    return render(request, "people.html", {"people": User.objects.order_by("-date_joined")[:ROWS]})


urlpatterns = [path("", people), path("hello/", lambda request: HttpResponse("Hello"))]
application = get_wsgi_application()


def fill():
    """A database of twenty people, and the key of a session of the first."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for number in range(ROWS):
        User.objects.create(username=f"person-{number}", email=f"person-{number}@example.org")
    user = User.objects.first()
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session.save()
    return session.session_key


if __name__ == "__main__":
    django.setup()
    sys.stdout.write(fill())
