// One stick in one kiosk, from the moment it is mounted until it has gone.
//
// Calling sequence: job_open -> job_collect -> job_deliver, and again for each job_wait -> job_gone
// -> job_close. Each step says in DIR/inbox/stick what is going on.
#ifndef KIOSK_STICK_JOB_H
#define KIOSK_STICK_JOB_H

#include "stick.h"

#include <sys/types.h>

struct job {
    const char *state_dir, *mountpoint; // borrowed
    int inbox, outbox;                  // folders of DIR; the inbox is locked
    int events;                         // inotify: the outbox changed, the stick's folder has gone
    int mounts;                         // poll: something was mounted or unmounted
    dev_t device;
    ino_t inode;    // of the stick's root
    char kiosk[17]; // "" until the outbox tells
    struct stick_status status;
};

enum job_end { JOB_OPEN, JOB_BUSY, JOB_NO_FOLDERS, JOB_NO_STICK };

// `folder`: the stick may be an ordinary folder. Whatever the result, job_close cleans up. errno
// says why. JOB_BUSY: another envelop-stick serves this kiosk.
enum job_end job_open(struct job *job, const char *state_dir, const char *mountpoint, bool folder);
void job_close(struct job *job);

// Takes the two folders only, for job_gone.
enum job_end job_open_folders(struct job *job, const char *state_dir);

// Fills the inbox with what the stick has for this kiosk; what earlier sticks brought goes. Returns
// STICK_THERE, or what went wrong.
enum stick_state job_collect(struct job *job);

// Carries what lies in the outbox. Returns STICK_DONE, STICK_THERE when there is nothing to carry,
// or what went wrong.
enum stick_state job_deliver(struct job *job);

// Which kiosk this is, by the public key in its outbox; "" when that isn't there.
void job_learn_kiosk(struct job *job);

// Writes the status. False when it can't be written.
bool job_say(struct job *job, enum stick_state state);

// Whether the stick is where it was.
bool job_present(const struct job *job);

// What the person sees of this errno of the stick.
enum stick_state job_blame(const struct job *job, int error);

// Waits for a change: true when the outbox may have something new, false when the stick has gone or
// carry_stop was set.
bool job_wait(const struct job *job);

// Whether the outbox changes within so long: half a batch may be a batch that is being written.
bool job_more_within(const struct job *job, int ms);

// The stick has gone: STICK_PULLED if that came too early, else STICK_NONE.
void job_gone(struct job *job);

#endif
