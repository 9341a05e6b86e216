#include "kiosk.h"

#include "forget.h"
#include "theme.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

enum {
    SAID_BYTES = PAGE_MAX_PROMPTS * PAGE_KEY_BYTES,
    ARENA_BYTES =
        sizeof(struct page) + sizeof(struct session) + sizeof(struct work) + SAID_BYTES + 8192,
};

// --- what the app asks of the world ------------------------------------------------------------

static void coarse_date(const struct pack *pack, char date[static 11])
{
    const char *policy = pack_policy(pack)->coarse_date;
    time_t now = time(NULL);
    struct tm utc;
    date[0] = '\0';
    if (strcmp(policy, "none") == 0 || !gmtime_r(&now, &utc)) {
        return;
    }
    strftime(date, 11, "%Y-%m-%d", &utc);
    if (strcmp(policy, "month") == 0) {
        date[sizeof "2026-11" - 1] = '\0';
    }
}

// By a clock that nobody trusts: it warns, it refuses late (pack_age.h).
static void today(const void *context, char date[static 11])
{
    const struct kiosk *kiosk = context;
    if (kiosk->date) {
        snprintf(date, 11, "%s", kiosk->date);
        return;
    }
    time_t now = time(NULL);
    struct tm utc;
    date[0] = '\0';
    if (gmtime_r(&now, &utc)) {
        strftime(date, 11, "%Y-%m-%d", &utc);
    }
}

static bool export_batch(void *context, char *name, size_t name_room, char *reason, size_t room)
{
    struct kiosk *kiosk = context;
    struct state_error error;
    bool done = state_export(&kiosk->state, kiosk->pack, kiosk->spool, kiosk->outbox, name,
                             name_room, &error);
    snprintf(reason, room, "%.*s", (int)room - 1, done ? "" : error.reason);
    return done;
}

static const uint8_t *find_picture(void *context, const char *name, size_t *bytes)
{
    struct kiosk *kiosk = context;
    struct pack_error error;
    char path[96];
    snprintf(path, sizeof path, "pictograms/%s.png", name);
    return pack_file(kiosk->pack, path, bytes, &error);
}

struct picture_source kiosk_pictures(struct kiosk *kiosk)
{
    return (struct picture_source){find_picture, kiosk};
}

// --- opening -----------------------------------------------------------------------------------

static bool add_face(struct kiosk *kiosk, const char *face, enum font_weight weight)
{
    struct pack_error error;
    char path[96];
    size_t bytes;
    snprintf(path, sizeof path, "fonts/%s-%s.ttf", face, weight == FONT_BOLD ? "Bold" : "Regular");
    const uint8_t *file = pack_file(kiosk->pack, path, &bytes, &error);
    return file && fonts_add(kiosk->fonts, face, weight, file, bytes);
}

// Every face that a language of the pack names, once.
static bool add_faces(struct kiosk *kiosk)
{
    const char *added[16];
    size_t count = 0, usable = 0;
    for (size_t i = 0; i < pack_language_count(kiosk->pack); i++) {
        const struct writing *writing = writing_find(pack_language(kiosk->pack, i)->code);
        for (size_t f = 0; f < 4 && writing->faces[f] && count < 16; f++) {
            bool known = false;
            for (size_t k = 0; k < count; k++) {
                known = known || strcmp(added[k], writing->faces[f]) == 0;
            }
            if (!known) {
                added[count++] = writing->faces[f];
                usable += add_face(kiosk, writing->faces[f], FONT_REGULAR);
                add_face(kiosk, writing->faces[f], FONT_BOLD);
            }
        }
    }
    return usable > 0;
}

static enum kiosk_fault open_pack(struct kiosk *kiosk)
{
    struct pack_error refused;
    kiosk->pack = pack_open(kiosk->state.folder, &kiosk->state.ggd, &refused);
    if (!kiosk->pack) {
        snprintf(kiosk->error.reason, sizeof kiosk->error.reason, "%s", refused.reason);
        return KIOSK_NO_PACK;
    }
    return KIOSK_READY;
}

static enum kiosk_fault open_spool(struct kiosk *kiosk)
{
    enum spool_result result = state_spool(&kiosk->state, &kiosk->spool);
    if (result != SPOOL_OK) {
        snprintf(kiosk->error.reason, sizeof kiosk->error.reason, "%s/spool: %s",
                 kiosk->state.folder, spool_result_text(result));
        return KIOSK_NO_SPOOL;
    }
    return KIOSK_READY;
}

