"""The measurements' plan of a service fits the models: it is run seldom, and would otherwise fail when it is wanted."""

from bench import plan

from alongside.access import arrange


def test_the_plan_of_a_measured_service_fits_every_table():
    models = {model._meta.db_table: model for model in arrange.folder_models()}
    plan.check(models)
    for table, model in models.items():
        assert plan.columns_of(table, model, models, seed=1), table
