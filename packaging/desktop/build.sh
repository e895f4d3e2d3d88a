#!/usr/bin/env bash
# The desktop app for Linux: dist/inkroom-VERSION-ARCH.tar.gz, which runs where it is unpacked, and a .deb.
#     packaging/desktop/build.sh            (from the repository; `make setup` before)
# Ends with a smoke test of both: a window opens a file that the packaged server keeps.
set -euo pipefail
cd "$(dirname "$0")/../.."
here=packaging/desktop
version=$(.venv/bin/python -c 'import inkroom; print(inkroom.__version__)')
arch=$(dpkg --print-architecture 2>/dev/null || uname -m)
work=build/desktop
rm -rf "$work" && mkdir -p "$work" dist

echo "environment"
.tools/bin/uv venv -q --python .venv/bin/python "$work/venv"
.tools/bin/uv pip sync -q --python "$work/venv" requirements.lock
.tools/bin/uv pip install -q --python "$work/venv" --no-deps --no-build-isolation .
.tools/bin/uv pip install -q --python "$work/venv" 'pyinstaller>=6.22,<7'

echo "program"
"$work/venv/bin/pyinstaller" --noconfirm --log-level ERROR --distpath "$work" --workpath "$work/pyinstaller" "$here/inkroom.spec"
cp LICENSE "$work/inkroom/"

echo "tarball"
share="$work/inkroom/share"
mkdir -p "$share"
cp "$here/inkroom.desktop" "$here/inkroom-mime.xml" webclient/public/icons/icon-512.png "$share/"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner -czf "dist/inkroom-$version-$arch.tar.gz" inkroom

echo "deb"
root="$work/deb"
mkdir -p "$root"/{DEBIAN,opt,usr/bin,usr/share/{applications,mime/packages,icons/hicolor/512x512/apps,doc/inkroom}}
cp -a "$work/inkroom" "$root/opt/inkroom"
ln -s /opt/inkroom/inkroom "$root/usr/bin/inkroom"
cp "$here/inkroom.desktop" "$root/usr/share/applications/"
cp "$here/inkroom-mime.xml" "$root/usr/share/mime/packages/inkroom.xml"
cp webclient/public/icons/icon-512.png "$root/usr/share/icons/hicolor/512x512/apps/inkroom.png"
cp LICENSE "$root/usr/share/doc/inkroom/copyright"
cat > "$root/DEBIAN/control" <<CONTROL
Package: inkroom
Version: $version
Architecture: $arch
Maintainer: Inkroom maintainers <maintainers@inkroom.invalid>
Installed-Size: $(du -sk "$root" | cut -f1)
Depends: libc6, libegl1, libgl1, libxkbcommon0, libxkbcommon-x11-0, libxcb-cursor0, libxcb-icccm4, libxcb-keysyms1, libxcb-shape0, libdbus-1-3, libfontconfig1
Section: graphics
Priority: optional
Description: whiteboard that never loses a stroke and remembers every one
 The native desktop app, with the server that it shares boards with on the network.
CONTROL
dpkg-deb --build --root-owner-group -Zgzip "$root" "dist/inkroom_${version}_$arch.deb" >/dev/null

.venv/bin/python "$here/smoke.py" "dist/inkroom-$version-$arch.tar.gz" "dist/inkroom_${version}_$arch.deb"
