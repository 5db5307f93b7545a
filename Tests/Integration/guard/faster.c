// For the program that it is loaded into, calendar time runs FASTER times as fast. Timers do not.
#include <stdlib.h>
#include <time.h>

time_t time(time_t *result) {
  static struct timespec start;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (start.tv_sec == 0) start = now;
  double passed = (double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9;
  time_t faster = start.tv_sec + (time_t)(passed * atof(getenv("FASTER")));
  if (result) *result = faster;
  return faster;
}
