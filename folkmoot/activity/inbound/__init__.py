"""Mail coming in: the address a reader answers to, what stands in an answer, and what becomes of it.

`listening` and `webhooks` take mail from outside and keep it as a row (`models.IncomingMail`); `taking` looks
at it and hands it to the room that knows what it answers.
"""
