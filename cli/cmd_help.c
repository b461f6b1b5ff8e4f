#include "command.h"
#include "say.h"

#include <stdio.h>

void print_overview(void)
{
    puts("quoth: who said what in news text\n\nusage: quoth COMMAND [OPTION]… [INPUT]…\n");
    for (const struct command *c = commands; c->name; c++)
        printf("  %-12s %s\n", c->name, c->summary);
    puts("\nquoth help COMMAND tells more. First try: quoth extract report.txt;\n"
         "then: quoth add reports/, and quoth search bridge");
}

void print_help(const struct command *command)
{
    printf("usage: quoth %s [OPTION]…%s%s\n\n%s\n\noptions:\n", command->name,
           *command->arguments ? " " : "", command->arguments, command->details);
    options_print(command->bit);
}

int command_help(const struct options *options)
{
    if (options->input_count > 1) {
        say("help takes one command");
        return EXIT_USAGE;
    }
    if (options->input_count == 0) {
        print_overview();
        return finish_output();
    }
    const struct command *command = find_command(options->inputs[0]);
    if (!command)
        return EXIT_USAGE;
    print_help(command);
    return finish_output();
}
