// export fhir: the cases as one FHIR R4 Bundle, in clear, because the GGD asks for it. Streamed:
// memory doesn't grow with the number of cases. Demo envelopes are left out.
#include "case.h"
#include "command.h"
#include "say.h"
#include "score.h"
#include "secret.h"
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { UUID_ROOM = 37, BUFFER_BYTES = 65536, ENTRY_ROOM = ENVELOPE_BYTES + 4096 };

// The file under its temporary name; a buffer in locked memory instead of stdio's.
struct writer {
    int fd;
    char *buffer;
    size_t used;
    bool failed;
};

struct export
{
    struct case_reader *reader;
    struct writer writer;
    size_t count, demo, unreadable;
};

static void writer_flush(struct writer *writer)
{
    const char *at = writer->buffer;
    while (!writer->failed && writer->used > 0) {
        ssize_t written = write(writer->fd, at, writer->used);
        if (written <= 0) {
            writer->failed = true;
            return;
        }
        at += written;
        writer->used -= (size_t)written;
    }
}

__attribute__((format(printf, 2, 3))) static void put(struct writer *writer, const char *format,
                                                      ...)
{
    if (BUFFER_BYTES - writer->used < ENTRY_ROOM) {
        writer_flush(writer);
    }
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(writer->buffer + writer->used, ENTRY_ROOM, format, arguments);
    va_end(arguments);
    if (writer->failed || length < 0 || length >= ENTRY_ROOM) {
        writer->failed = true;
        return;
    }
    writer->used += (size_t)length;
}

// RFC 9562 version 8: 122 bits of a hash of the envelope's hash and what the entry is.
static void uuid_of(const char *hex, const char *what, char uuid[static UUID_ROOM])
{
    uint8_t bytes[16];
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof bytes);
    crypto_generichash_update(&state, (const uint8_t *)hex, strlen(hex));
    crypto_generichash_update(&state, (const uint8_t *)what, strlen(what));
    crypto_generichash_final(&state, bytes, sizeof bytes);
    bytes[6] = (uint8_t)((bytes[6] & 0x0f) | 0x80);
    bytes[8] = (uint8_t)((bytes[8] & 0x3f) | 0x80);
    char text[33];
    sodium_bin2hex(text, sizeof text, bytes, sizeof bytes);
    snprintf(uuid, UUID_ROOM, "%.8s-%.4s-%.4s-%.4s-%.12s", text, text + 8, text + 12, text + 16,
             text + 20);
}

// The score as forms/ writes it (forms/FORMAT.md, "Score"), as an entry of its own. A form without
// points has none.
static void observation_put(struct writer *writer, const struct opened_case *opened,
                            const char *uuid)
{
    put(writer, ",\n{\"fullUrl\":\"urn:uuid:%s\",\"resource\":", uuid);
    size_t room = BUFFER_BYTES - writer->used;
    size_t bytes = score_write_observation(opened->form, &opened->answers, &opened->context,
                                           writer->buffer + writer->used, room);
    writer->failed = writer->failed || bytes == 0;
    writer->used += bytes;
    put(writer, "}");
}

static bool export_visit(void *context, const char *hex,
                         const uint8_t envelope[static ENVELOPE_BYTES])
{
    struct export *export = context;
    struct writer *writer = &export->writer;
    char reason[CASE_REASON_ROOM], response[UUID_ROOM], observation[UUID_ROOM];
    const struct opened_case *opened = case_read(export->reader, envelope, reason);
    if (!opened) {
        warn_person("envelope %.12s is left out: %s", hex, reason);
        export->unreadable++;
        return true;
    }
    if (opened->context.demo) {
        export->demo++;
        return true;
    }
    uuid_of(hex, "response", response);
    uuid_of(hex, "observation", observation);
    put(writer, "%s{\"fullUrl\":\"urn:uuid:%s\",\"resource\":%.*s}", export->count ? ",\n" : "\n",
        response, (int)opened->json_bytes, opened->json);
    if (form_band_count(opened->form) > 0) {
        observation_put(writer, opened, observation);
    }
    export->count++;
    return !writer->failed;
}

