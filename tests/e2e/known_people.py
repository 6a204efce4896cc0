"""Signing keys for the people of a test, made once, and a people file that names them, as a council's IT would keep it."""

import atexit
import json
import os
import pathlib
import shutil
import subprocess
import tempfile

_made = {}


def _keys(command_line, environment, accounts):
    """(folder with the keys, {account: code}) of these accounts; made at the first call."""
    home = _made.get("home")
    if home is None:
        home = _made["home"] = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-keys-"))
        _made["codes"] = {}
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    for account in accounts:
        if account in _made["codes"]:
            continue
        own = {**environment, "HOME": str(home), "COUNTERFOIL_FIXED_USER": account}
        said = subprocess.run([*command_line, "people", "--json"], env=own, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout.decode("utf-8")
        _made["codes"][account] = next(line["code"] for line in map(json.loads, said.splitlines()) if line["event"] == "own-key")
    return home / ".local/share/counterfoil/keys", _made["codes"]


def settle(command_line, environment, folder, accounts, keys=True, limits=None, word=os.fspath):
    """Puts the keys into the home folder of `environment`, and IT's settings with the people file into `folder`; returns more variables.
    `word` writes a path as the system does that the command was built for."""
    kept, codes = _keys(command_line, environment, accounts)
    own = pathlib.Path(environment["HOME"]) / ".local/share/counterfoil/keys"
    if keys and kept.exists() and not own.exists():  # on Windows they lie in the profile of the account itself
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(kept, own)
        own.chmod(0o700)
    folder.mkdir(exist_ok=True)
    people = [{"account": account, "may": ["approve", "release"], "keys": [codes[account]], **({"up-to": limits[account]} if limits and account in limits else {})}
              for account in accounts]
    (folder / "people.json").write_text(json.dumps({"people": people}), encoding="utf-8")
    (folder / "counterfoil.json").write_text(json.dumps({"people": word(folder / "people.json")}), encoding="utf-8")
    return {"COUNTERFOIL_FIXED_MACHINE_FOLDER": word(folder)}
