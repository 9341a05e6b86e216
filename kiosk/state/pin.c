// Rules: count, then look (a try that was interrupted was a try); what can't be read waits longest;
// the counter is overwritten in place, so that a full disk can't keep it from counting.
#include "pin.h"

#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Argon2id: 32 MiB six times over. 0.12 s on a server's core, about half a second on a tablet's.
// Whoever copied the disk needs a day and a half of such a core for a million PINs: the PIN keeps
// staff's screens, it keeps nothing of a person.
enum { MEMORY_BYTES = 32 << 20, PASSES = 6 };

enum { TRIES_MAX = 9999, TRIES_BYTES = 5 }; // "0000\n"

static void path_in(const struct pin *pin, const char *name, char *path, size_t room)
{
    snprintf(path, room, "%s/%s", pin->folder, name);
}

// --- what is easy to guess ---------------------------------------------------------------------

static bool all_digits(const char *digits)
{
    return digits[strspn(digits, "0123456789")] == '\0';
}

// Every digit follows the one before by `step`, 9 being followed by 0.
static bool is_run(const char *digits, size_t count, int step)
{
    for (size_t i = 1; i < count; i++) {
        if ((digits[i] - digits[i - 1] + 10) % 10 != (step + 10) % 10) {
            return false;
        }
    }
    return true;
}

// A group of `period` digits again and again; the last may be cut off.
static bool repeats(const char *digits, size_t count, size_t period)
{
    for (size_t i = period; i < count; i++) {
        if (digits[i] != digits[i - period]) {
            return false;
        }
    }
    return true;
}

// 112233: each digit twice, one after the other.
static bool is_doubled(const char *digits, size_t count)
{
    for (size_t i = 1; i < count; i += 2) {
        if (digits[i] != digits[i - 1]) {
            return false;
        }
    }
    return count % 2 == 0;
}

static int number(const char *digits, size_t count)
{
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        value = value * 10 + digits[i] - '0';
    }
    return value;
}

static bool is_year(const char *digits)
{
    return number(digits, 4) >= 1900 && number(digits, 4) <= 2099;
}

static bool is_day(const char *day, const char *month)
{
    int d = number(day, 2), m = number(month, 2);
    return d >= 1 && d <= 31 && m >= 1 && m <= 12;
}

static bool is_date(const char *digits, size_t count)
{
    return is_year(digits) || is_year(digits + count - 4) ||
           (count == 6 && (is_day(digits, digits + 2) || is_day(digits + 4, digits + 2)));
}

static enum pin_verdict judge_pattern(const char *digits, size_t count)
{
    if (is_run(digits, count, 0)) {
        return PIN_SAME;
    }
    if (is_run(digits, count, 1) || is_run(digits, count, -1)) {
        return PIN_RUN;
    }
    for (size_t period = 2; period <= count / 2; period++) {
        if (repeats(digits, count, period)) {
            return PIN_REPEAT;
        }
    }
    return is_doubled(digits, count) ? PIN_REPEAT : PIN_GOOD;
}

// The GGD's number before or behind a pattern or a year: it stands on every code.
static bool hangs_on_number(const char *digits, size_t count, const char *ggd_number)
{
    size_t own = strlen(ggd_number);
    if (own == 0 || count < own + 4) {
        return false;
    }
    const char *rests[] = {digits + own, digits};
    const char *places[] = {digits, digits + count - own};
    for (int i = 0; i < 2; i++) {
        if (strncmp(places[i], ggd_number, own) == 0 &&
            (judge_pattern(rests[i], count - own) != PIN_GOOD || is_year(rests[i]))) {
            return true;
        }
    }
    return false;
}

// Known from studies of leaked PINs: shapes on the keypad, famous numbers, counting in other steps.
static bool is_common(const char *digits)
{
    static const char *const common[] = {
        "102030", "112358", "123321", "123654", "135790", "142857",   "147258",   "147369",
        "147852", "159357", "159753", "246810", "258369", "271828",   "314159",   "357159",
        "369258", "456852", "654123", "741852", "753159", "789456",   "789632",   "852456",
        "963852", "987123", "100000", "100200", "200000", "12344321", "14725836", "31415926",
    };
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++) {
        if (strcmp(digits, common[i]) == 0) {
            return true;
        }
    }
    return false;
}

enum pin_verdict pin_judge(const char *digits, const char *ggd_number)
{
    size_t count = strlen(digits);
    if (count < PIN_MIN_DIGITS || count > PIN_MAX_DIGITS || !all_digits(digits)) {
        return PIN_LENGTH;
    }
    enum pin_verdict pattern = judge_pattern(digits, count);
    if (pattern != PIN_GOOD) {
        return pattern;
    }
    if (hangs_on_number(digits, count, ggd_number)) {
        return PIN_GGD;
    }
    return is_common(digits) ? PIN_COMMON : is_date(digits, count) ? PIN_DATE : PIN_GOOD;
}

// --- the counter -------------------------------------------------------------------------------

static uint64_t step_ms(unsigned tries)
{
    if (tries == 0) {
        return 0;
    }
    uint64_t seconds = tries > 10 ? PIN_LONGEST_WAIT_S : 1u << (tries - 1);
    return (seconds < PIN_LONGEST_WAIT_S ? seconds : PIN_LONGEST_WAIT_S) * 1000;
}

