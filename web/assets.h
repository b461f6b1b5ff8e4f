/*
 * The files that the browser gets, in the program: what stands in web/assets, and the
 * modules of npm where they were there when the program was made.
 */
#ifndef WEB_ASSETS_H
#define WEB_ASSETS_H

#include "quoth.h"

#include <stdbool.h>

struct asset {
    const char *name; // "app.js"
    const char *type; // Content-Type
    quoth_str bytes;
};

/** NULL: there is none. */
const struct asset *asset_find(quoth_str name);

/** Were npm's modules there? Without them pages are shown as without script. */
bool assets_are_whole(void);

#endif
