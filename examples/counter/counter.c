/*
 * An actor in C that counts: {"add": 5} adds to {"n": …}.   cc -O2 -o counter-in-c counter.c
 * It reads what it needs with sscanf; an actor that does more wants a JSON library.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static void look(int signal) { (void)signal; }

/* The number behind "KEY": in a file; 0 if there is none. Ends with -1 where there is no file. */
static int number(const char *file, const char *key, long *value) {
    char text[4096] = "";
    FILE *in = fopen(file, "r");
    if (!in) return -1;
    text[fread(text, 1, sizeof text - 1, in)] = 0;
    fclose(in);
    const char *at = strstr(text, key);
    *value = 0;
    if (at) sscanf(at + strlen(key), " : %ld", value);
    return 0;
}

int main(int argc, char **argv) {
    if (argc < 5) errx(2, "a supervisor starts this, with ID STATE MESSAGE DRAWER");
    const char *state = argv[2], *message = argv[3];
    sigset_t usr1;
    sigemptyset(&usr1);
    sigaddset(&usr1, SIGUSR1);
    sigprocmask(SIG_BLOCK, &usr1, NULL); /* a signal that comes while it works waits for sigwait */
    signal(SIGUSR1, look);               /* and this says that it is ready */
    for (int got;; sigwait(&usr1, &got)) {
        long n, add;
        while (number(message, "\"add\"", &add) == 0) {
            if (number(state, "\"n\"", &n)) err(1, "%s", state);
            FILE *out = fopen(".new", "w"); /* it works in its own directory */
            if (!out || fprintf(out, "{\"n\":%ld}\n", n + add) < 0 || fclose(out)) err(75, ".new");
            if (rename(".new", state)) err(75, "%s", state);
            unlink(message);
        }
    }
}
