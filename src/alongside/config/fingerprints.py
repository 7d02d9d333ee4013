"""Names made from contents, so that a browser may keep a file for ever and never shows an old one."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class Storage(ManifestStaticFilesStorage):
    """Django's, following what scripts import as well as what style sheets name."""

    support_js_module_import_aggregation = True


def make(gathered: str, into: str) -> None:
    """Copy a folder of files under their fingerprinted names, with the list that `static()` reads."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATICFILES_DIRS=[gathered],
        STATICFILES_FINDERS=["django.contrib.staticfiles.finders.FileSystemFinder"],
        STATIC_ROOT=into,
        STATIC_URL="/static/",
        STORAGES={"staticfiles": {"BACKEND": "alongside.config.fingerprints.Storage"}},
    )
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
