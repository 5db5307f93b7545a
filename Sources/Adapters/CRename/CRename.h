/* rename(2) that overwrites nothing. <stdio.h> declares renameat2 for _GNU_SOURCE alone, without which Swift's Glibc module is made. */
int renameat2(int, const char *, int, const char *, unsigned int);

/* 1 is RENAME_NOREPLACE of <linux/fs.h>. */
static inline int rename_without_replacing(int from, const char *name, int to, const char *new_name) {
  return renameat2(from, name, to, new_name, 1);
}
