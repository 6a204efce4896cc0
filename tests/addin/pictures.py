"""Pictures of the window's screens, light and in high contrast, as its tests by keyboard come to them: pictures.py STAGE RELEASE-STAGE FOLDER. With a fourth
argument, a size of letters in percent, they are taken at that size."""

import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
KEPT = ("start-recent", "question", "forbidden", "result", "team-question", "joined", "sign", "approved")
LOOKS = {"light": "Adwaita", "high-contrast": "HighContrast"}


def taken(stage, release_stage, look, percent):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="counterfoil-pictures-"))
    environment = {**os.environ, "COUNTERFOIL_STAGE": stage, "COUNTERFOIL_RELEASE_STAGE": release_stage, "COUNTERFOIL_PICTURES": str(folder), "GTK_THEME": LOOKS[look],
                   "GDK_DPI_SCALE": str(percent / 100), "COUNTERFOIL_SCREEN": f"{10 * percent}x{8 * percent}", "TZ": "Europe/London", "LC_ALL": "C.UTF-8"}
    for script in ("desk_window_test.py", "sign_window_test.py"):
        subprocess.run(["/usr/bin/python3", "-B", str(HERE / script)], env=environment, check=False)
    return folder


def main(stage, release_stage, target, percent="100"):
    for look in LOOKS:
        folder = taken(stage, release_stage, look, int(percent))
        for name in KEPT:
            if (folder / f"{name}.png").exists():  # the window without the empty screen around it
                subprocess.run(["convert", str(folder / f"{name}.png"), "-trim", "+repage", "+dither", "-colors", "32", "-strip",
                                str(pathlib.Path(target) / f"{look}-{name}.png")], check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
