// What kiosk and stick program say to each other. They share two folders and nothing else:
//   DIR/outbox  written by the kiosk: what is to be carried to the next stick
//   DIR/inbox   written by envelop-stick: what it found on a stick, and `stick`, the status below
// The kiosk never touches a stick; envelop-stick never touches anything else of DIR. Neither trusts
// the other: names and status are read here with every field checked (FORMAT.md, "The two
// folders").
#ifndef KIOSK_STICK_H
#define KIOSK_STICK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    STICK_NAME_BYTES = 64,       // with NUL, of any file that travels
    STICK_STATUS_MAX_BYTES = 512 // of the status file
};

// What the person with the stick in their hand sees.
enum stick_state {
    STICK_NONE,      // nothing: no stick
    STICK_READING,   // "one moment": the inbox is being filled; don't look into it yet
    STICK_THERE,     // the stick is in and was read; the outbox holds nothing for it
    STICK_WRITING,   // "leave the stick in"
    STICK_DONE,      // "safe to take out": written, read back from the stick itself, the same
    STICK_FULL,      // no room for the batch
    STICK_READ_ONLY, // can't be written: a switch on it, or its file system
    STICK_PULLED,    // taken out while it was being written or read; put it in again
    STICK_DAMAGED,   // its file system or memory is damaged; take another one
    STICK_NO_BATCH,  // the outbox holds half a batch, or lost it while it was carried: export again
    STICK_NO_ROOM,   // this kiosk has no room for what is on the stick
    STICK_STATES
};

struct stick_status {
    enum stick_state state;
    // What lies in the inbox of what this stick brought.
    bool key;
    unsigned packs, receipts; // at most 99
    unsigned refused;         // of the right name, but too large, a link, half ...; at most 99
    // What has been carried, on STICK_DONE; "" when there was none.
    char batch[STICK_NAME_BYTES], report[STICK_NAME_BYTES];
};

// Reads DIR/inbox/stick. False when it isn't a status at all (damaged, or not by our program);
// *status is then STICK_NONE, as it is when there is no such file (true).
bool stick_status_read(const char *state_dir, struct stick_status *status);

// The file's bytes and back. Parsing accepts exactly what printing writes. `text` gets a NUL;
// returns its length.
size_t stick_status_print(const struct stick_status *status,
                          char text[static STICK_STATUS_MAX_BYTES]);
bool stick_status_parse(const char *text, size_t bytes, struct stick_status *status);

// A file descriptor that becomes readable whenever the inbox changes (inotify, non-blocking); the
// caller's to close. -1 when there is no inbox.
int stick_watch_open(const char *state_dir);

// Swallows what made it readable: afterwards read the status.
void stick_watch_drain(int watch);

// --- names that travel -------------------------------------------------------------------------

enum stick_kind {
    STICK_FILE_OTHER,     // none of ours: left alone
    STICK_FILE_KEY,       // ggd.pub
    STICK_FILE_PACK,      // envelop-pack*.tar
    STICK_FILE_RECEIPT,   // envelop-<kiosk>-<serial>.receipt
    STICK_FILE_BATCH,     // envelop-<kiosk>-<serial>.tar.age
    STICK_FILE_REPORT,    // envelop-report-<kiosk>.txt
    STICK_FILE_KIOSK_KEY, // envelop-kiosk-<kiosk>.pub
    STICK_KINDS
};

// What a file of this name is; `kiosk` gets the 16 hex digits and *serial the number where the name
// has them ("" and 0 else). Both may be NULL. A name with any other character than a-z A-Z 0-9 "-"
// "." "_" is OTHER.
enum stick_kind stick_name_kind(const char *name, char kiosk[17], uint64_t *serial);

// The serial that a pack's signature claims, not verified: only to choose among several. 0: none.
uint64_t stick_pack_serial(const char *minisig);

// The most bytes that such a file may have; 0 for OTHER.
size_t stick_kind_cap(enum stick_kind kind);

// Whether NAME.minisig travels with it: packs, receipts and batches.
bool stick_kind_signed(enum stick_kind kind);

#endif
