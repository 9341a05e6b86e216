// What sealing and opening an envelope costs, beside libsodium's own box of the same size; and a
// spool with as many real envelopes as are asked for.
//
// usage: bench_envelopes cost
//        bench_envelopes fill STATE COUNT
#include "age_open.h"
#include "session.h"
#include "state.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 2000, RECIPIENTS = 2 };

static double cpu_us(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e6 + (double)used.tv_nsec / 1e3;
}

static _Noreturn void fail(const char *why)
{
    fprintf(stderr, "bench_envelopes: %s\n", why);
    exit(1);
}

// --- cost --------------------------------------------------------------------------------------

static void envelopes_cost(void)
{
    static uint8_t plain[ENVELOPE_BYTES], envelope[ENVELOPE_BYTES];
    struct age_identity identity[RECIPIENTS];
    struct age_recipient recipient[RECIPIENTS];
    for (int i = 0; i < RECIPIENTS; i++) {
        age_identity_generate(&identity[i]);
        recipient[i] = identity[i].recipient;
    }
    double start = cpu_us();
    for (int i = 0; i < ROUNDS; i++) {
        if (!envelope_seal(recipient, RECIPIENTS, plain, envelope)) {
            fail("sealing failed");
        }
    }
    printf("seal_us %.1f\n", (cpu_us() - start) / ROUNDS);
    start = cpu_us();
    for (int i = 0; i < ROUNDS; i++) {
        size_t bytes;
        if (age_open(identity, 1, envelope, sizeof envelope, plain, &bytes) != AGE_OK) {
            fail("opening failed");
        }
    }
    printf("open_us %.1f\n", (cpu_us() - start) / ROUNDS);
}

static void boxes_cost(void)
{
    static uint8_t plain[ENVELOPE_BYTES - crypto_box_SEALBYTES], box[ENVELOPE_BYTES];
    uint8_t public[crypto_box_PUBLICKEYBYTES], secret[crypto_box_SECRETKEYBYTES];
    crypto_box_keypair(public, secret);
    double start = cpu_us();
    for (int i = 0; i < ROUNDS; i++) {
        crypto_box_seal(box, plain, sizeof plain, public);
    }
    printf("box_seal_us %.1f\n", (cpu_us() - start) / ROUNDS);
    start = cpu_us();
    for (int i = 0; i < ROUNDS; i++) {
        if (crypto_box_seal_open(plain, box, sizeof box, public, secret) != 0) {
            fail("libsodium's box can't be opened");
        }
    }
    printf("box_open_us %.1f\n", (cpu_us() - start) / ROUNDS);
}

// --- fill --------------------------------------------------------------------------------------

static void answer_all(const struct form *form, struct form_answers *answers)
{
    for (size_t i = 0; i < form_item_count(form); i++) {
        size_t options = form_item(form, i)->option_count;
        answers->option[i] =
            options == 0 ? 0 : (uint8_t)(1 + randombytes_uniform((uint32_t)options));
    }
}

static void fill(const char *folder, int count)
{
    struct state state;
    struct state_error error;
    struct pack_error refused;
    struct spool *spool;
    if (!state_open(folder, &state, &error)) {
        fail(error.reason);
    }
    struct pack *pack = pack_open(folder, &state.ggd, &refused);
    struct arena *arena = arena_create(sizeof(struct session));
    if (!pack || !arena || state_spool(&state, &spool) != SPOOL_OK) {
        fail("the kiosk's state can't be opened");
    }
    struct session *session = arena_take(arena, sizeof *session);
    double start = cpu_us();
    for (int i = 0; i < count; i++) {
        answer_all(pack_form(pack), &session->answers);
        if (session_seal(session, pack, spool, pack_language(pack, 0), state.kiosk_id, "2026-11") !=
            SEAL_DONE) {
            fail("an envelope wasn't stored");
        }
    }
    printf("fill_us %.1f\n", (cpu_us() - start) / count);
    arena_destroy(arena);
    spool_close(spool);
    pack_close(pack);
}

int main(int argc, char **argv)
{
    if (sodium_init() < 0) {
        return 1;
    }
    if (argc == 4 && strcmp(argv[1], "fill") == 0) {
        fill(argv[2], atoi(argv[3]));
        return 0;
    }
    if (argc != 2 || strcmp(argv[1], "cost") != 0) {
        return 2;
    }
    envelopes_cost();
    boxes_cost();
    return 0;
}
