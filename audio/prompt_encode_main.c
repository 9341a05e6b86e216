// envelop-prompt: a WAV file becomes a prompt, or nothing is written and one sentence says why.
#define _DEFAULT_SOURCE
#include "prompt_encode.h"
#include <ebur128.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <opusenc.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_USAGE = 2, MAX_TAG = 64 };

struct options {
    struct prompt_tags tags;
    const char *in, *out;
};

static const char help[] =
    "envelop-prompt --language TAG --key KEY --voice draft|recorded [--text HASH] IN.wav OUT.opus\n"
    "\n"
    "Makes a prompt of a recording (16-bit PCM, one or two channels, 8 to 192 kHz): cuts the "
    "silence\n"
    "at both ends to 80 ms, sets the loudness to -18 LUFS with true peaks under -1.5 dBTP, and "
    "writes\n"
    "Ogg Opus with its tags. Prints length, loudness and peak. OUT appears whole or not at all.\n"
    "\n"
    "  --language TAG   the language spoken, as its BCP 47 tag\n"
    "  --key KEY        the message that is spoken, as in the PO file\n"
    "  --voice KIND     draft: by a machine; recorded: by a person\n"
    "  --text HASH      kept as ENVELOP_TEXT, to see later whether the prompt is up to date\n"
    "  --version        this program and its libraries: what decides the bytes of a prompt\n"
    "  --help           this\n"
    "\n"
    "Example: envelop-prompt --language nl --key ui.begin --voice recorded begin.wav "
    "nl/ui.begin.opus\n"
    "\n"
    "Exit: 0 written, 1 refused, 2 usage.\n";

__attribute__((format(printf, 2, 3))) static int complain(int code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("envelop-prompt: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return code;
}

static void print_version(void)
{
    int major, minor, patch;
    ebur128_get_version(&major, &minor, &patch);
    printf("envelop-prompt 1, %s, %s, libebur128 %d.%d.%d\n", opus_get_version_string(),
           ope_get_version_string(), major, minor, patch);
}

// Letters, digits and . _ - : what keys, language tags and hashes are made of.
static bool is_plain(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= MAX_TAG &&
           strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-") ==
               length;
}

static int check_options(const struct options *options)
{
    const struct {
        const char *name, *value;
    } plain[] = {{"--language", options->tags.language},
                 {"--key", options->tags.key},
                 {"--voice", options->tags.voice}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        if (plain[i].value == NULL) {
            return complain(EXIT_USAGE, "%s is missing; see --help", plain[i].name);
        }
        if (!is_plain(plain[i].value)) {
            return complain(EXIT_USAGE, "%s \"%s\": letters, digits and . _ - only, %d at most",
                            plain[i].name, plain[i].value, MAX_TAG);
        }
    }
    if (options->tags.text != NULL && !is_plain(options->tags.text)) {
        return complain(EXIT_USAGE, "--text \"%s\": letters and digits only", options->tags.text);
    }
    if (strcmp(options->tags.voice, "draft") != 0 && strcmp(options->tags.voice, "recorded") != 0) {
        return complain(EXIT_USAGE, "--voice \"%s\": draft or recorded", options->tags.voice);
    }
    return EXIT_SUCCESS;
}

// Returns -1 to go on, else the exit code.
static int read_options(struct options *options, int argc, char **argv)
{
    static const struct option known[] = {
        {"language", required_argument, NULL, 'l'},
        {"key", required_argument, NULL, 'k'},
        {"voice", required_argument, NULL, 'v'},
        {"text", required_argument, NULL, 't'},
        {"version", no_argument, NULL, 'V'},
        {"help", no_argument, NULL, 'h'},
        {0},
    };
    struct prompt_tags *tags = &options->tags;
    for (int option; (option = getopt_long(argc, argv, "", known, NULL)) != -1;) {
        switch (option) {
        case 'l':
            tags->language = optarg;
            break;
        case 'k':
            tags->key = optarg;
            break;
        case 'v':
            tags->voice = optarg;
            break;
        case 't':
            tags->text = optarg;
            break;
        case 'V':
            print_version();
            return EXIT_SUCCESS;
        case 'h':
            fputs(help, stdout);
            return EXIT_SUCCESS;
        default:
            return EXIT_USAGE; // getopt_long has said why
        }
    }
    if (argc - optind != 2) {
        return complain(EXIT_USAGE, "one WAV file in and one Opus file out, please; see --help");
    }
    options->in = argv[optind];
    options->out = argv[optind + 1];
    int code = check_options(options);
    return code == EXIT_SUCCESS ? -1 : code;
}

// The whole of a file of at most WAV_MAX_BYTES; the caller frees. NULL: errno says why.
static uint8_t *read_whole(const char *path, size_t *bytes)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return NULL;
    }
    struct stat about;
    uint8_t *whole = NULL;
    errno = EFBIG;
    if (fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode) &&
        about.st_size <= WAV_MAX_BYTES) {
        whole = malloc((size_t)about.st_size + 1);
    }
    *bytes = whole == NULL ? 0 : fread(whole, 1, (size_t)about.st_size, file);
    fclose(file);
    return whole;
}

static bool write_all(int fd, const uint8_t *bytes, size_t count)
{
    while (count > 0) {
        ssize_t now = write(fd, bytes, count);
        if (now < 0) {
            return false;
        }
        bytes += now;
        count -= (size_t)now;
    }
    return fsync(fd) == 0;
}

// Beside its place first, then renamed into it. False: errno says why, and nothing is left behind.
static bool write_whole(const char *path, const struct prompt_file *file)
{
    char part[PATH_MAX];
    if (snprintf(part, sizeof part, "%s.%ld.part", path, (long)getpid()) >= (int)sizeof part) {
        errno = ENAMETOOLONG;
        return false;
    }
    int fd = open(part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    if (fd < 0) {
        return false;
    }
    bool written = write_all(fd, file->opus, file->bytes);
    written = close(fd) == 0 && written;
    if (written && rename(part, path) == 0) {
        return true;
    }
    int why = errno;
    unlink(part);
    errno = why;
    return false;
}

static int encode_file(const struct options *options)
{
    size_t bytes;
    uint8_t *whole = read_whole(options->in, &bytes);
    if (whole == NULL) {
        return complain(EXIT_FAILURE, "can't read \"%s\": %s", options->in, strerror(errno));
    }
    struct wav wav;
    struct prompt_file file = {0};
    const char *wrong = wav_parse(&wav, whole, bytes);
    if (wrong == NULL) {
        wrong = prompt_encode(&file, &wav, &options->tags);
        wav_finish(&wav);
    }
    free(whole);
    int code = EXIT_SUCCESS;
    if (wrong != NULL) {
        code = complain(EXIT_FAILURE, "\"%s\" can't become a prompt: %s", options->in, wrong);
    } else if (!write_whole(options->out, &file)) {
        code = complain(EXIT_FAILURE, "can't write \"%s\": %s", options->out, strerror(errno));
    } else {
        printf("%s: %.2f s, %.1f LUFS, %.1f dBTP, %zu bytes\n", options->out,
               (double)file.duration_ms / 1000, file.lufs, file.peak_dbtp, file.bytes);
    }
    prompt_file_finish(&file);
    return code;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int code = read_options(&options, argc, argv);
    return code >= 0 ? code : encode_file(&options);
}
