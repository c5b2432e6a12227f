"""Tables whose rows are blocks on a phone: each cell says what its column is."""

from folkmoot.ui.tables import stacked

TABLE = (
    '<thead><tr><th scope="col">Who</th><th scope="col" class="number">Asked &amp; "when"</th></tr></thead>'
    '<tbody><tr><th scope="row">Ada</th><td class="number">3</td></tr>'
    '<tr><th scope="row">Ben</th><td></td></tr></tbody>'
)


def test_each_cell_has_the_heading_of_its_column():
    head, rows = stacked(TABLE).split("<tbody>")
    assert rows.count('data-label="Asked &amp; &quot;when&quot;"') == 2
    assert '<td data-label="Asked &amp; &quot;when&quot;"></td>' in rows
    assert "data-label" not in head


def test_a_row_with_more_cells_than_headings_stays_readable():
    row = '<tr><th scope="row">Cora</th><td>3</td><td>4</td></tr>'
    assert stacked(TABLE.replace("</tbody>", f"{row}</tbody>")).count('data-label=""') == 1


def test_a_table_without_headings_is_left_alone():
    assert stacked("<tbody><tr><td>3</td></tr></tbody>") == "<tbody><tr><td>3</td></tr></tbody>"
