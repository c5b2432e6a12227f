"""What search forgets of a person: documents follow their rooms, the list of words follows here."""

from django.db.models import Q

from .models import Document, Word
from .vocabulary import vocabulary
from .words import WORD


def forget(person):
    """Words of the name that no document has any more; the night counts all others anew."""
    for document in Document.objects.filter(person.held_in("words")):
        if person.is_named_in(document.words):
            words = person.taken_out(document.words)
            Document.objects.filter(pk=document.pk).update(words=words, counted=False)
    for word in {found.casefold() for name in person.names for found in WORD.findall(name)}:
        standing = Document.objects.filter(
            Q(title__icontains=word) | Q(words__icontains=word) | Q(body__icontains=word)
        )
        audiences = standing.values("audience")
        Word.objects.filter(word=word).exclude(audience__in=audiences).delete()
    vocabulary.forget()
