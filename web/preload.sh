#!/bin/sh
# Which modules each view of web/assets/app.js needs, all of them, so that a page can ask for them
# at once and not one after the other as each is read: a line for each view.
#     web/preload.sh web/assets build/web/modules   →   search app.js html.js preact.js …
set -eu
LC_ALL=C
export LC_ALL
for folder; do
    find "$folder" -maxdepth 1 -name '*.js' -exec grep -HoE \
        "(from|=> import\() ?[\"'](\./|/assets/)[a-z0-9-]+\.js[\"']" {} +
done | sed -E "s|^([^:]*/)?([^/:]+):(.).*/([^/]+\.js).*|\2 \3 \4|" | sort -u | awk '
    $2 == "f" { needs[$1] = needs[$1] " " $3 }
    $2 == "=" { views[++count] = $3 }
    END {
        for (i = 1; i <= count; i++) {
            length_of = split("app.js " views[i], list, " ")
            split("", seen)
            line = views[i]
            sub(/\.js$/, "", line)
            for (at = 1; at <= length_of; at++) {
                if (list[at] in seen) continue
                seen[list[at]] = 1
                line = line " " list[at]
                more = split(needs[list[at]], found, " ")
                for (k = 1; k <= more; k++) list[++length_of] = found[k]
            }
            print line
        }
    }'
