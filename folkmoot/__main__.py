"""`folkmoot COMMAND`: one name for everything a person does to an instance from the command line."""

import os
import sys

COMMANDS = {
    "start": "begin a community of your own: six questions, then a working site",
    "serve": "answer requests, with the worker and the clock; or --web-only",
    "worker": "do the slow work that pages leave behind: mail, imports",
    "clock": "do what happens by itself, each minute, hour and day",
    "receive": "take answers by mail, from the mail server in front of it",
    "migrate": "bring the database up to this version",
    "sign-in-link": "print a link that signs one person in, once",
    "import-wordpress": "bring in a WordPress site from its export file",
    "import-members": "bring people in from a table (CSV or XLSX), or take them back",
    "backup": "write everything to one file",
    "restore": "bring an instance back from that file, on either database",
    "doctor": "look whether everything is well",
    "rebuild-search": "write the search index anew",
}
# A first command on an empty folder makes the database itself; these make or inspect it in their own way.
WITHOUT_DATABASE = {"migrate", "restore", "doctor", "demo"}


def usage():
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {words}" for name, words in COMMANDS.items()]
    return "\n".join(
        ["folkmoot COMMAND [options]", "", *lines, "", "folkmoot COMMAND --help says more about one."]
    )


def main(arguments=None):
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] in {"help", "--help", "-h"}:
        print(usage())  # noqa: T201
        return
    name, *rest = arguments
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.settings")
    from django.core.management import ManagementUtility

    asks = {"--help", "-h", "--version"} & set(rest)
    if name in COMMANDS and name not in WITHOUT_DATABASE and not asks:
        import django

        django.setup()
        from folkmoot.home import instance

        instance.prepare()
    ManagementUtility(["folkmoot", name.replace("-", "_"), *rest]).execute()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