// A real kiosk refuses service when its memory can't be kept off the disk; a demo says so and goes
// on.
static enum kiosk_fault open_memory(struct kiosk *kiosk)
{
    bool locked = process_lock();
    kiosk->arena = arena_create(ARENA_BYTES);
    forget_at_fault(kiosk->arena);
    if (kiosk->arena && !locked && pack_is_demo(kiosk->pack)) {
        fprintf(stderr, "envelop-kiosk: demo: memory can't be locked; a real kiosk would refuse\n");
        return KIOSK_READY;
    }
    if (!locked || !kiosk->arena) {
        snprintf(kiosk->error.reason, sizeof kiosk->error.reason,
                 "memory can't be locked; raise the limit on locked memory (LimitMEMLOCK)");
        return KIOSK_NO_MEMORY;
    }
    return KIOSK_READY;
}

static enum kiosk_fault open_fonts(struct kiosk *kiosk)
{
    kiosk->fonts = fonts_create();
    if (!kiosk->fonts || !add_faces(kiosk)) {
        snprintf(kiosk->error.reason, sizeof kiosk->error.reason,
                 "%s/pack: no font can be read; install the pack again", kiosk->state.folder);
        return KIOSK_NO_FONTS;
    }
    return KIOSK_READY;
}

static enum kiosk_fault open_app(struct kiosk *kiosk, const struct audio_driver *driver,
                                 struct panel panel, uint64_t now_ms)
{
    kiosk->typesetter = typesetter_create(kiosk->fonts);
    kiosk->player = player_create(driver);
    struct app_parts parts = {
        .arena = kiosk->arena,
        .pack = kiosk->pack,
        .spool = kiosk->spool,
        .player = kiosk->player,
        .typesetter = kiosk->typesetter,
        .kiosk_id = kiosk->state.kiosk_id,
        .date = coarse_date,
        .export_batch = export_batch,
        .export_context = kiosk,
        .work = {&kiosk->state, &kiosk->touch, today, kiosk},
    };
    if (kiosk->typesetter && kiosk->player) {
        kiosk->app = app_create(&parts, panel, now_ms);
    }
    if (!kiosk->app) {
        snprintf(kiosk->error.reason, sizeof kiosk->error.reason, "not enough memory");
        return KIOSK_NO_MEMORY;
    }
    return KIOSK_READY;
}

enum kiosk_fault kiosk_open(struct kiosk *kiosk, const char *state_folder,
                            const struct audio_driver *driver, struct panel panel, uint64_t now_ms)
{
    static enum kiosk_fault (*const steps[])(struct kiosk *) = {open_pack, open_memory, open_spool,
                                                                open_fonts};
    const char *date = kiosk->date;
    memset(kiosk, 0, sizeof *kiosk);
    kiosk->date = date;
    if (!state_open(state_folder, &kiosk->state, &kiosk->error)) {
        return KIOSK_NOT_SET_UP;
    }
    touch_map_read(state_folder, &kiosk->touch);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        enum kiosk_fault fault = steps[i](kiosk);
        if (fault != KIOSK_READY) {
            return fault;
        }
    }
    return open_app(kiosk, driver, panel, now_ms);
}

// Everything that came from the pack or looks into it.
static void close_pack(struct kiosk *kiosk)
{
    app_destroy(kiosk->app);
    player_destroy(kiosk->player);
    typesetter_destroy(kiosk->typesetter);
    fonts_destroy(kiosk->fonts);
    forget_at_fault(NULL);
    arena_destroy(kiosk->arena);
    pack_close(kiosk->pack);
    kiosk->app = NULL;
    kiosk->player = NULL;
    kiosk->typesetter = NULL;
    kiosk->fonts = NULL;
    kiosk->arena = NULL;
    kiosk->pack = NULL;
}

enum kiosk_fault kiosk_reload(struct kiosk *kiosk, const struct audio_driver *driver,
                              struct panel panel, uint64_t now_ms)
{
    static enum kiosk_fault (*const steps[])(struct kiosk *) = {open_pack, open_memory, open_fonts};
    close_pack(kiosk);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        enum kiosk_fault fault = steps[i](kiosk);
        if (fault != KIOSK_READY) {
            return fault;
        }
    }
    return open_app(kiosk, driver, panel, now_ms);
}

void kiosk_close(struct kiosk *kiosk)
{
    close_pack(kiosk);
    spool_close(kiosk->spool);
    memset(kiosk, 0, sizeof *kiosk);
}
