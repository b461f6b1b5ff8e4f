/*
 * The files of the page as web/pack.sh made them: a line `NAME LENGTH` for each, an empty
 * line, and then their bytes, one behind the other.
 */
#include "assets.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { ASSETS_MAX = 128, NAME_MAX_LENGTH = 63 };

extern const char web_assets[], web_assets_end[]; // assets_data.S

static struct asset assets[ASSETS_MAX];
static char names[ASSETS_MAX][NAME_MAX_LENGTH + 1];
static size_t asset_count;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static const char *type_of(const char *name)
{
    static const char *const types[][2] = {
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".txt", "text/plain; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
    };
    const char *ending = strrchr(name, '.');
    for (size_t i = 0; ending && i < sizeof types / sizeof *types; i++)
        if (strcmp(ending, types[i][0]) == 0)
            return types[i][1];
    return "application/octet-stream";
}

// The list at the head; what it says is our own, made with the program.
static void read_list(void)
{
    const char *line = web_assets, *bytes = strstr(web_assets, "\n\n") + 2;
    while (*line != '\n' && asset_count < ASSETS_MAX) {
        const char *space = strchr(line, ' ');
        size_t len = (size_t)(space - line);
        size_t size = strtoul(space + 1, NULL, 10);
        if (len > NAME_MAX_LENGTH || size > (size_t)(web_assets_end - bytes))
            return;
        memcpy(names[asset_count], line, len);
        assets[asset_count] =
            (struct asset){names[asset_count], type_of(names[asset_count]), {bytes, size}};
        asset_count++;
        bytes += size;
        line = strchr(line, '\n') + 1;
    }
}

const struct asset *asset_find(quoth_str name)
{
    pthread_once(&once, read_list);
    for (size_t i = 0; i < asset_count; i++)
        if (strlen(assets[i].name) == name.len &&
            memcmp(assets[i].name, name.ptr, name.len) == 0)
            return &assets[i];
    return NULL;
}

bool assets_are_whole(void)
{
    return asset_find((quoth_str){"preact.js", 9}) != NULL;
}
