#include "read/debris.h"

#include "read/line.h"

enum how {
    WHOLE, // the line is the phrase, and marks
    START, // the line begins with it
    PART,  // … which may end inside a word
    SHORT, // … and is short, and quotes nobody
    OPEN,  // … and ends no sentence either
    POSTED // … and says where it was posted first, as feeds of WordPress end their items
};

struct phrase {
    const char *text; // small letters
    size_t len;
    quoth_block_kind kind;
    enum how how;
};

enum { SHORT_MOST = 400 }; // bytes

#define TEXT(literal) literal, sizeof(literal) - 1

// In the order of their bytes, so that those with one first letter are found by halves.
static const struct phrase phrases[] = {
    {TEXT("a note to readers"), QUOTH_BLOCK_INSERT, START},
    {TEXT("a previous version of this"), QUOTH_BLOCK_INSERT, START},
    {TEXT("ad"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("additional reporting by"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("advertisement"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("advertisement advertisement"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("advertisement continue reading the main story"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("all rights reserved"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("also on politico"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("also read:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("also see:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("an earlier version of this"), QUOTH_BLOCK_INSERT, START},
    {TEXT("analysis/opinion"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("analysis:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("article continues below"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("associated press writer"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("associated press writers"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("author's note"), QUOTH_BLOCK_INSERT, START},
    {TEXT("autoplay"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("buy photo"), QUOTH_BLOCK_CAPTION, SHORT},
    {TEXT("by signing up"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("caption:"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("clarification:"), QUOTH_BLOCK_INSERT, START},
    {TEXT("click for"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("click for more"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("click here"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("click to"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("close"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("column:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("comment:"), QUOTH_BLOCK_INSERT, START},
    {TEXT("comments"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("contact us at"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("content created by the daily caller"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("continue reading"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("continue reading below"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("continue reading the main story"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("contributing:"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("copyright 20"), QUOTH_BLOCK_FURNITURE, PART},
    {TEXT("copyright ©"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("correction:"), QUOTH_BLOCK_INSERT, START},
    {TEXT("corrections & amplifications"), QUOTH_BLOCK_INSERT, WHOLE},
    {TEXT("corrections & clarifications"), QUOTH_BLOCK_INSERT, START},
    {TEXT("corrections:"), QUOTH_BLOCK_INSERT, START},
    {TEXT("courtesy of"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("credit:"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("developing story"), QUOTH_BLOCK_INSERT, WHOLE},
    {TEXT("disclaimer:"), QUOTH_BLOCK_INSERT, START},
    {TEXT("disclosure:"), QUOTH_BLOCK_INSERT, START},
    {TEXT("do you approve or disapprove"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("don't miss"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("don't see the graphic"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("download the"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("editor note"), QUOTH_BLOCK_INSERT, START},
    {TEXT("editor's comment"), QUOTH_BLOCK_INSERT, START},
    {TEXT("editor's note"), QUOTH_BLOCK_INSERT, START},
    {TEXT("editors note"), QUOTH_BLOCK_INSERT, START},
    {TEXT("editors' note"), QUOTH_BLOCK_INSERT, START},
    {TEXT("email"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("email us at"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("embed"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("enable cookies"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("facebook"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("facebook twitter"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("facebook twitter pinterest"), QUOTH_BLOCK_CAPTION, SHORT},
    {TEXT("file -"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("file photo"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("file –"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("file —"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("filed under"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("follow"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("follow @"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("follow cnn opinion"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("follow the ticker on twitter"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("follow us on"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("from 'all things considered'"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("from 'morning edition'"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("from politico"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("from politico magazine"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("from the archives"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("from the left"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("from the right"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("full coverage:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("gallery:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("get breaking news"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("get fox business"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("get more"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("get our free"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("get our top"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("get the big"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("get the fox news app"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("get the latest"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("get the monitor stories"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("getty images"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("got a tip"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("graphic:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("heard on"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("illustration by"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("image"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("image caption"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("image copyright"), QUOTH_BLOCK_CREDIT, START},
    {TEXT("image credit"), QUOTH_BLOCK_CREDIT, START},
    {TEXT("image source"), QUOTH_BLOCK_CREDIT, START},
    {TEXT("image:"), QUOTH_BLOCK_CAPTION, SHORT},
    {TEXT("interactive:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("interested in donald trump?"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("join the conversation"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("join us on"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("just watched"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("latest"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("latest:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("like us on facebook"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("link copied"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("listen"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("listen to"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("listen ·"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("listen:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("loading"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("log in"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("media caption"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("media playback is un"), QUOTH_BLOCK_FURNITURE, PART},
    {TEXT("more"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("more from"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("more on"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("more on this"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("more on this story"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("more:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("most popular"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("most read"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("newsletter"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("newsletter sign up"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("newsletter sign up"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("newsletter sign-up"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("newsletter sign-up"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("next"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("note to readers"), QUOTH_BLOCK_INSERT, START},
    {TEXT("npr transcripts are created"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("opinion contributor"), QUOTH_BLOCK_BYLINE, WHOLE},
    {TEXT("opinion:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("photo"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("photo by"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photo credit"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photo gallery"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("photo illustration"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photo:"), QUOTH_BLOCK_CAPTION, START},
    {TEXT("photograph by"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photographer:"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photographs by"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photos"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("photos by"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("photos:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("picture credit"), QUOTH_BLOCK_CREDIT, START},
    {TEXT("picture:"), QUOTH_BLOCK_CAPTION, SHORT},
    {TEXT("pictured:"), QUOTH_BLOCK_CAPTION, SHORT},
    {TEXT("play video"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("please enable javascript"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("poll:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("powered by"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("previous"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("print"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("pullquote"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("quiz:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("read also:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("read cnnopinion"), QUOTH_BLOCK_FURNITURE, PART},
    {TEXT("read more"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("read more"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("read more:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("read next:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("read or share this"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("read the full"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("read:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("recommended"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("recommended:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("related"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("related articles"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related content"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related coverage"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related gallery"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("related links"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related stories"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related topics"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("related video"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("related:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("reporting by"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("see also"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("see also:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("send a tip"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("send letters to"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("share"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("share on facebook"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("share on twitter"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("share this"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("share this"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("share this article"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("share this article"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("share this story"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("share this:"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("sign in"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("sign up"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("sign up for"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("sign up here"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("sign up to"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("skip to content"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("slideshow ("), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("slideshow:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("something to consider if you enjoyed"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("special coverage:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("special for usa today"), QUOTH_BLOCK_BYLINE, WHOLE},
    {TEXT("special to usa today"), QUOTH_BLOCK_BYLINE, WHOLE},
    {TEXT("sponsored"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("story continued below"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("story continued below"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("story continues"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("story continues below"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("story continues below"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("story highlights"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("story:"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("subscribe"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("subscribe to"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("support vox"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("tags:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("tap to unmute"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("the opinions expressed"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("the post"), QUOTH_BLOCK_FURNITURE, POSTED},
    {TEXT("the views expressed"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("this article has been corrected"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this article has been updated"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this article is more than"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("this article originally appeared"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this article tagged under"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("this article was originally published"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this article was updated"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this is a breaking news story"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this is a developing story"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this is a rush transcript"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("this material may not be"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("this post has been updated"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this report was last updated"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this story has been corrected"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this story has been updated"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this story was originally published"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this story was refiled"), QUOTH_BLOCK_INSERT, START},
    {TEXT("this story was updated"), QUOTH_BLOCK_INSERT, START},
    {TEXT("top stories"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("top stories"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("trending"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("tweet"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("twitter"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("video"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("video by"), QUOTH_BLOCK_CREDIT, SHORT},
    {TEXT("video:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("view this"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("visit business insider"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("vote now"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("vote now:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("want fox news"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("want more essential"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("watch"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("watch"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("watch live"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("watch live"), QUOTH_BLOCK_FURNITURE, OPEN},
    {TEXT("watch the latest video"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("watch:"), QUOTH_BLOCK_FURNITURE, SHORT},
    {TEXT("whatsapp"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("with assistance by"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("with assistance from"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("with post wires"), QUOTH_BLOCK_BYLINE, WHOLE},
    {TEXT("with reporting by"), QUOTH_BLOCK_BYLINE, START},
    {TEXT("you can unsubscribe"), QUOTH_BLOCK_FURNITURE, START},
    {TEXT("you may also like"), QUOTH_BLOCK_FURNITURE, WHOLE},
    {TEXT("your inbox"), QUOTH_BLOCK_FURNITURE, SHORT},
};

enum { COUNT = sizeof phrases / sizeof *phrases };

static bool is_word(char c)
{
    return (unsigned char)c < 0x80 &&
           (q_line_is_upper(c) || q_line_is_lower(c) || q_is_digit(c));
}

static bool holds(const struct phrase *phrase, quoth_str line, size_t len)
{
    quoth_str rest = q_str(line.ptr + len, line.len - len);
    bool cut = rest.len && is_word(phrase->text[phrase->len - 1]) && is_word(rest.ptr[0]);
    switch (phrase->how) {
    case WHOLE:
        return q_line_same(rest, Q_STR(""));
    case START:
        return !cut;
    case PART:
        return true;
    case SHORT:
        return line.len <= SHORT_MOST && !cut && !q_line_quotes(line);
    case OPEN:
        return line.len <= SHORT_MOST && !cut && !q_line_quotes(line) &&
               !q_line_ends_sentence(line);
    case POSTED:
        return q_line_find(line, Q_STR(" appeared first on ")) != SIZE_MAX;
    }
    return false;
}

// The first phrase that begins with `letter` or a later one.
static size_t first_of(char letter)
{
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (phrases[middle].text[0] < letter)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool q_debris_find(quoth_str line, quoth_block_kind *kind, size_t *words)
{
    size_t bullets = q_line_bullets(line);
    quoth_str rest = q_str(line.ptr + bullets, line.len - bullets);
    if (rest.len == 0)
        return false;
    char letter = q_line_is_upper(rest.ptr[0]) ? (char)(rest.ptr[0] | 0x20) : rest.ptr[0];
    size_t longest = 0;
    for (size_t i = first_of(letter); i < COUNT && phrases[i].text[0] == letter; i++) {
        size_t len = q_line_starts(rest, q_str(phrases[i].text, phrases[i].len));
        if (len <= longest || !holds(&phrases[i], rest, len))
            continue;
        longest = len;
        *kind = phrases[i].kind;
    }
    *words = bullets + longest;
    return longest > 0;
}

const char *q_debris_unsorted(void)
{
    for (size_t i = 1; i < COUNT; i++)
        if (strcmp(phrases[i - 1].text, phrases[i].text) > 0)
            return phrases[i].text;
    return NULL;
}
