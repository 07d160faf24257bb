#!/bin/sh
# Installs Carnet for one person, without root; as uninstall.sh, or with --uninstall, takes it off and leaves the journal.
set -eu
prefix=${CARNET_PREFIX:-$HOME/.local}
place=$prefix/opt/carnet
share=$prefix/share

refresh() {
    for tool in "update-desktop-database $share/applications" "update-mime-database $share/mime" \
        "gtk-update-icon-cache -qtf $share/icons/hicolor"; do
        # A system without these reads the folders itself.
        if command -v "${tool%% *}" >/dev/null 2>&1; then $tool >/dev/null 2>&1 || true; fi
    done
}

if [ "${1:-}" = --uninstall ] || [ "${0##*/}" = uninstall.sh ]; then
    rm -rf "$place"
    rm -f "$prefix/bin/carnet" "$share/applications/carnet.desktop" "$share/mime/packages/carnet.xml" \
        "$share"/icons/hicolor/*/apps/carnet.png "$share/icons/hicolor/scalable/apps/carnet.svg"
    refresh
    echo "Carnet est retiré. Votre journal reste dans ${XDG_DATA_HOME:-$HOME/.local/share}/carnet."
    exit 0
fi

mkdir -p "$prefix/opt" "$prefix/bin" "$share"
# Beside, then in place of the one before: a copy cut short leaves that one whole.
rm -rf "$place.new"
cp -R program "$place.new"
rm -rf "$place"
mv "$place.new" "$place"
# The way to take it off again is kept beside the program.
cp install.sh "$place/uninstall.sh"
ln -sfn ../opt/carnet/carnet "$prefix/bin/carnet"
cp -R share/. "$share"
# The desktop may not look for programs in this folder.
sed -e "s|^Exec=carnet|Exec=\"$place/carnet\"|" -e "s|^TryExec=carnet|TryExec=$place/carnet|" share/applications/carnet.desktop \
    >"$share/applications/carnet.desktop"
refresh
echo "Carnet est installé : $prefix/bin/carnet"
echo "Pour le retirer : sh $place/uninstall.sh"
