"""Who should know, and when: a notice for each, a letter at once or a line in a digest.

A room above notes what is worth telling (`Happening.objects.tell`) in the transaction of its cause. Then
`spreading` asks the rooms who should know and gives each a notice; ten minutes later `sending` looks at what
they choose now; `digests` puts together what was kept. Whatever becomes of a notice becomes of it once.
"""
