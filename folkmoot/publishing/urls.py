"""The public site's own addresses. Mounted last but for Wagtail's: what no room claims is a page."""

from django.urls import include, path

from . import feeds, follows, media, sitemaps, views
from .checking import views as checking
from .sharing import views as sharing

app_name = "publishing"
urlpatterns = [
    path("", views.home, name="home"),
    path("read/", views.read, name="read"),
    path("read/feed/", feeds.posts, name="feed"),
    path("read/feed/json/", feeds.posts, {"as_json": True}, name="feed_json"),
    path("read/feeds/", feeds.feeds, name="feeds"),
    path("read/topics/<slug:slug>/", views.topic, name="topic"),
    path("read/topics/<slug:slug>/follow/", follows.follow, name="follow"),
    path("read/topics/<slug:slug>/feed/", feeds.topic, name="topic_feed"),
    path("read/topics/<slug:slug>/feed/json/", feeds.topic, {"as_json": True}, name="topic_feed_json"),
    path("read/by/<slug:slug>/", views.by, name="by"),
    path("read/by/<slug:slug>/feed/", feeds.by, name="by_feed"),
    path("", include("folkmoot.publishing.writing.urls")),
    path("read/by/<slug:slug>/feed/json/", feeds.by, {"as_json": True}, name="by_feed_json"),
    path("read/<slug:slug>/", views.post, name="post"),
    path("read/<slug:slug>/share/", sharing.share, name="share"),
    path("read/<slug:slug>/card.jpg", sharing.post_card, name="post_card"),
    path("card.jpg", sharing.community_card, name="card"),
    path("<path:place>/card.jpg", sharing.page_card, name="page_card"),
    path("read/<slug:slug>/live/", include("folkmoot.publishing.live.urls")),
    path("team/links/", checking.links, name="links"),
    path("team/links/<int:pk>/again/", checking.look_again, name="look_again"),
    path("team/links/<int:pk>/leave/", checking.leave_be, name="leave_be"),
    path("team/links/<int:pk>/take-up/", checking.take_up, name="take_up"),
    path("team/import/", include("folkmoot.publishing.wordpress.urls")),
    path("media/<path:path>", media.media, name="media"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("robots.txt", sitemaps.robots, name="robots"),
]
