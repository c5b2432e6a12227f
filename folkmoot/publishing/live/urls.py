"""The addresses of a post's live blog, below the post's own."""

from django.urls import path

from . import desk, events, reading, reporters

urlpatterns = [
    path("", desk.live, name="live"),
    path("plan/", desk.plan, name="live_plan"),
    path("start/", desk.start, name="live_start"),
    path("end/", desk.end, name="live_end"),
    path("now/", reading.now, name="live_now"),
    path("ask/", reading.ask, name="live_ask"),
    path("event/", events.event, name="live_event"),
    path("reporters/", reporters.reporters, name="live_reporters"),
    path("<int:entry>/change/", desk.change, name="live_change"),
    path("<int:entry>/withdraw/", desk.withdraw, name="live_withdraw"),
    path("<int:entry>/put-back/", desk.put_back, name="live_put_back"),
    path("questions/<int:question>/aside/", desk.aside, name="live_aside"),
]
