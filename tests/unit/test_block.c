// src/read/block and what it is made of: the parts of a text, and what they tell of it.
#include "assert_str.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/limits.h"
#include "base/str.h"
#include "read/block.h"
#include "read/debris.h"
#include "record/article.h"
#include "record/term.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#define BODY "The council of Lindholm met on Monday to talk about the old bridge."
#define SHOWN_BODY "body " BODY "\n"

static quoth_article *article;
static struct q_buf shown;

static int set_up(void **state)
{
    (void)state;
    article = quoth_article_new();
    q_buf_init(&shown, Q_MAX_OUTPUT);
    return !article;
}

static int tear_down(void **state)
{
    (void)state;
    quoth_article_free(article);
    q_buf_release(&shown);
    return 0;
}

static void show_span(const char *before, quoth_span span, const char *behind)
{
    if (span.start == span.end)
        return;
    q_buf_add_str(&shown, q_str_from(before));
    q_buf_add_str(&shown, quoth_article_cut(article, span));
    q_buf_add_str(&shown, q_str_from(behind));
}

// A line a block: its kind, `+` when it goes on, `=` when it repeats, <author>, its text,
// and {words} where they are told.
static const char *show(void)
{
    size_t count;
    const quoth_block *blocks = quoth_article_blocks(article, &count);
    q_buf_clear(&shown, 0);
    for (size_t i = 0; i < count; i++) {
        q_buf_add_str(&shown, q_str_from(q_block_terms[blocks[i].kind]));
        if (blocks[i].flags & QUOTH_BLOCK_GOES_ON)
            q_buf_add_char(&shown, '+');
        if (blocks[i].flags & QUOTH_BLOCK_REPEATED)
            q_buf_add_char(&shown, '=');
        show_span(" <", blocks[i].author, ">");
        show_span(" ", blocks[i].span, "");
        show_span(" {", blocks[i].words, "}");
        q_buf_add_char(&shown, '\n');
    }
    q_buf_add_char(&shown, '\0');
    return shown.ptr;
}

static void read_text(const char *text)
{
    assert_int_equal(quoth_article_set(article, Q_STR("test"), q_str_from(text), NULL),
                     QUOTH_OK);
}

struct example {
    const char *text, *blocks;
};

static void check(const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        read_text(examples[i].text);
        assert_string_equal(show(), examples[i].blocks);
    }
}

#define CHECK(examples) check(examples, sizeof examples / sizeof *examples)

static void little_text_is_body(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"", ""},
        {" \n\t\r\n\xc2\xa0", ""},
        {"No", "body No\n"},
        {"Jane Doe said no", "body Jane Doe said no\n"},
        {"\n  “No,” she said.\r\n", "body “No,” she said.\n"},
        {"It fell.\n\nIt was old.", "body It fell.\nbody It was old.\n"},
        {"“No,” she said. “We\ntried,” said Jane.",
         "body “No,” she said. “We\ntried,” said Jane.\n"},
        {"The council of Lindholm met on Monday to talk about the\nold bridge. Jane Doe, "
         "the mayor, "
         "said that she would not\nSell it. “It is old,” she said. “We will keep it for "
         "the\nchildren "
         "of Lindholm.”\nIt is the third.\n\nNobody was hurt when the old bridge of the "
         "town fell "
         "in\nMay.",
         "body The council of Lindholm met on Monday to talk about the\nold bridge. Jane "
         "Doe, the "
         "mayor, said that she would not\nSell it. “It is old,” she said. “We will keep it "
         "for "
         "the\nchildren of Lindholm.”\nIt is the third.\n"
         "body Nobody was hurt when the old bridge of the town fell in\nMay.\n"},
        {"first line\nsecond line", "body first line\nsecond line\n"},
    };
    CHECK(examples);
}

