"""A small window from which files are dragged, as from a folder: drag_source.py FILE..."""

import pathlib
import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402

window = Gtk.Window(title="Folder of files")
window.set_default_size(160, 60)
grip = Gtk.EventBox()
grip.add(Gtk.Label(label="Files"))
window.add(grip)
grip.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [Gtk.TargetEntry.new("text/uri-list", 0, 0)], Gdk.DragAction.COPY)
grip.connect("drag-data-get", lambda _, __, data, *___: data.set_uris([pathlib.Path(name).as_uri() for name in sys.argv[1:]]))
window.connect("destroy", Gtk.main_quit)
window.show_all()
window.move(0, 0)
Gtk.main()
