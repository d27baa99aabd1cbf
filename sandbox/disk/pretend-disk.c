/*
 * A disk that can be watched, slowed down and filled up. Loaded into a process by LD_PRELOAD, it stands between that
 * process and the files whose paths begin with PRETEND_DISK_PREFIX, and leaves all others alone:
 *
 *   PRETEND_DISK_LOG   what is done to the files is appended here, in the order in which it was done (struct record)
 *   PRETEND_DISK_SLOW  every sync takes so many microseconds longer
 *   PRETEND_DISK_FULL  while this file is there, it says what fails: "ENOSPC write 4096" (an error's name; write, sync or
 *                      both; how many bytes still fit)
 *
 * System calls are made directly instead of through the next library's function: that needs no order in which libraries
 * are started, and a call that is made here cannot come back here.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { CREATE = 1, WRITE, TRUNCATE, SYNC, UNLINK, RENAME };

/* Followed by the path and the bytes. Written by one call, so that no record is ever half there. */
struct record {
  uint32_t kind;
  uint32_t path_bytes;
  uint64_t sequence;
  uint64_t at; /* WRITE: offset. TRUNCATE: new length. SYNC: the sequence number that it began at. */
  uint64_t bytes; /* WRITE: the bytes. RENAME: the new path. */
};

/* A file that was opened. Its identity, too: Node closes without a function that could be stood in front of, so a number
   can belong to a socket by now. */
struct file {
  char path[PATH_MAX];
  dev_t device;
  ino_t inode;
};

#define NUMBERS 4096 /* file descriptors that are looked at; a process of ours has some hundreds */

static struct file *files[NUMBERS];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static const char *prefix, *full;
static long slow_us;
static int log_fd = -1;
static uint64_t sequence, used_bytes;

