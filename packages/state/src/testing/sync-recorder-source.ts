/**
 * Loaded before a program on Linux (LD_PRELOAD), this keeps a copy of each file of one folder as it
 * was when it was last forced to the disk: what a power cut would leave when nothing later arrived.
 *
 * The file is read through the descriptor that is synced: to open and close another one would drop
 * the locks that SQLite holds on it (man 2 fcntl). What was deleted is gone once the folder is synced.
 */
export const syncRecorderSource = String.raw`
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what) {
  perror(what);
  _exit(97);
}

static void keep_file(int fd, const char *name, const char *to) {
  char part[PATH_MAX], whole[PATH_MAX];
  static char buffer[1 << 16];
  snprintf(part, sizeof part, "%s/%s.part", to, name);
  snprintf(whole, sizeof whole, "%s/%s", to, name);
  int copy = open(part, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (copy < 0) die("sync recorder: open");
  off_t at = 0;
  for (;;) {
    ssize_t got = pread(fd, buffer, sizeof buffer, at);
    if (got < 0) die("sync recorder: pread");
    if (got == 0) break;
    if (write(copy, buffer, got) != got) die("sync recorder: write");
    at += got;
  }
  close(copy);
  if (rename(part, whole) != 0) die("sync recorder: rename");
}

static void forget_deleted(const char *from, const char *to) {
  DIR *kept = opendir(to);
  if (kept == NULL) die("sync recorder: opendir");
  for (struct dirent *entry; (entry = readdir(kept)) != NULL;) {
    char original[PATH_MAX], copy[PATH_MAX];
    snprintf(original, sizeof original, "%s/%s", from, entry->d_name);
    snprintf(copy, sizeof copy, "%s/%s", to, entry->d_name);
    if (entry->d_name[0] != '.' && access(original, F_OK) != 0) unlink(copy);
  }
  closedir(kept);
}

static void record(int fd) {
  const char *from = getenv("SYNC_RECORDER_OF"), *to = getenv("SYNC_RECORDER_TO");
  if (from == NULL || to == NULL) return;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return;
  path[length] = 0;
  if (strcmp(path, from) == 0) return forget_deleted(from, to);
  size_t folder = strlen(from);
  if (strncmp(path, from, folder) != 0 || path[folder] != '/') return;
  if (strchr(path + folder + 1, '/') == NULL) keep_file(fd, path + folder + 1, to);
}

static int synced(const char *name, int fd) {
  int (*sync)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
  int result = sync(fd), error = errno;
  if (result == 0) record(fd);
  errno = error;
  return result;
}

int fsync(int fd) { return synced("fsync", fd); }
int fdatasync(int fd) { return synced("fdatasync", fd); }
`;
