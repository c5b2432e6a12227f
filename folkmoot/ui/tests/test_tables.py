"""Tables whose rows are blocks on a phone: each cell says what its column is."""

from folkmoot.ui.tables import stacked

TABLE = (
    '<thead><tr><th scope="col">Who</th><th scope="col" class="number">Asked &amp; "when"</th></tr></thead>'
    '<tbody><tr><th scope="row">Ada</th><td class="number">3</td></tr>'
    '<tr><th scope="row">Ben</th><td></td></tr></tbody>'
)


def test_each_cell_has_the_heading_of_its_column():
    rows = stacked(TABLE).split("<tbody")[1]
    assert rows.count('data-label="Asked &amp; &quot;when&quot;"') == 2
    assert '<td role="cell" data-label="Asked &amp; &quot;when&quot;"></td>' in rows


def test_the_roles_are_said_that_blocks_would_lose():
    table = stacked(TABLE)
    roles = {"rowgroup": 2, "row": 3, "columnheader": 2, "rowheader": 2, "cell": 2}
    assert {role: table.count(f'role="{role}"') for role in roles} == roles


def test_a_table_without_headings_stays_readable():
    assert stacked("<tbody><tr><td>3</td></tr></tbody>").count('data-label=""') == 1
