// The kiosks that the GGD has added, by the six words of their keys.
#ifndef GGD_KIOSKS_H
#define GGD_KIOSKS_H

#include "home.h"

enum { KIOSKS_MAX = 4096, KIOSK_WORDS_ROOM = 128 };

struct kiosk {
    struct signature_public_key key;
    char id[SIGNATURE_KEY_ID_CHARS + 1];
    char added[11];
    char revoked[11]; // "" while it is trusted
};

struct kiosks {
    struct kiosk *at; // sorted by id
    size_t count;
};

// Reads all of them; a damaged record is reported and left out. False when the folder can't be
// read.
bool kiosks_read(const struct home *home, struct kiosks *kiosks);
void kiosks_finish(struct kiosks *kiosks);

// Writes one record.
bool kiosk_write(const struct home *home, const struct kiosk *kiosk);

// By id or the beginning of it (at least 4 characters, unique); NULL if none.
struct kiosk *kiosks_find(const struct kiosks *kiosks, const char *id);

// "" on a signature key that has no words.
void kiosk_words(const struct kiosk *kiosk, char words[static KIOSK_WORDS_ROOM]);

#endif
