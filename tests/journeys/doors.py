"""In and out, as people do it."""


def press(page, name):
    """Press the button of the page's content and wait for what comes of it."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def open_account(page, server, code_for, name, email):
    """Sign up as people do, up to the first page inside."""
    page.goto(f"{server}/account/signup/")
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    if page.get_by_role("checkbox").count():
        page.get_by_role("checkbox").check()
    press(page, "Open the account")
    page.get_by_label("Code").fill(code_for(email))
    press(page, "Confirm the address")


def sign_out(page, server):
    page.goto(f"{server}/account/logout/")
    press(page, "Sign out")
