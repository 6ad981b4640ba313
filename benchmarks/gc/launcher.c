/* launcher FILE COMMAND...: runs a command and writes the peak of its memory in kilobytes to a file.
 *
 * The system counts the memory of whoever started a process into the peak of that process; so whoever starts it
 * has to be small, and Python is not. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc < 3)
		return 127;
	pid_t child = fork();
	if (child == 0) {
		execv(argv[2], argv + 2);
		_exit(127);
	}
	int status;
	struct rusage usage;
	FILE *file = fopen(argv[1], "w");
	if (child < 0 || file == NULL || wait4(child, &status, 0, &usage) != child)
		return 127;
	fprintf(file, "%ld\n", usage.ru_maxrss);
	fclose(file);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