static void what_stands_above_the_body(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Council drops the bridge\n\nJanuary 15, 2031 TASS\n\n" BODY,
         "headline Council drops the bridge\ndateline January 15, 2031 TASS\n" SHOWN_BODY},
        {"8 Jun, 2031 12:05\n\nCouncil drops the bridge\n\nNobody will miss it, the mayor "
         "has claimed\nCouncil drops the bridge\n\n" BODY,
         "dateline 8 Jun, 2031 12:05\nheadline Council drops the bridge\n"
         "standfirst Nobody will miss it, the mayor has claimed\n"
         "headline= Council drops the bridge\n" SHOWN_BODY},
        {"Council drops the bridge\nBy Jane Doe and Al Roe, The Herald\n" BODY,
         "headline Council drops the bridge\n"
         "byline <Jane Doe and Al Roe> By Jane Doe and Al Roe, The Herald\n" SHOWN_BODY},
        {"Jane Doe\n\nTHE HERALD\n\n" BODY,
         "byline <Jane Doe> Jane Doe\nbyline THE HERALD\n" SHOWN_BODY},
        {"Published 12:01 a.m. ET Aug. 18, 2031 | Updated 8:00 p.m. ET\n" BODY,
         "dateline Published 12:01 a.m. ET Aug. 18, 2031 | Updated 8:00 p.m. "
         "ET\n" SHOWN_BODY},
        {"Updated 8:01 a.m. ET, 6/18\n" BODY,
         "dateline Updated 8:01 a.m. ET, 6/18\n" SHOWN_BODY},
        {BODY "\n\nMay 4, 2017 was hot.\n\nMay 4, 2017, he won.\n\nUpdate: 3 men fell.\n\n"
              "May 4, 2017, updated rules came.\n\nMay 4, 2017 and it\n\n9 p.m. now.",
         SHOWN_BODY "body May 4, 2017 was hot.\nbody May 4, 2017, he won.\n"
                    "body Update: 3 men fell.\nbody May 4, 2017, updated rules came.\n"
                    "body May 4, 2017 and it\nbody 9 p.m. now.\n"},
        {"May 4, 2031.\n9:00 p.m. May 4, 2031 (GMT)\nMay 4, 2031 | 12.05\nMay 4, 2031 "
         "(Tass)\n"
         "Published May 4, 2031. Updated May 5, 2031.\nPosted May 4, 2031, updated 9 p.m.\n"
         "Updated 9 p.m.\n" BODY,
         "dateline May 4, 2031.\ndateline 9:00 p.m. May 4, 2031 (GMT)\n"
         "dateline May 4, 2031 | 12.05\ndateline May 4, 2031 (Tass)\n"
         "dateline Published May 4, 2031. Updated May 5, 2031.\n"
         "dateline Posted May 4, 2031, updated 9 p.m.\n"
         "dateline Updated 9 p.m.\n" SHOWN_BODY},
        {"Updated rules are to come, she said.",
         "body Updated rules are to come, she said.\n"},
        {"Will the bridge fall?\n\n" BODY, "headline Will the bridge fall?\n" SHOWN_BODY},
        {BODY "\n\nBy then the bridge was gone\n\n" BODY,
         SHOWN_BODY "body By then the bridge was gone\n" SHOWN_BODY},
    };
    CHECK(examples);
}

static void where_it_was_filed(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"LINDHOLM (Reuters) - " BODY, "dateline LINDHOLM (Reuters) -\n" SHOWN_BODY},
        {"ST. ALBA, Minn., Nov 29 (AP) — " BODY,
         "dateline ST. ALBA, Minn., Nov 29 (AP) —\n" SHOWN_BODY},
        {"(CNN) " BODY, "dateline (CNN)\n" SHOWN_BODY},
        {"Lindholm (CNN) -- " BODY, "dateline Lindholm (CNN) --\n" SHOWN_BODY},
        {"LINDHOLM — " BODY, "dateline LINDHOLM —\n" SHOWN_BODY},
        {"LINDHOLM—" BODY, "dateline LINDHOLM—\n" SHOWN_BODY},
        {"BREAKING — The bridge fell on Monday.",
         "body BREAKING — The bridge fell on Monday.\n"},
        {"The mayor (Reuters) - who knows him - said no.",
         "body The mayor (Reuters) - who knows him - said no.\n"},
        {"Jane — who was there — said it was old.",
         "body Jane — who was there — said it was old.\n"},
        {BODY "\n12:35 p.m. ET\n" BODY, SHOWN_BODY "dateline 12:35 p.m. ET\n" SHOWN_BODY},
    };
    CHECK(examples);
}

