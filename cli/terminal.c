#include "terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

int wants_colour(const struct options *options)
{
    if (options->colour != COLOUR_AUTO)
        return options->colour == COLOUR_ALWAYS;
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (none && *none)
        return 0;
    if (terminal && strcmp(terminal, "dumb") == 0)
        return 0;
    return isatty(STDOUT_FILENO);
}

int width_of_output(int most)
{
    struct winsize size;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 0;
    return size.ws_col < most ? size.ws_col : most;
}
