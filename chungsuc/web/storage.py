"""Static files: hashed names once they were collected, plain names before that."""

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class StaticStorage(CompressedManifestStaticFilesStorage):
    """A file that the manifest knows is served for ever under its hashed name; any other under its own name.

    Whitenoise finds the plain names in the rooms themselves, so a first run and the tests need no collecting.
    """

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        return str(self.hashed_files.get(self.hash_key(self.clean_name(name)), name))