static void pictures_are_told_apart(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Jane Doe\n© Al Roe / SputnikMayor Jane Doe speaks at a meeting on Bridges\n" BODY,
         "caption Jane Doe\ncredit <Al Roe / Sputnik> © Al Roe / Sputnik\n"
         "caption Mayor Jane Doe speaks at a meeting on Bridges\n" SHOWN_BODY},
        {BODY "\n\nThe bridge, seen on May 8, 2031. (AP Photo/Al Roe)\n\n" BODY,
         SHOWN_BODY "caption The bridge, seen on May 8, 2031.\n"
                    "credit <AP Photo/Al Roe> (AP Photo/Al Roe)\n" SHOWN_BODY},
        {"Enlarge this image toggle caption Al Roe/AP Al Roe/AP\n" BODY,
         "credit <Al Roe/AP> Enlarge this image toggle caption Al Roe/AP Al "
         "Roe/AP\n" SHOWN_BODY},
        {"Image copyright Al Roe Image caption The old bridge\n" BODY,
         "credit <Al Roe> Image copyright Al Roe\ncaption Image caption The old "
         "bridge\n" SHOWN_BODY},
        {"The mayor wants to sell it. | Al Roe/POLITICO\n" BODY,
         "caption The mayor wants to sell it.\ncredit <Al Roe/POLITICO> | Al "
         "Roe/POLITICO\n" SHOWN_BODY},
        {"The bridge in Lindholm. Al Roe | Getty Images\n" BODY,
         "caption The bridge in Lindholm.\ncredit <Al Roe | Getty Images> Al Roe | Getty "
         "Images\n" SHOWN_BODY},
        {"A man said: “It fell.” A. Roe | Getty Images\n" BODY,
         "body A man said: “It fell.”\ncredit <A. Roe | Getty Images> A. Roe | Getty "
         "Images\n" SHOWN_BODY},
        {"FILE PHOTO: The bridge, May 8, 2031. REUTERS/Al Roe\n" BODY,
         "caption FILE PHOTO: The bridge, May 8, 2031.\ncredit <REUTERS/Al Roe> REUTERS/Al "
         "Roe\n" SHOWN_BODY},
        {"Al Roe/AP Mayor Jane Doe on the bridge\n" BODY,
         "credit <Al Roe/AP> Al Roe/AP\ncaption Mayor Jane Doe on the bridge\n" SHOWN_BODY},
        {"The bridge. (Photo: Al Roe) Story Highlights It fell on Monday\nNobody was "
         "hurt\n" BODY,
         "caption The bridge.\ncredit <Al Roe> (Photo: Al Roe)\nfurniture Story "
         "Highlights\n"
         "list It fell on Monday\nlist Nobody was hurt\n" SHOWN_BODY},
        {"Facebook Twitter Pinterest A bridge. Photograph: Al Roe/AFP\n" BODY,
         "caption Facebook Twitter Pinterest A bridge.\ncredit <Al Roe/AFP> Photograph: Al "
         "Roe/AFP\n" SHOWN_BODY},
        {BODY "\n1 of 5 The bridge in Lindholm\n" BODY,
         SHOWN_BODY "caption 1 of 5 The bridge in Lindholm\n" SHOWN_BODY},
        {"“We will stay,” said the agency (EPA)",
         "body “We will stay,” said the agency (EPA)\n"},
    };
    CHECK(examples);
}

