/* The functions of rlib/externals.py that call the system. A result below zero is -errno. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "runtime.h"

static long result(long value)
{
	return value < 0 ? -errno : value;
}

long weft_fill(struct bytearray *buffer, const char *text, long length)
{
	if (length <= buffer->length)
		memcpy(buffer->items->items, text, (size_t)length);
	return length;
}

/* A name as a C string in `room`; one that is too long becomes one that no file has. */
static const char *name_of(const struct bytes *name, char *room)
{
	size_t size = name->size < PATH_MAX ? (size_t)name->size : 0;
	memcpy(room, name->data, size);
	room[size] = '\0';
	return room;
}
#define NAME(bytes) name_of(bytes, (char[PATH_MAX]){""})

long weft_read(long fd, struct bytearray *buffer, long start, long count)
{
	return result(read((int)fd, buffer->items->items + start, (size_t)count));
}

long weft_write(long fd, struct bytearray *buffer, long start, long count)
{
	return result(write((int)fd, buffer->items->items + start, (size_t)count));
}

long weft_write_bytes(long fd, struct bytes *data, long start, long count)
{
	return result(write((int)fd, data->data + start, (size_t)count));
}

long weft_open(struct bytes *path, long flags, long mode)
{
	return result(open(NAME(path), (int)flags | O_CLOEXEC, (mode_t)mode));
}

long weft_close(long fd) { return result(close((int)fd)); }
long weft_seek(long fd, long offset, long whence) { return result(lseek((int)fd, offset, (int)whence)); }
long weft_truncate(long fd, long size) { return result(ftruncate((int)fd, size)); }
bool weft_isatty(long fd) { return isatty((int)fd); }
long weft_unlink(struct bytes *path) { return result(unlink(NAME(path))); }
long weft_mkdir(struct bytes *path, long mode) { return result(mkdir(NAME(path), (mode_t)mode)); }
long weft_rmdir(struct bytes *path) { return result(rmdir(NAME(path))); }
long weft_rename(struct bytes *source, struct bytes *target) { return result(rename(NAME(source), NAME(target))); }
long weft_chdir(struct bytes *path) { return result(chdir(NAME(path))); }
long weft_getpid(void) { return getpid(); }
long weft_argument_count(void) { return weft_argc; }
void weft_exit(long code) { _exit((int)code); }

/* The status of a file: -errno, or one of three things. */
static double status_of(const char *path, bool follow, char what)
{
	struct stat status;
	if ((follow ? stat : lstat)(path, &status) != 0)
		return -errno;
	double time = (double)status.st_mtim.tv_sec + 1e-9 * (double)status.st_mtim.tv_nsec;
	return what == 'k' ? (double)status.st_mode : what == 's' ? (double)status.st_size : time;
}

long weft_file_kind(struct bytes *path, long follow) { return (long)status_of(NAME(path), follow, 'k'); }
long weft_file_size(struct bytes *path) { return (long)status_of(NAME(path), true, 's'); }
double weft_file_time(struct bytes *path) { return status_of(NAME(path), true, 't'); }

long weft_descriptor_kind(long fd)
{
	struct stat status;
	return fstat((int)fd, &status) ? -errno : (long)status.st_mode;
}

long weft_getcwd(struct bytearray *buffer)
{
	char room[PATH_MAX];
	return getcwd(room, sizeof room) != NULL ? weft_fill(buffer, room, (long)strlen(room)) : -errno;
}

static char **listed;
static long listed_count;

long weft_list_directory(struct bytes *path)
{
	DIR *directory = opendir(NAME(path));
	if (directory == NULL)
		return -errno;
	while (listed_count > 0)
		free(listed[--listed_count]);
	for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		listed = realloc(listed, (size_t)(listed_count + 1) * sizeof *listed);
		char *copy = listed != NULL ? strdup(entry->d_name) : NULL;
		if (copy == NULL)
			weft_fatal("out of memory");
		listed[listed_count++] = copy;
	}
	closedir(directory);
	return listed_count;
}

static long fill_text(struct bytearray *buffer, const char *text)
{
	return weft_fill(buffer, text, (long)strlen(text));
}

long weft_list_item(long index, struct bytearray *buffer) { return fill_text(buffer, listed[index]); }
long weft_strerror(long error, struct bytearray *buffer) { return fill_text(buffer, strerror((int)error)); }
long weft_argument(long index, struct bytearray *buffer) { return fill_text(buffer, weft_argv[index]); }

long weft_getenv(struct bytes *name, struct bytearray *buffer)
{
	const char *value = getenv(NAME(name));
	return value != NULL ? fill_text(buffer, value) : -1;
}

long weft_clock_ns(long clock)
{
	static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID};
	struct timespec now;
	clock_gettime(clocks[clock], &now);
	return now.tv_sec * 1000000000L + now.tv_nsec;
}

double weft_time(void) { return 1e-9 * (double)weft_clock_ns(0); }

long weft_local_offset(long seconds)
{
	time_t when = (time_t)seconds;
	struct tm local;
	return localtime_r(&when, &local) == NULL ? 0 : local.tm_gmtoff;
}

long weft_local_dst(long seconds)
{
	time_t when = (time_t)seconds;
	struct tm local;
	return localtime_r(&when, &local) == NULL ? -1 : local.tm_isdst;
}

void weft_sleep(double seconds)
{
	struct timespec left = {(time_t)seconds, (long)((seconds - floor(seconds)) * 1e9)};
	while (nanosleep(&left, &left) != 0 && errno == EINTR)
		;
}

long weft_random_bytes(struct bytearray *buffer, long count)
{
	for (long done = 0, now; done < count; done += now)
		if ((now = getrandom(buffer->items->items + done, (size_t)(count - done), 0)) < 0)
			return -errno;
	return 0;
}
