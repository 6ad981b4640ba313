/* The crash handler: says what happened, and prints the Python functions on the stack. */
#include <elf.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "runtime.h"

#define ALTERNATE_STACK (128 << 10)
#define MOST_FRAMES 256
#define SHOWN_FRAMES 64

/* The executable's own symbol table: static functions are not in the dynamic one. */
static const ElfW(Sym) *symbols;
static unsigned long symbol_count;
static const char *symbol_names;
static ElfW(Addr) load_base;
extern const char __executable_start[]; /* from the linker */

static void read_symbols(void)
{
	int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
	struct stat status;
	if (fd < 0 || fstat(fd, &status) != 0)
		return;
	const char *file = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (file == MAP_FAILED)
		return;
	const ElfW(Ehdr) *header = (const void *)file;
	const ElfW(Shdr) *sections = (const void *)(file + header->e_shoff);
	for (int i = 0; i < header->e_shnum; i++) {
		if (sections[i].sh_type == SHT_SYMTAB) {
			symbols = (const void *)(file + sections[i].sh_offset);
			symbol_count = sections[i].sh_size / sizeof *symbols;
			symbol_names = file + sections[sections[i].sh_link].sh_offset;
		}
	}
	load_base = header->e_type == ET_DYN ? (ElfW(Addr))__executable_start : 0;
}

/* Return the symbol that an address lies in, or NULL. */
static const char *symbol_at(unsigned long address)
{
	for (unsigned long i = 0; i < symbol_count; i++) {
		unsigned long start = load_base + symbols[i].st_value;
		if ((symbols[i].st_info & 0xf) == STT_FUNC && address >= start && address < start + symbols[i].st_size)
			return symbol_names + symbols[i].st_name;
	}
	return NULL;
}

/* Find the Python function of a symbol; the compiler makes symbols like `name.cold` or `name.part.0`, too. */
static const struct weft_function *function_of(const char *symbol)
{
	size_t length = strcspn(symbol, ".");
	for (const struct weft_function *f = weft_functions; f->symbol != NULL; f++)
		if (strncmp(f->symbol, symbol, length) == 0 && f->symbol[length] == '\0')
			return f;
	return NULL;
}

static void handle(int number)
{
	void *addresses[MOST_FRAMES];
	signal(number, SIG_DFL);
	int count = backtrace(addresses, MOST_FRAMES);
	fprintf(stderr, "Fatal error: %s\n\nStack (most recent call first):\n", strsignal(number));
	read_symbols();
	int shown = 0;
	for (int i = 0; i < count && shown < SHOWN_FRAMES; i++) {
		const char *symbol = symbol_at((unsigned long)addresses[i] - 1);
		const struct weft_function *function = symbol != NULL ? function_of(symbol) : NULL;
		if (function != NULL) {
			fprintf(stderr, "  File \"%s\", line %ld, in %s\n", function->file, function->line, function->name);
			shown++;
		}
	}
	if (shown == SHOWN_FRAMES)
		fprintf(stderr, "  ...\n");
	raise(number);
}

#ifdef WEFT_SANITIZE
/* The sanitizers report crashes themselves.  Memory is never given back by some managers, and blocks too large to be
   had are MemoryErrors, not mistakes. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "detect_leaks=0:allocator_may_return_null=1:detect_stack_use_after_return=0";
}

const char *__ubsan_default_options(void);
const char *__ubsan_default_options(void)
{
	return "print_stacktrace=1";
}
#endif

void weft_crash_handler_install(void)
{
#ifdef WEFT_SANITIZE
	(void)handle;
#else
	static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	stack_t alternate = {.ss_sp = malloc(ALTERNATE_STACK), .ss_size = ALTERNATE_STACK};
	struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK | SA_NODEFER};
	if (alternate.ss_sp != NULL)
		sigaltstack(&alternate, NULL);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		sigaction(numbers[i], &action, NULL);
#endif
}