static void inserts_and_sources(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {BODY "\n\nComment: The council would rather talk.\n\n" BODY "\n\nSource: Tass",
         SHOWN_BODY "insert Comment: The council would rather talk.\n" SHOWN_BODY
                    "credit <Tass> Source: Tass\n"},
        {"Reporting by The Herald said that it fell.",
         "body Reporting by The Herald said that it fell.\n"},
        {"May 5, 2031: Jane Doe says that it fell.",
         "body May 5, 2031: Jane Doe says that it fell.\n"},
        {"Editor’s Note:\n\nThis is old.\n\n" BODY,
         "insert Editor’s Note:\n\nThis is old.\n" SHOWN_BODY},
        {BODY "\n(This story was refiled to mend a name)",
         SHOWN_BODY "insert (This story was refiled to mend a name)\n"},
        {BODY "\nThe Herald News contributed to this report.",
         SHOWN_BODY "byline The Herald News contributed to this report.\n"},
        {BODY "\n(Reporting by Jane Doe in Lindholm; Editing by Al Roe)", SHOWN_BODY
         "byline <Jane Doe> (Reporting by Jane Doe in Lindholm; Editing by Al Roe)\n"},
    };
    CHECK(examples);
}

static void furniture_is_no_part(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {BODY "\nADVERTISEMENT\n" BODY, SHOWN_BODY "furniture ADVERTISEMENT\n" SHOWN_BODY},
        {BODY "\n___\n* * *\n" BODY,
         SHOWN_BODY "furniture ___\nfurniture * * *\n" SHOWN_BODY},
        {BODY "\nSign up for our newsletter\n6 years ago\n© 2031 The Herald",
         SHOWN_BODY "furniture Sign up for our newsletter\nfurniture 6 years ago\n"
                    "furniture © 2031 The Herald\n"},
        {BODY "\nnext Image 1 of 2\n\nprev Image 2 of 2\n\nnext Image 1 of it\n"
              "Next image 2 of 2 is hers.",
         SHOWN_BODY "furniture next Image 1 of 2\nfurniture prev Image 2 of 2\n"
                    "body next Image 1 of it\nbody Next image 2 of 2 is hers.\n"},
        {BODY "\nThe bridge that nobody wanted Read more\n" BODY,
         SHOWN_BODY "furniture The bridge that nobody wanted Read more\n" SHOWN_BODY},
        {BODY "\nMAYOR SELLS BRIDGE TO HERSELF, COURT SAYS\n" BODY,
         SHOWN_BODY "furniture MAYOR SELLS BRIDGE TO HERSELF, COURT SAYS\n" SHOWN_BODY},
        {"JUST WATCHED The bridge Replay More Videos ... MUST WATCH The bridge "
         "01:20\n" BODY,
         "furniture JUST WATCHED The bridge Replay More Videos ... MUST WATCH The bridge "
         "01:20\n" SHOWN_BODY},
        {BODY "icon bookmark-bicon bookmarkicon cameraicon checkicon chevron", SHOWN_BODY
         "furniture icon bookmark-bicon bookmarkicon cameraicon checkicon chevron\n"},
        {BODY "\nREAD MORE:\nAdvertisement\nWhy Bridges Fall\n" BODY,
         SHOWN_BODY "furniture READ MORE:\nfurniture Advertisement\nfurniture Why Bridges "
                    "Fall\n" SHOWN_BODY},
        {"Watch: the dog that bit the mayor\n" BODY,
         "furniture Watch: the dog that bit the mayor\n" SHOWN_BODY},
        {"Follow the money, she said, and you will find it.\n“Watch: it will fall,” he "
         "said.",
         "body Follow the money, she said, and you will find it.\n"
         "body “Watch: it will fall,” he said.\n"},
    };
    CHECK(examples);
}

