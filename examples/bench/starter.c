/* starter - the yardstick for starting many actors: fork, exec, and see that they are ready.
 *
 * usage: starter N PROGRAM
 * Starts N processes of PROGRAM, each in a session and a directory of its own as an actor, no more than 64 at a time that
 * are not ready, and looks into /proc each 3 ms which of them catch USR1. Prints how many milliseconds it took until all
 * did, and KILLs them.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE = 64, LOOK_EVERY_US = 3000 };

static void die(const char *what) {
  fprintf(stderr, "starter: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static pid_t start(const char *dir, int i, const char *program) {
  char home[4096], id[32];
  snprintf(id, sizeof id, "a%d", i);
  snprintf(home, sizeof home, "%s/%s", dir, id);
  if (mkdir(home, 0700)) die(home);
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (pid == 0) {
    setsid();
    if (chdir(home)) die(home);
    dup2(open("/dev/null", O_RDONLY), 0);
    dup2(open("out.log", O_WRONLY | O_CREAT | O_APPEND, 0600), 1);
    dup2(1, 2);
    execl(program, program, id, "state.json", "spool/current", "send", (char *)NULL);
    die(program);
  }
  return pid;
}

/* Whether USR1 does not end it any more. */
static int ready(pid_t pid) {
  char path[64], text[4096];
  snprintf(path, sizeof path, "/proc/%d/status", pid);
  int fd = open(path, O_RDONLY);
  if (fd < 0) return 0;
  ssize_t n = read(fd, text, sizeof text - 1);
  close(fd);
  text[n < 0 ? 0 : n] = 0;
  char *mask = strstr(text, "\nSigCgt:");
  return mask && strtoull(mask + 8, NULL, 16) >> (SIGUSR1 - 1) & 1;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: starter N PROGRAM\n");
    return 2;
  }
  int n = atoi(argv[1]);
  char *program = realpath(argv[2], NULL);
  if (!program) die(argv[2]);
  char dir[] = "/tmp/starterXXXXXX";
  if (!mkdtemp(dir)) die(dir);
  pid_t *pids = calloc(n, sizeof *pids);
  char *is_ready = calloc(n, 1);
  int started = 0, done = 0;
  double begin = now_ms();
  while (done < n) {
    while (started < n && started - done < AT_ONCE) {
      pids[started] = start(dir, started, program);
      started++;
    }
    usleep(LOOK_EVERY_US);
    for (int i = 0; i < started; i++)
      if (!is_ready[i] && ready(pids[i])) is_ready[i] = 1, done++;
  }
  printf("%.0f\n", now_ms() - begin);
  fflush(stdout);
  for (int i = 0; i < n; i++) kill(-pids[i], SIGKILL);
  while (wait(NULL) > 0) {
  }
  execlp("rm", "rm", "-rf", dir, (char *)NULL);
  die("rm");
}
