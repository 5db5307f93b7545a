#include "WebAssets.h"

static const uint8_t answer_mustache[] = {
#embed "files/answer.mustache"
};
static const uint8_t box_mustache[] = {
#embed "files/box.mustache"
};
static const uint8_t carried_mustache[] = {
#embed "files/carried.mustache"
};
static const uint8_t confirm_mustache[] = {
#embed "files/confirm.mustache"
};
static const uint8_t contacts_mustache[] = {
#embed "files/contacts.mustache"
};
static const uint8_t country_mustache[] = {
#embed "files/country.mustache"
};
static const uint8_t examples_txt[] = {
#embed "files/examples.txt"
};
static const uint8_t experts_mustache[] = {
#embed "files/experts.mustache"
};
static const uint8_t layout_mustache[] = {
#embed "files/layout.mustache"
};
static const uint8_t letter_mustache[] = {
#embed "files/letter.mustache"
};
static const uint8_t list_mustache[] = {
#embed "files/list.mustache"
};
static const uint8_t message_mustache[] = {
#embed "files/message.mustache"
};
static const uint8_t minors_mustache[] = {
#embed "files/minors.mustache"
};
static const uint8_t openapi_json[] = {
#embed "files/openapi.json"
};
static const uint8_t owner_mustache[] = {
#embed "files/owner.mustache"
};
static const uint8_t page_css[] = {
#embed "files/page.css"
};
static const uint8_t page_js[] = {
#embed "files/page.js"
};
static const uint8_t page_svg[] = {
#embed "files/page.svg"
};
static const uint8_t paid_mustache[] = {
#embed "files/paid.mustache"
};
static const uint8_t problem_mustache[] = {
#embed "files/problem.mustache"
};
static const uint8_t real_mustache[] = {
#embed "files/real.mustache"
};
static const uint8_t report_mustache[] = {
#embed "files/report.mustache"
};
static const uint8_t runs_mustache[] = {
#embed "files/runs.mustache"
};
static const uint8_t sent_mustache[] = {
#embed "files/sent.mustache"
};
static const uint8_t start_mustache[] = {
#embed "files/start.mustache"
};
static const uint8_t steps_mustache[] = {
#embed "files/steps.mustache"
};
static const uint8_t words_mustache[] = {
#embed "files/words.mustache"
};

static const struct web_asset assets[] = {
    {"answer.mustache", answer_mustache, sizeof answer_mustache},
    {"box.mustache", box_mustache, sizeof box_mustache},
    {"carried.mustache", carried_mustache, sizeof carried_mustache},
    {"confirm.mustache", confirm_mustache, sizeof confirm_mustache},
    {"contacts.mustache", contacts_mustache, sizeof contacts_mustache},
    {"country.mustache", country_mustache, sizeof country_mustache},
    {"examples.txt", examples_txt, sizeof examples_txt},
    {"experts.mustache", experts_mustache, sizeof experts_mustache},
    {"layout.mustache", layout_mustache, sizeof layout_mustache},
    {"letter.mustache", letter_mustache, sizeof letter_mustache},
    {"list.mustache", list_mustache, sizeof list_mustache},
    {"message.mustache", message_mustache, sizeof message_mustache},
    {"minors.mustache", minors_mustache, sizeof minors_mustache},
    {"openapi.json", openapi_json, sizeof openapi_json},
    {"owner.mustache", owner_mustache, sizeof owner_mustache},
    {"page.css", page_css, sizeof page_css},
    {"page.js", page_js, sizeof page_js},
    {"page.svg", page_svg, sizeof page_svg},
    {"paid.mustache", paid_mustache, sizeof paid_mustache},
    {"problem.mustache", problem_mustache, sizeof problem_mustache},
    {"real.mustache", real_mustache, sizeof real_mustache},
    {"report.mustache", report_mustache, sizeof report_mustache},
    {"runs.mustache", runs_mustache, sizeof runs_mustache},
    {"sent.mustache", sent_mustache, sizeof sent_mustache},
    {"start.mustache", start_mustache, sizeof start_mustache},
    {"steps.mustache", steps_mustache, sizeof steps_mustache},
    {"words.mustache", words_mustache, sizeof words_mustache},
};

size_t web_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct web_asset web_asset_at(size_t index) { return assets[index]; }