static void a_sentence_that_was_cut_goes_on(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {BODY "\nMayor Jane Doe of the old town of Lindholm\nAdvertisement\nsaid no.",
         SHOWN_BODY "body Mayor Jane Doe of the old town of Lindholm\n"
                    "furniture Advertisement\nbody+ said no.\n"},
        {"“We tried,” she said. “We\n\nAdvertisement\n\nfailed at it.”",
         "body “We tried,” she said. “We\nfurniture Advertisement\nbody+ failed at it.”\n"},
        {"“We tried. We gave up.\n\nAdvertisement\n\nIt was late,” she said.",
         "body “We tried. We gave up.\nfurniture Advertisement\nbody+ It was late,” she "
         "said.\n"},
        {"“We tried. We gave up.\n\nAdvertisement\n\n“It was late,” she said.",
         "body “We tried. We gave up.\nfurniture Advertisement\nbody “It was late,” she "
         "said.\n"},
        {BODY "\nWhat comes next\nAdvertisement\n" BODY,
         SHOWN_BODY "body What comes next\nfurniture Advertisement\n" SHOWN_BODY},
        {"Mayor Jane Doe Jane Ann DoeBridge falls: report Council meets MORE (Green) said "
         "no.",
         "body Mayor Jane Doe\n"
         "furniture Jane Ann DoeBridge falls: report Council meets MORE\nbody+ (Green) "
         "said no.\n"},
        {BODY " (RELATED: Another Bridge Falls)\n" BODY,
         SHOWN_BODY "furniture (RELATED: Another Bridge Falls)\n" SHOWN_BODY},
        {"He wants MORE of it (see: the bridge), she said.",
         "body He wants MORE of it (see: the bridge), she said.\n"},
    };
    CHECK(examples);
}

static void posts_have_an_author(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {BODY "\nIt fell. pic.twitter.com/x — Jane Doe (@janedoe) June 3, 2031\n" BODY,
         SHOWN_BODY
         "post <Jane Doe> It fell. pic.twitter.com/x — Jane Doe (@janedoe) June 3, "
         "2031 {It fell. pic.twitter.com/x}\n" SHOWN_BODY},
        {"It fell. —\nJane Doe (@janedoe) June 3, 2031",
         "post <Jane Doe> It fell. —\nJane Doe (@janedoe) June 3, 2031 {It fell.}\n"},
        {"…*** — Jane Doe (@janedoe) June 3, 2031",
         "post <Jane Doe> …*** — Jane Doe (@janedoe) June 3, 2031\n"},
        {"Jane Doe (@janedoe) It fell. https://t.co/x",
         "post <Jane Doe> Jane Doe (@janedoe) It fell. https://t.co/x "
         "{It fell. https://t.co/x}\n"},
        {"Jane Doe (@janedoe) said that it fell.",
         "body Jane Doe (@janedoe) said that it fell.\n"},
    };
    CHECK(examples);
}

static void transcripts_have_turns(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"JANE DOE, HOST: Good evening.\nAL ROE: Hello.\nIt fell.\nDOE: No.\nAL ROE: Yes.",
         "turn <JANE DOE> JANE DOE, HOST: Good evening. {Good evening.}\n"
         "turn <AL ROE> AL ROE: Hello.\nIt fell. {Hello.\nIt fell.}\n"
         "turn <DOE> DOE: No. {No.}\nturn <AL ROE> AL ROE: Yes. {Yes.}\n"},
        {"Q: Did it fall?\nA: It did.\nQ: Why?\nA: It was old.",
         "turn <Q> Q: Did it fall? {Did it fall?}\nturn <A> A: It did. {It did.}\n"
         "turn <Q> Q: Why? {Why?}\nturn <A> A: It was old. {It was old.}\n"},
        {"ROE: It fell.\n" BODY, "body ROE: It fell.\n" SHOWN_BODY},
        {"Pros: It is old.\nCons: It is dear.\nPros: It is ours.\nCons: It fell.",
         "body Pros: It is old.\nbody Cons: It is dear.\nbody Pros: It is ours.\n"
         "body Cons: It fell.\n"},
        {"Roe: 33 percent.\nDoe: 20 percent.\nRoe: 34 percent.\nDoe: 31 percent.\n",
         "body Roe: 33 percent.\nbody Doe: 20 percent.\nbody Roe: 34 percent.\n"
         "body Doe: 31 percent.\n"},
    };
    CHECK(examples);
}

