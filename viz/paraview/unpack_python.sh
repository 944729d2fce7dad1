#!/usr/bin/env bash
# Unpacks ParaView's Python (Debian's python3-paraview) into a folder of its own: unpack_python.sh FOLDER
#
# Debian's libvtk9-dev, which acumen_viz is built with, depends on python3-vtk9, and python3-paraview conflicts with
# that: the two cannot be installed together. The package paraview itself (programs, libraries) can. Tests then use
# FOLDER/usr/lib/python3/dist-packages as PYTHONPATH. Does nothing where it has been done; 1 where apt cannot.
set -euo pipefail
folder=$(mkdir -p "$1" && cd "$1" && pwd)
version=$(dpkg-query -W -f='${Version}' paraview 2>/dev/null) || exit 1
[ "$(cat "$folder/version" 2>/dev/null)" = "$version" ] && exit 0
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT
chmod 755 "$temporary"
(cd "$temporary" && apt-get download -qq "python3-paraview=$version" >/dev/null 2>&1) || exit 1
dpkg-deb -x "$temporary"/python3-paraview_*.deb "$folder"
echo "$version" >"$folder/version"
