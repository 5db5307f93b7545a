#pragma once
#include <ares.h>
#include <sys/eventfd.h> // Swift's Glibc leaves it out