static void lists_are_lists(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"Story highlights The bridge fell on Monday\nNobody was hurt\n" BODY,
         "furniture Story highlights\nlist The bridge fell on Monday\nlist Nobody was "
         "hurt\n" SHOWN_BODY},
        {BODY "\n• It is old.\n• It is dear.",
         SHOWN_BODY "list • It is old.\nlist • It is dear.\n"},
        {BODY "\n- It is old.\n- It is dear.",
         SHOWN_BODY "list - It is old.\nlist - It is dear.\n"},
        {"- It is old.\n" BODY, "body - It is old.\n" SHOWN_BODY},
    };
    CHECK(examples);
}

static void what_the_blocks_tell(void **state)
{
    (void)state;
    size_t count;
    read_text("Council drops the bridge\n\nBy Jane Doe, Al Roe and Zoë Poe, The Herald\n\n"
              "January 15, 2031 TASS\n\n" BODY);
    assert_str(quoth_article_title(article), "Council drops the bridge");
    assert_str(quoth_article_outlet(article), "TASS");
    const quoth_date *date = quoth_article_published(article);
    assert_str(date->value, "2031-01-15");
    assert_str(date->precision, "day");
    assert_str(date->text, "January 15, 2031");
    const quoth_str *authors = quoth_article_authors(article, &count);
    assert_int_equal(count, 3);
    assert_str(authors[0], "Jane Doe");
    assert_str(authors[1], "Al Roe");
    assert_str(authors[2], "Zoë Poe");

    read_text("Council drops the bridge\nBy Jane Doe and Zoë Poe\nUpdated 5 May 2031\n" BODY
              "\nMay 7, 2031\n" BODY);
    authors = quoth_article_authors(article, &count);
    assert_int_equal(count, 2);
    assert_str(authors[0], "Jane Doe");
    assert_str(authors[1], "Zoë Poe");
    assert_str(quoth_article_outlet(article), NULL);

    read_text("May 4, 2031 | UPDATED 9:05 AM\n" BODY "\nMay 4, 2017 was hot.\n");
    assert_str(quoth_article_published(article)->value, "2031-05-04");
    assert_str(quoth_article_outlet(article), NULL);
    read_text(BODY "\nMay 4, 2017 was hot.\n");
    assert_str(quoth_article_published(article)->value, NULL);

    read_text(BODY);
    assert_str(quoth_article_title(article), NULL);
    assert_str(quoth_article_published(article)->value, NULL);
    assert_null(quoth_article_authors(article, &count));
    assert_int_equal(count, 0);
}

static void what_was_given_wins(void **state)
{
    (void)state;
    read_text(
        "Council to drop old bridge\n\nMay 7, 2031\n\nBy Jane Doe\n\nAl Roe\n\n" BODY);
    article->title = Q_STR("Council drops its old bridge");
    article->published = (quoth_date){Q_STR("2030"), Q_STR("year"), Q_STR("2030")};
    quoth_str author = Q_STR("Al Roe, The Herald");
    article->authors = &author;
    article->author_count = 1;
    assert_int_equal(q_find_blocks(article), QUOTH_OK);
    assert_string_equal(
        show(), "headline Council to drop old bridge\ndateline May 7, 2031\n"
                "byline <Jane Doe> By Jane Doe\nbyline <Al Roe> Al Roe\n" SHOWN_BODY);
    assert_str(article->title, "Council drops its old bridge");
    assert_str(article->published.value, "2030");
    assert_int_equal(article->author_count, 1);
    article->authors = NULL;
    article->author_count = 0;
}

