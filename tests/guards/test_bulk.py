"""The weight itself: without it the plans that are looked at would be those of empty tables."""

from alongside.access import arrange
from tests.bulk import hidden_rows


def test_every_folder_table_can_be_filled(house):
    hidden_rows(house, 50)
    for model in arrange.folder_models():
        assert house.sql.execute(f'select count(*) from "{model._meta.db_table}"').fetchone() == (50,)