__attribute__((constructor)) static void begin(void) {
  const char *log = getenv("PRETEND_DISK_LOG"), *slow = getenv("PRETEND_DISK_SLOW");
  prefix = getenv("PRETEND_DISK_PREFIX");
  full = getenv("PRETEND_DISK_FULL");
  slow_us = slow ? atol(slow) : 0;
  if (log) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_ours(const char *path) { return prefix && path && !strncmp(path, prefix, strlen(prefix)); }

static struct file *file_of(int fd) {
  struct stat now;
  if (fd < 0 || fd >= NUMBERS || !files[fd] || fstat(fd, &now)) return NULL;
  return now.st_dev == files[fd]->device && now.st_ino == files[fd]->inode ? files[fd] : NULL;
}

/* To be called with the lock held: the log's order is the order of what happened. */
static void note(enum kind kind, const char *path, uint64_t at, const void *bytes, uint64_t length) {
  struct record record = {kind, strlen(path), ++sequence, at, length};
  struct iovec parts[] = {{&record, sizeof record}, {(void *)path, record.path_bytes}, {(void *)bytes, length}};
  /* A log with a hole would prove anything. */
  if (log_fd >= 0 && syscall(SYS_writev, log_fd, parts, 3) != (long)(sizeof record + record.path_bytes + length)) abort();
}

/* The error that this operation shall end with; 0: none, as long as `*room` bytes are enough. */
static int trouble(const char *operation, size_t *room) {
  char words[64] = "", name[16] = "", what[16] = "";
  unsigned long long allowed = 0;
  int fd = full ? syscall(SYS_openat, AT_FDCWD, full, O_RDONLY | O_CLOEXEC, 0) : -1;
  if (fd < 0) {
    used_bytes = 0;
    return 0;
  }
  long length = syscall(SYS_read, fd, words, sizeof words - 1);
  syscall(SYS_close, fd);
  if (length <= 0 || sscanf(words, "%15s %15s %llu", name, what, &allowed) < 2) return 0;
  if (strcmp(what, operation) && strcmp(what, "both")) return 0;
  int error = strcmp(name, "EIO") ? ENOSPC : EIO;
  if (!room) return error;
  uint64_t left = used_bytes < allowed ? allowed - used_bytes : 0;
  if (left == 0) return error;
  if (*room > left) *room = left;
  used_bytes += *room;
  return 0;
}

static int fails(int error) {
  errno = error;
  return -1;
}

static int open_file(int directory, const char *path, int flags, mode_t mode) {
  int ours = is_ours(path);
  int is_new = ours && (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, path, F_OK) != 0;
  if (ours) pthread_mutex_lock(&lock);
  int fd = syscall(SYS_openat, directory, path, flags, mode);
  struct stat now;
  if (ours && fd >= 0 && fd < NUMBERS && !fstat(fd, &now)) {
    /* Never freed: a thread that closes a number too early must not find the memory gone. */
    struct file *file = files[fd] ? files[fd] : malloc(sizeof *file);
    snprintf(file->path, sizeof file->path, "%s", path);
    file->device = now.st_dev;
    file->inode = now.st_ino;
    files[fd] = file;
    if (is_new) note(CREATE, path, 0, NULL, 0);
    else if (flags & O_TRUNC) note(TRUNCATE, path, 0, NULL, 0);
  }
  if (ours) pthread_mutex_unlock(&lock);
  return fd;
}

/* `offset` below 0: at the file's own position. */
static ssize_t put(int fd, const void *bytes, size_t length, off_t offset) {
  struct file *file = file_of(fd);
  if (!file) return offset < 0 ? syscall(SYS_write, fd, bytes, length) : syscall(SYS_pwrite64, fd, bytes, length, offset);
  pthread_mutex_lock(&lock);
  size_t room = length;
  int error = trouble("write", &room);
  ssize_t done = error     ? fails(error)
                 : offset < 0 ? syscall(SYS_write, fd, bytes, room)
                              : syscall(SYS_pwrite64, fd, bytes, room, offset);
  if (done > 0) note(WRITE, file->path, offset < 0 ? lseek(fd, 0, SEEK_CUR) - done : offset, bytes, done);
  pthread_mutex_unlock(&lock);
  return done;
}

static ssize_t put_all(int fd, const struct iovec *parts, int count, off_t offset) {
  if (!file_of(fd)) return offset < 0 ? syscall(SYS_writev, fd, parts, count) : syscall(SYS_pwritev, fd, parts, count, offset, 0);
  ssize_t total = 0;
  for (int i = 0; i < count; i++) {
    ssize_t done = put(fd, parts[i].iov_base, parts[i].iov_len, offset < 0 ? offset : offset + total);
    if (done < 0) return total ? total : -1;
    total += done;
    if ((size_t)done < parts[i].iov_len) break;
  }
  return total;
}

static int cut(int fd, off_t length) {
  struct file *file = file_of(fd);
  if (!file) return syscall(SYS_ftruncate, fd, length);
  struct stat now;
  pthread_mutex_lock(&lock);
  int grows = !fstat(fd, &now) && length > now.st_size;
  size_t room = grows ? (size_t)(length - now.st_size) : 0, wanted = room;
  int error = grows ? trouble("write", &room) : 0;
  if (!error && room < wanted) error = ENOSPC;
  int result = error ? fails(error) : syscall(SYS_ftruncate, fd, length);
  if (!result) note(TRUNCATE, file->path, length, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

/* Without the lock while the disk works: others write meanwhile, and this sync does not vouch for them. */
static int settle(long call, int fd) {
  struct file *file = file_of(fd);
  if (!file) return syscall(call, fd);
  pthread_mutex_lock(&lock);
  uint64_t began = sequence;
  int error = trouble("sync", NULL);
  pthread_mutex_unlock(&lock);
  if (error) return fails(error);
  int result = syscall(call, fd);
  struct timespec wait = {slow_us / 1000000, slow_us % 1000000 * 1000};
  if (slow_us) nanosleep(&wait, NULL);
  pthread_mutex_lock(&lock);
  if (!result) note(SYNC, file->path, began, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

static int unlink_file(int directory, const char *path, int flags) {
  pthread_mutex_lock(&lock);
  int result = syscall(SYS_unlinkat, directory, path, flags);
  if (!result && is_ours(path)) note(UNLINK, path, 0, NULL, 0);
  pthread_mutex_unlock(&lock);
  return result;
}

static mode_t mode_in(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

#define OPEN(name)                                      \
  int name(const char *path, int flags, ...) {          \
    va_list rest;                                       \
    va_start(rest, flags);                              \
    mode_t mode = mode_in(flags, rest);                 \
    va_end(rest);                                       \
    return open_file(AT_FDCWD, path, flags, mode);      \
  }
#define OPENAT(name)                                        \
  int name(int directory, const char *path, int flags, ...) { \
    va_list rest;                                           \
    va_start(rest, flags);                                  \
    mode_t mode = mode_in(flags, rest);                     \
    va_end(rest);                                           \
    return open_file(directory, path, flags, mode);         \
  }

/* Both names of each: which one a library calls depends on how it was compiled. */
OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
int creat(const char *path, mode_t mode) { return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }
ssize_t write(int fd, const void *bytes, size_t length) { return put(fd, bytes, length, -1); }
ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) { return put(fd, bytes, length, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return put(fd, bytes, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) { return put_all(fd, parts, count, -1); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t at) { return put_all(fd, parts, count, at); }
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t at) { return put_all(fd, parts, count, at); }
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }
int fsync(int fd) { return settle(SYS_fsync, fd); }
int fdatasync(int fd) { return settle(SYS_fdatasync, fd); }
int unlink(const char *path) { return unlink_file(AT_FDCWD, path, 0); }
int unlinkat(int directory, const char *path, int flags) { return unlink_file(directory, path, flags); }
int rename(const char *from, const char *to) {
  pthread_mutex_lock(&lock);
  int result = syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
  if (!result && is_ours(from)) note(RENAME, from, 0, to, strlen(to));
  pthread_mutex_unlock(&lock);
  return result;
}
