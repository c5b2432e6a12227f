"""The same house for servers that speak ASGI. WSGI is faster here: see docs/decisions."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
application = get_asgi_application()