static bool read_tries(const struct pin *pin, unsigned *tries)
{
    char path[PIN_FOLDER_BYTES + 16];
    uint8_t *bytes;
    size_t size;
    path_in(pin, "pin-tries", path, sizeof path);
    if (file_read(path, TRIES_BYTES, &bytes, &size) != FILE_OK) {
        return false;
    }
    const char *text = (const char *)bytes;
    bool good = size == TRIES_BYTES && strspn(text, "0123456789") == 4 && text[4] == '\n';
    *tries = good ? (unsigned)number(text, 4) : 0;
    free(bytes);
    return good;
}

// Five bytes over five bytes: no new block, so it works on a full disk, and a sector is written
// whole.
static bool write_tries(const struct pin *pin, unsigned tries)
{
    char path[PIN_FOLDER_BYTES + 16], text[16];
    snprintf(text, sizeof text, "%04u\n", tries < TRIES_MAX ? tries : TRIES_MAX);
    path_in(pin, "pin-tries", path, sizeof path);
    int file = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) {
        return file_write(path, text, TRIES_BYTES, true) == FILE_OK;
    }
    bool done = pwrite(file, text, TRIES_BYTES, 0) == TRIES_BYTES &&
                ftruncate(file, TRIES_BYTES) == 0 && fdatasync(file) == 0;
    close(file);
    return done;
}

// --- the hash ----------------------------------------------------------------------------------

static bool read_hash(const struct pin *pin, char hash[static crypto_pwhash_STRBYTES])
{
    char path[PIN_FOLDER_BYTES + 16];
    uint8_t *bytes;
    size_t size;
    path_in(pin, "pin", path, sizeof path);
    if (file_read(path, crypto_pwhash_STRBYTES, &bytes, &size) != FILE_OK) {
        return false;
    }
    bool good = size > 1 && size < crypto_pwhash_STRBYTES && bytes[size - 1] == '\n' &&
                memchr(bytes, '\0', size) == NULL;
    memset(hash, 0, crypto_pwhash_STRBYTES);
    if (good) {
        memcpy(hash, bytes, size - 1);
    }
    free(bytes);
    return good;
}

static bool exists(const struct pin *pin)
{
    char path[PIN_FOLDER_BYTES + 16];
    path_in(pin, "pin", path, sizeof path);
    return faccessat(AT_FDCWD, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

void pin_open(struct pin *pin, const char *folder, uint64_t now_ms)
{
    memset(pin, 0, sizeof *pin);
    snprintf(pin->folder, sizeof pin->folder, "%s", folder);
    pin->set = exists(pin);
    if (pin->set && !read_tries(pin, &pin->tries)) {
        pin->tries = TRIES_MAX;
    }
    pin->free_ms = now_ms + step_ms(pin->tries);
}

uint64_t pin_wait_ms(const struct pin *pin, uint64_t now_ms)
{
    return now_ms < pin->free_ms ? pin->free_ms - now_ms : 0;
}

// libsodium says EINVAL when the password is another one; anything else is a machine at its end.
static enum pin_result compare(const char *hash, const char *digits)
{
    errno = 0;
    if (sodium_init() < 0) {
        return PIN_FAILED;
    }
    if (crypto_pwhash_str_verify(hash, digits, strlen(digits)) == 0) {
        return PIN_RIGHT;
    }
    return errno == EINVAL ? PIN_WRONG : PIN_FAILED;
}

enum pin_result pin_try(struct pin *pin, const char *digits, uint64_t now_ms)
{
    char hash[crypto_pwhash_STRBYTES];
    if (!pin->set) {
        return PIN_UNSET;
    }
    if (pin_wait_ms(pin, now_ms) > 0) {
        return PIN_WAIT;
    }
    if (!read_hash(pin, hash) || !write_tries(pin, pin->tries + 1)) {
        return PIN_FAILED;
    }
    enum pin_result result = compare(hash, digits);
    if (result == PIN_RIGHT && write_tries(pin, 0)) {
        pin->tries = 0;
    } else if (pin->tries < TRIES_MAX) {
        pin->tries++;
    }
    pin->free_ms = now_ms + (result == PIN_RIGHT ? 0 : step_ms(pin->tries));
    return result;
}

bool pin_choose(struct pin *pin, const char *digits)
{
    char hash[crypto_pwhash_STRBYTES + 1], path[PIN_FOLDER_BYTES + 16];
    if (pin_judge(digits, "") != PIN_GOOD || sodium_init() < 0 ||
        crypto_pwhash_str_alg(hash, digits, strlen(digits), PASSES, MEMORY_BYTES,
                              crypto_pwhash_ALG_ARGON2ID13) != 0) {
        return false;
    }
    size_t length = strlen(hash);
    hash[length++] = '\n';
    path_in(pin, "pin", path, sizeof path);
    if (!write_tries(pin, 0) || file_write(path, hash, length, true) != FILE_OK) {
        return false;
    }
    pin->set = true;
    pin->tries = 0;
    pin->free_ms = 0;
    return true;
}