static bool bundle_write(const struct home *home, struct export *export)
{
    struct writer *writer = &export->writer;
    put(writer, "{\"resourceType\":\"Bundle\",\"type\":\"collection\"");
    // FHIR has no empty arrays: an empty bundle has no entry at all.
    put(writer, ",\"entry\":[");
    size_t entry_at = writer->used;
    if (!store_each(home, export_visit, export)) {
        return false;
    }
    if (export->count == 0 && !writer->failed) {
        writer->used = entry_at - strlen(",\"entry\":[");
        put(writer, "}\n");
    } else {
        put(writer, "\n]}\n");
    }
    writer_flush(writer);
    return !writer->failed && fsync(writer->fd) == 0;
}

static bool folder_sync(const char *path)
{
    char folder[HOME_PATH_ROOM];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path + 1) : 1,
             slash ? path : ".");
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    close(fd);
    return good;
}

static bool export_write(const struct home *home, const char *out, struct export *export)
{
    char temporary[HOME_PATH_ROOM];
    int length = snprintf(temporary, sizeof temporary, "%s.XXXXXX", out);
    if (length < 0 || (size_t)length >= sizeof temporary) {
        return refuse("the path of the export is too long");
    }
    export->writer.fd = mkstemp(temporary);
    if (export->writer.fd < 0) {
        return refuse("\"%s\" can't be written: %s", out, strerror(errno));
    }
    bool good = bundle_write(home, export);
    good = (close(export->writer.fd) == 0) && good;
    if (good && (rename(temporary, out) != 0 || !folder_sync(out))) {
        good = false;
    }
    if (!good) {
        refuse("\"%s\" can't be written: %s", out, strerror(errno));
        unlink(temporary);
    }
    return good;
}

static bool export_open(const struct options *options, const struct home *home,
                        const struct keys *keys, struct export *export)
{
    export->reader = case_reader_create(home, keys->identity);
    export->writer.buffer = secret_take(BUFFER_BYTES);
    return export->reader && export->writer.buffer && export_write(home, options->out, export);
}

static enum ggd_exit export_run(const struct options *options)
{
    if (strcmp(options->operands[0], "fhir") != 0 || !options->out) {
        refuse("export knows \"fhir --out FILE\"; see envelop-ggd export --help");
        return GGD_USAGE;
    }
    struct home home;
    struct keys keys = {0};
    struct export export = {0};
    bool good = home_open(options, &home) && keys_unlock(&home, options, true, false, &keys) &&
                export_open(options, &home, &keys, &export);
    secret_free(export.writer.buffer);
    case_reader_destroy(export.reader);
    keys_forget(&keys);
    home_close(&home);
    if (!good) {
        return GGD_REFUSED;
    }
    printf("%zu %s in \"%s\", in clear: keep it where health records are kept\n", export.count,
           export.count == 1 ? "case" : "cases", options->out);
    if (export.demo > 0) {
        printf("%zu from demo packs left out\n", export.demo);
    }
    return export.unreadable > 0 ? GGD_SOME_SET_ASIDE : GGD_DONE;
}

const struct command command_export = {
    .name = "export",
    .help = "export    writes the cases as FHIR, in clear\n"
            "\n"
            "  envelop-ggd export fhir --home DIR --out FILE [--passphrase-file FILE]\n"
            "\n"
            "One Bundle: for each case its QuestionnaireResponse and an Observation with the score "
            "(a range\n"
            "where questions were not answered). Envelopes of demo packs are left out. The file is "
            "in clear:\n"
            "you decide where it goes.\n"
            "\n"
            "example: envelop-ggd export fhir --home ~/ggd --out /srv/records/october.json\n",
    .allowed = "oP",
    .operands_least = 1,
    .operands_most = 1,
    .run = export_run,
};
