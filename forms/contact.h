// May the GGD contact this person, how, and whom would they like to talk to (R8, R9). Asked after
// the questions, the same for every form; written into the response, profile in forms/FORMAT.md,
// "Contact". A plain value without pointers: keep it in locked memory, wipe it there.
#ifndef FORMS_CONTACT_H
#define FORMS_CONTACT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum contact_field {
    CONTACT_PERMISSION, // "May the GGD contact you?"
    CONTACT_CHANNEL,    // "How?"
    CONTACT_HELPER,     // an interpreter, a key person, nobody else
    CONTACT_GENDER,     // a woman, a man, no preference
    CONTACT_BACKGROUND, // same, other, no preference
    CONTACT_FIELDS
};

enum contact_channel { // index of an option of CONTACT_CHANNEL
    CHANNEL_CALL,
    CHANNEL_TEXT,
    CHANNEL_CHAT,
    CHANNEL_LETTER,
    CHANNEL_KEY_PERSON, // a "sleutelpersoon": of the person's own community, trained
    CHANNEL_TRUSTED,    // somebody they trust
    CHANNEL_VISIT,      // the person comes by, with the code
    CONTACT_CHANNELS
};

enum { CONTACT_MAX_OPTIONS = 8, CONTACT_REACH_BYTES = 24 };

// What a field is called in the response and which codes it may have.
struct contact_choice {
    const char *code;
    const char *options[CONTACT_MAX_OPTIONS]; // the rest is NULL
};
extern const struct contact_choice contact_choices[CONTACT_FIELDS];

// What a channel needs so that the GGD can use it.
enum contact_reach {
    REACH_NOTHING,
    REACH_PHONE,  // a phone number: one + at most, in front, and 6 to 15 digits; of the key person
                  // or of the one they trust where the channel is one of these
    REACH_ADDRESS // Dutch postcode and house number: "1234AB 56", "1234AB 56A", "1234AB 56-2"
};
// REACH_NOTHING for CONTACT_CHANNELS too: none was chosen yet.
enum contact_reach contact_reach(enum contact_channel channel);

struct contact {
    uint8_t option[CONTACT_FIELDS];  // 0 not said, n the option n-1
    char reach[CONTACT_REACH_BYTES]; // as contact_reach says; "" not given
    char language[16];               // BCP 47 of the talk; "other": another one or a dialect; ""
};

// Whether `reach` is whole for this channel: "" only where nothing is needed.
bool contact_reach_valid(enum contact_channel channel, const char *reach);

#endif
