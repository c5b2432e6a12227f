"""The pages of a long thread: where a message stands, and what stands on a page."""

from django.core.paginator import Page, Paginator

PAGE = 100  # messages on a page: real posts have none to ten


def page_of(message, *, flat=False):
    """The page of its thread a message stands on; asked of the database only among long branches."""
    if flat:
        return page_at(message.number)
    if message.thread.last_number <= PAGE:
        return 1
    return message.thread.messages.standing().before(message).count() // PAGE + 1


def page_at(number):
    """The page in a talk of messages on which this number stands, whatever was said or taken back since."""
    return (number - 1) // PAGE + 1


def paged(thread, rows, asked, *, flat=False):
    """The page of these rows that was asked for, or the nearest; None where the thread has only one."""
    if thread.last_number <= PAGE:
        return None
    return (ByNumber if flat else Branched)(thread, rows).get_page(asked)


class Branched(Paginator):
    """As many comments to a page as fit. Where none is gone from a thread, it knows how many there are."""

    def __init__(self, thread, rows):
        super().__init__(rows, PAGE)
        if thread.is_whole:
            self.count = thread.shown_count


class ByNumber(Paginator):
    """A hundred numbers to a page, so that a message stays on its page when others go. Nothing is counted."""

    def __init__(self, thread, rows):
        super().__init__(rows, PAGE)
        self.count = thread.last_number

    def page(self, number):
        """Those of its numbers that still stand: on a page from which all are gone, none."""
        number = self.validate_number(number)
        before = (number - 1) * PAGE
        return Page(self.object_list.filter(number__gt=before, number__lte=before + PAGE), number, self)
