/*
 * Gives files to a fuzz target without libFuzzer, so that `make check` replays every input
 * that was ever of interest under any compiler. Folders are walked one deep.
 *
 *     build/replay/extract fuzz/corpus/extract
 */
#include "fuzz.h"

#include <dirent.h>
#include <sys/stat.h>

static int replayed, failed;

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat about;
    uint8_t *data = NULL;
    if (file && fstat(fileno(file), &about) == 0)
        data = malloc((size_t)about.st_size + 1); // one byte at least
    if (data && fread(data, 1, (size_t)about.st_size, file) == (size_t)about.st_size) {
        printf("%s\n", path); // before it runs: the last name is what crashed
        fflush(stdout);
        // a block of its own size, so that reading past the end is seen
        uint8_t *exact = realloc(data, about.st_size ? (size_t)about.st_size : 1);
        LLVMFuzzerTestOneInput(exact, (size_t)about.st_size);
        data = exact;
        replayed++;
    } else {
        fprintf(stderr, "%s: cannot be read\n", path);
        failed++;
    }
    free(data);
    if (file)
        fclose(file);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        DIR *folder = opendir(argv[i]);
        if (!folder) {
            replay(argv[i]);
            continue;
        }
        for (struct dirent *entry; (entry = readdir(folder));) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], entry->d_name);
            if (entry->d_name[0] != '.')
                replay(path);
        }
        closedir(folder);
    }
    printf("replay: %d passed, %d failed\n", replayed, failed);
    return failed || !replayed;
}
