"""Who may do what with the public site. Reading is decided by `visible_to`, the office here."""

from django.urls import reverse

from folkmoot.accounts.policy import belongs, may_edit_site, may_run


def may_write(user):
    """Write, publish and withdraw pages in the office."""
    return user.is_active and may_edit_site(user)


def edit_url(page, user):
    """Where this person changes the page; empty for those who may not."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.pk and may_write(user) else ""


def may_contribute(user):
    """Write a text on the site and send it in: whoever belongs, and who edits."""
    return user.is_active and (belongs(user) or may_edit_site(user))


def may_submit(user, submission):
    """Their own, while they write it."""
    return submission.author_id == user.pk and submission.is_open and may_contribute(user)


def may_review(user):
    """Read what members sent in."""
    return may_write(user)


def may_decide(user, submission):
    """Accept it, give it back, decline it: another editor than its author."""
    return may_review(user) and submission.author_id != user.pk


def may_import(user):
    """Bring a WordPress site over, and read what its report holds: private texts and names."""
    return user.is_authenticated and user.is_active and user.is_administrator


def may_lead_live(user):
    """Make a post a live blog and name its reporters: editors and the team."""
    return user.is_authenticated and user.is_active and (may_write(user) or may_run(user))


def may_report(user, live_blog):
    """Start it, write in it, answer readers, end it: those who lead, and its reporters."""
    if may_lead_live(user) or live_blog is None:
        return may_lead_live(user)
    return user.is_authenticated and user.is_active and live_blog.reporters.contains(user)


def may_change_entry(user, entry):
    """One's own while one reports; every entry for those who lead."""
    return may_lead_live(user) or (entry.author_id == user.pk and may_report(user, entry.live_blog))


def may_ask(user, live_blog):
    """Everyone with an account who reads it; a live blog that has ended says so by itself."""
    return user.is_authenticated and user.is_active


def live_url(post, user):
    """Where this person writes the live blog of a post; empty for those who may not."""
    live_blog = getattr(post, "live_blog", None) if post.pk and user.is_authenticated else None
    if post.pk and may_report(user, live_blog):
        return reverse("publishing:live", args=[post.slug])
    return ""