static void a_dateline_tells_the_day_of_a_known_year(void **state)
{
    (void)state;
    static const struct {
        const char *url, *published, *line, *wanted;
    } cases[] = {
        {NULL, "2031", "LINDHOLM, June 8 (Reuters) - ", "2031-06-08"},
        {NULL, "2031-06", "LINDHOLM, 8 June (Reuters) - ", "2031-06-08"},
        {NULL, "2031-07", "LINDHOLM, June 8 (Reuters) - ", "2031-07"},
        {NULL, "2031-06-09", "LINDHOLM, June 8 (Reuters) - ", "2031-06-09"},
        {NULL, "2031", "LINDHOLM, Feb. 30 (Reuters) - ", "2031"},
        {NULL, "2031", "LINDHOLM (Reuters) - June 8 was hot. ", "2031"},
        {NULL, NULL, "LINDHOLM, June 8 (Reuters) - ", NULL},
        {"https://herald.example/2031/06/09/bridge", NULL, "LINDHOLM, June 8 (Reuters) - ",
         "2031-06-08"},
        {"https://herald.example/2031/jan/01/bridge", NULL, "LINDHOLM, Dec. 31 (AP) - ",
         "2030-12-31"},
        {"https://herald.example/2031/02/01/bridge", NULL, "LINDHOLM, June 8 (AP) - ",
         NULL},
        {"https://herald.example/2031/bridge", NULL, "LINDHOLM, June 8 (AP) - ",
         "2031-06-08"},
        {"https://herald.example/2031/2b/bridge", NULL, "LINDHOLM, June 8 (AP) - ",
         "2031-06-08"},
        {"https://herald.example/12345/bridge/2031", NULL, "LINDHOLM, June 8 (AP) - ",
         NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[1024], value[Q_DATE_SIZE];
        snprintf(text, sizeof text, "%s%s", cases[i].line, BODY);
        read_text(text);
        article->url = q_str_from(cases[i].url);
        article->published = (quoth_date){.value = Q_NO_STR};
        if (cases[i].published)
            assert_true(
                q_date_read(q_str_from(cases[i].published), value, &article->published));
        assert_int_equal(q_find_blocks(article), QUOTH_OK);
        assert_str(article->published.value, cases[i].wanted);
    }
}

static void the_list_of_debris_is_sorted(void **state)
{
    (void)state;
    assert_null(q_debris_unsorted());
}

static void memory_may_be_out_anywhere(void **state)
{
    (void)state;
    static const char text[] =
        "Council drops the bridge\nBy Jane Doe\nMay 7, 2031\n"
        "a (RELATED: b) c (RELATED: d) e (RELATED: f) g (RELATED: h) i "
        "(RELATED: j) k (RELATED: l) m (RELATED: n) o. (RELATED: p) q\n" BODY;
    quoth_status status = QUOTH_ENOMEM;
    uint64_t n = 0;
    while (status == QUOTH_ENOMEM) {
        quoth_article *fresh = quoth_article_new(); // an arena that keeps no memory
        q_arena_fail_at(++n);
        status = quoth_article_set(fresh, Q_STR("x"), q_str_from(text), NULL);
        q_arena_fail_at(0);
        size_t count;
        quoth_article_blocks(fresh, &count);
        assert_true(status == QUOTH_OK ? count > 8 : count == 0);
        quoth_article_free(fresh);
    }
    assert_int_equal(status, QUOTH_OK);
    assert_true(n > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(little_text_is_body),
        cmocka_unit_test(what_stands_above_the_body),
        cmocka_unit_test(where_it_was_filed),
        cmocka_unit_test(pictures_are_told_apart),
        cmocka_unit_test(inserts_and_sources),
        cmocka_unit_test(furniture_is_no_part),
        cmocka_unit_test(a_sentence_that_was_cut_goes_on),
        cmocka_unit_test(posts_have_an_author),
        cmocka_unit_test(transcripts_have_turns),
        cmocka_unit_test(lists_are_lists),
        cmocka_unit_test(what_the_blocks_tell),
        cmocka_unit_test(what_was_given_wins),
        cmocka_unit_test(a_dateline_tells_the_day_of_a_known_year),
        cmocka_unit_test(the_list_of_debris_is_sorted),
        cmocka_unit_test(memory_may_be_out_anywhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
