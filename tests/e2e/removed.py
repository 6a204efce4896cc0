"""Takes files away as a person does in a file manager: with whatever stands in a folder."""

import shutil


def remove(paths):
    for path in list(paths):
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
