"""The description from which wixl makes an installer for IT: make_msi.py FOLDER VERSION OUTPUT.wxs, FOLDER as make-zip.sh made it; wixl is run in it.

For the whole machine, into Program Files, with one entry in the start menu and no autostart. A newer version takes the place of an older one. Each file keeps
the identity of its place from version to version. Removal takes what was installed and nothing else: record of runs, keys, settings and kept versions stay."""

import pathlib
import sys
import uuid
from xml.sax.saxutils import quoteattr

# Never to be changed: by these Windows knows that two installers are of one program.
UPGRADE = "6E0C1A52-6B0B-5D0B-9A0B-7C1D0C6E3F11"
OF_FILES = uuid.UUID("0f7d6f3e-3b39-5d1e-8a52-5f6a0b9c7d21")
STAYS = ("When the program is removed, the record of runs, signing keys and your own settings stay in each user's profile (AppData, Counterfoil), the council's "
         "settings in ProgramData (Counterfoil), and kept versions beside each workbook.")


def identity(path):
    return str(uuid.uuid5(OF_FILES, path)).upper()


def name_for(prefix, path):
    return f"{prefix}_{uuid.uuid5(OF_FILES, path).hex[:24]}"


def directory(folder, root, components, depth):
    """The XML of a folder's files and folders; the ids of its components are added to `components`."""
    pad = "  " * depth
    lines = []
    for path in sorted(folder.iterdir(), key=lambda each: (each.is_dir(), each.name)):
        place = path.relative_to(root).as_posix()
        if path.is_dir():
            lines.append(f'{pad}<Directory Id="{name_for("d", place)}" Name={quoteattr(path.name)}>')
            lines += directory(path, root, components, depth + 1)
            lines.append(f"{pad}</Directory>")
            continue
        component, file = name_for("c", place), "Window" if place == "Counterfoil.exe" else name_for("f", place)
        components.append(component)
        lines.append(f'{pad}<Component Id="{component}" Guid="{identity(place)}" Win64="yes">')
        lines.append(f'{pad}  <File Id="{file}" KeyPath="yes" Name={quoteattr(path.name)} Source={quoteattr(place)}/>')
        lines.append(f"{pad}</Component>")
    return lines


def installer(folder, version):
    components = ["StartMenu"]
    files = directory(folder, folder, components, 5)
    references = [f'      <ComponentRef Id="{each}"/>' for each in components]
    return "\n".join([
        '<?xml version="1.0" encoding="utf-8"?>',
        '<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">',
        f'  <Product Id="*" Name="Counterfoil" Language="2057" Version="{version}" Manufacturer="Counterfoil" UpgradeCode="{UPGRADE}">',
        '    <Package InstallerVersion="500" Compressed="yes" InstallScope="perMachine"/>',
        '    <MajorUpgrade DowngradeErrorMessage="A newer version is installed. Remove it first."/>',
        '    <Media Id="1" Cabinet="counterfoil.cab" EmbedCab="yes"/>',
        f'    <Property Id="ARPCOMMENTS" Value={quoteattr(STAYS)}/>',
        '    <Directory Id="TARGETDIR" Name="SourceDir">',
        '      <Directory Id="ProgramFiles64Folder">',
        '        <Directory Id="INSTALLDIR" Name="Counterfoil">',
        *files,
        "        </Directory>",
        "      </Directory>",
        '      <Directory Id="ProgramMenuFolder">',
        f'        <Component Id="StartMenu" Guid="{identity("start menu")}" Win64="yes">',
        '          <Shortcut Id="StartWindow" Name="Counterfoil" Target="[INSTALLDIR]Counterfoil.exe" WorkingDirectory="INSTALLDIR"/>',
        '          <RegistryValue Root="HKLM" Key="Software\\Counterfoil" Name="installed" Type="integer" Value="1" KeyPath="yes"/>',
        "        </Component>",
        "      </Directory>",
        "    </Directory>",
        '    <Feature Id="All" Level="1" Title="Counterfoil">',
        *references,
        "    </Feature>",
        "  </Product>",
        "</Wix>",
        "",
    ])


if __name__ == "__main__":
    folder_given, version_given, output = sys.argv[1:]
    pathlib.Path(output).write_text(installer(pathlib.Path(folder_given).resolve(), version_given), encoding="utf-8")
