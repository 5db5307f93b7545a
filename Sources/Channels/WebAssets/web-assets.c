#include "WebAssets.h"

static const uint8_t box_mustache[] = {
#embed "files/box.mustache"
};
static const uint8_t openapi_json[] = {
#embed "files/openapi.json"
};
static const uint8_t page_css[] = {
#embed "files/page.css"
};

static const struct web_asset assets[] = {
    {"box.mustache", box_mustache, sizeof box_mustache},
    {"openapi.json", openapi_json, sizeof openapi_json},
    {"page.css", page_css, sizeof page_css},
};

size_t web_asset_count(void) { return sizeof assets / sizeof assets[0]; }

struct web_asset web_asset_at(size_t index) { return assets[index]; }
